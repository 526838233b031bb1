/// How a mixture rendered again compares with the audio on disk.
public enum AudioCheck: Hashable, Sendable, CustomStringConvertible {
  case identical
  /// Every sample within −120 dB of full scale; the largest difference.
  case equal(Decibels)
  /// The first frame that differs by more, and the file it is in.
  case different(file: String, frame: Int, difference: Decibels)
  /// A file of another length or channel count.
  case otherShape(file: String, String)

  /// Differences below it are none that matter: a thousandth of a 16-bit step.
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

extension Recreator {
  /// Renders an annotation's scene and compares it with the stems and the mixture that the annotation names.
  ///
  /// Stems come first: the one that differs is the reason why the mixture does.
  public mutating func check(_ path: String) throws(SoundscapeError) -> AudioCheck {
    let (document, _, mixture) = try render(path)
    var pairs: [(String, AudioBuffer, Int)] = []
    let stems = (document.sandbox["isolated_events_audio_path"].elements ?? []).compactMap(\.string)
    if stems.count == mixture.stems.count {
      for (path, stem) in zip(stems, mixture.stems) { pairs.append((path, stem.audio, stem.position)) }
    }
    guard let named = document.sandbox["soundscape_audio_path"].string else {
      throw document.failure("soundscape_audio_path", "names no audio to compare with")
    }
    pairs.append((named, mixture.mix, 0))
    var largest = 0.0
    for (name, audio, position) in pairs {
      guard let file = document.found(name) else { throw .source(path: name, problem: "no such file") }
      var reader = try AudioFileReader(path: file)
      let written = try reader.read(from: 0, count: reader.info.frameCount)
      guard written.channelCount == audio.channelCount, written.frameCount == mixture.mix.frameCount else {
        let shape = "\(written.frameCount) frames of \(written.channelCount) channels"
        return .otherShape(
          file: name, "has \(shape) (expected \(mixture.mix.frameCount) of \(audio.channelCount))")
      }
      var whole = AudioBuffer(channelCount: audio.channelCount, frameCount: mixture.mix.frameCount)
      whole.add(audio, at: position)
      if let frame = Self.firstDifference(whole, written, &largest) {
        return .different(file: name, frame: frame, difference: decibels(of: largest))
      }
    }
    return largest == 0 ? .identical : .equal(decibels(of: largest))
  }

  /// The first frame whose difference passes the tolerance, and its difference; else the largest difference so far.
  private static func firstDifference(_ a: AudioBuffer, _ b: AudioBuffer, _ largest: inout Double) -> Int? {
    let limit = Float(amplitude(of: AudioCheck.tolerance))
    var first: Int?
    for (x, y) in zip(a.channels, b.channels) {
      for i in x.indices where x[i] != y[i] {
        let difference = abs(x[i] - y[i])
        if difference > limit, i < first ?? .max {
          first = i
          largest = Double(difference)
          break
        }
        if first == nil { largest = max(largest, Double(difference)) }
      }
    }
    return first
  }
}
