/// A spilled stem at its level, in the scene's room, from its first frame to its last, in pieces.
final class StemStream {
  /// The frames of the mixture in which it sounds, its reverberation included.
  let range: Range<Int>
  private let stems: SpilledStems
  private let index: Int
  private let gain: Decibels
  private var room: ReverbRoom?
  /// The frame of the mixture that comes next.
  private(set) var position: Int

  init(_ index: Int, of stems: SpilledStems, at level: StemLevel) {
    let scene = stems.scene
    self.stems = stems
    self.index = index
    gain = level.gain
    range = Self.range(index, of: stems)
    position = range.lowerBound
    if let amount = scene.render.reverb {
      room = ReverbRoom(Reverb(amount: amount), channelCount: scene.channelCount, at: scene.sampleRate)
    }
  }

  /// A stem with a room sounds on to the mixture's end.
  static func range(_ index: Int, of stems: SpilledStems) -> Range<Int> {
    let dry = stems.range(of: index)
    return stems.scene.render.reverb == nil ? dry : dry.lowerBound..<stems.scene.frameCount
  }

  /// The next frames.
  func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    let wanted = position..<(position + count)
    let dry = wanted.clamped(to: stems.range(of: index))
    var audio = AudioBuffer(channelCount: stems.scene.channelCount, frameCount: 0)
    if !dry.isEmpty { audio = try stems.read(index, dry) }
    audio.setLength(count)
    if gain != 0 { audio.scale(by: Float(amplitude(of: gain))) }
    if room != nil, let answered = room?.apply(to: audio) { audio = answered }
    position += count
    return audio
  }
}
