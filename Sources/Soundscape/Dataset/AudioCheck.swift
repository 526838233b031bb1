/// How a mixture rendered again compares with the audio on disk.
public enum AudioCheck: Hashable, Sendable, CustomStringConvertible {
  /// Every sample is, to the last bit, the one that would be written.
  case identical
  /// Every sample within −120 dB of full scale; the first frame that differs, its file, and the largest difference.
  case equal(file: String, frame: Int, difference: Decibels)
  /// The first frame that differs by more, and the file it is in.
  case different(file: String, frame: Int, difference: Decibels)
  /// A file of another length, rate or channel count, one that cannot be decoded, or one with other bytes than samples.
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
    case .equal(let file, let frame, let difference):
      "equal within \(plain(Self.tolerance)) dB (first difference at frame \(frame) of \(file), largest "
        + "\(Self.text(difference)))"
    case .different(let file, let frame, let difference):
      "differs first at frame \(frame) of \(file), by \(Self.text(difference))"
    case .otherShape(let file, let problem): "\(file) \(problem)"
    }
  }

  /// A difference in words; bits may differ where numbers do not.
  private static func text(_ difference: Decibels) -> String {
    if difference.isFinite { return "\(rounded(difference, 1)) dB of full scale" }
    return difference < 0 ? "bits that make no sound" : "what is not a number"
  }
}
