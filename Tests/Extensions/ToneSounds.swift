import Soundscape

/// Square waves that are made when they are asked for: no file anywhere.
struct ToneSounds: SoundProvider {
  static let rate: Hertz = 8_000
  static let frameCount = 8_000
  /// Label → periods in frames, one sound each.
  static let tones = ["high": [8, 10], "low": [40, 50, 64]]

  func listSounds() -> (soundbank: Soundbank, warnings: [Warning]) {
    let labels = Self.tones.keys.sorted().map { label in
      SoundLabel(name: label, sounds: Self.tones[label, default: []].map { Self.sound(label, period: $0) })
    }
    return (Soundbank(foreground: .init(folder: "tones", labels: labels), provider: self), [])
  }

  func open(_ sound: Sound) throws(SoundscapeError) -> any SoundReader & ~Copyable {
    guard let period = Int(sound.name) else { throw .source(path: sound.path, problem: "is not a tone") }
    return ToneReader(period: period)
  }

  func digest(of sound: Sound) -> String { "tone-\(sound.name)" }

  func sound(for reference: SoundReference) -> Sound? {
    Self.tones[reference.label, default: []].lazy.map { Self.sound(reference.label, period: $0) }
      .first { reference.path.hasSuffix("/\($0.name)") || reference.digest == "tone-\($0.name)" }
  }

  func annotatedPath(of sound: Sound, seenFrom root: String) -> String {
    "tones/" + sound.path.dropFirst("tone:".count)
  }

  private static func sound(_ label: String, period: Int) -> Sound {
    Sound(
      name: "\(period)", path: "tone:\(label)/\(period)",
      info: AudioFileInfo(frameCount: frameCount, sampleRate: rate, channelCount: 1))
  }
}

private struct ToneReader: SoundReader, ~Copyable {
  let period: Int
  var decodesAlikeFromAnyFrame: Bool { true }

  mutating func read(from start: Int, count: Int) -> AudioBuffer {
    AudioBuffer(channels: [(start..<start + count).map { $0 % period < period / 2 ? 0.25 : -0.25 }])
  }
}
