/// An open sound; what its provider returns is checked against what it has listed.
struct SourceReader: ~Copyable {
  private let sound: Sound
  private var reader: any SoundReader & ~Copyable
  let decodesAlikeFromAnyFrame: Bool

  init(_ sound: Sound, provider: any SoundProvider) throws(SoundscapeError) {
    self.sound = sound
    let opened = try provider.open(sound)
    decodesAlikeFromAnyFrame = opened.decodesAlikeFromAnyFrame
    reader = opened
  }

  /// Reads frames, in all of the sound's channels.
  mutating func read(_ range: Range<Int>) throws(SoundscapeError) -> AudioBuffer {
    let audio = try reader.read(from: range.lowerBound, count: range.count)
    guard audio.frameCount == range.count, audio.channelCount == sound.info.channelCount else {
      throw .source(
        path: sound.path,
        problem: "its reader returned \(audio.frameCount) frames of \(audio.channelCount) channels "
          + "(expected \(range.count) of \(sound.info.channelCount))")
    }
    return audio
  }
}
