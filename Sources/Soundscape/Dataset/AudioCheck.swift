/// How a mixture rendered again compares with the audio on disk.
public enum AudioCheck: Hashable, Sendable, CustomStringConvertible {
  case identical
  /// Every sample within −120 dB of full scale; the largest difference.
  case equal(Decibels)
  /// The first frame that differs by more, and the file it is in.
  case different(file: String, frame: Int, difference: Decibels)
  /// A file of another length or channel count.
  case otherShape(file: String, String)

  /// Smaller differences do not matter: a thousandth of a 16-bit step.
  static let tolerance: Decibels = -120

  public var isDifferent: Bool {
    switch self {
    case .identical, .equal: false
    case .different, .otherShape: true
    }
  }

  public var description: String {
    switch self {
    case .identical: "identical"
    case .equal(let level): "equal within \(plain(Self.tolerance)) dB (largest difference \(rounded(level, 1)) dB)"
    case .different(let file, let frame, let difference):
      "differs first at frame \(frame) of \(file), by \(rounded(difference, 1)) dB of full scale"
    case .otherShape(let file, let problem): "\(file) \(problem)"
    }
  }
}
