/// A sound shorter than its event, one copy straight after the other, from wherever in it the first one begins.
///
/// It is repeated at the mixture's rate, so that each copy is the same to the bit.
struct TiledSound: BlockSource, ~Copyable {
  private let frameCount: Int
  private var reader: SourcePart.Reader
  /// The next frame of the current copy.
  private var position = 0
  /// Frames of the event that are still to come; then there is silence.
  private var rest: Int
  private let channelCount: Int

  /// - Parameter length: frames of the event.
  init(_ event: Event, lasting length: Int, of scene: Scene, sounds: SourceCache) throws(SoundscapeError) {
    let part = SourcePart(event.source, window: 0..<event.source.info.frameCount, scene)
    (frameCount, rest, channelCount) = (part.frameCount, length, scene.channelCount)
    reader = try SourcePart.Reader(part, sounds: sounds)
    guard frameCount > 0 else { return }
    let start = frames(in: event.sourceTime, at: scene.sampleRate) % frameCount
    while position < start { position += try reader.next(min(1 << 16, start - position)).frameCount }
  }

  mutating func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    var out = AudioBuffer(channelCount: channelCount, frameCount: 0)
    let wanted = frameCount > 0 ? min(count, rest) : 0
    while out.frameCount < wanted {
      if position == frameCount {
        try reader.rewind()
        position = 0
      }
      let piece = try reader.next(min(wanted - out.frameCount, frameCount - position))
      position += piece.frameCount
      out.append(piece)
    }
    rest -= wanted
    out.setLength(count)
    return out
  }
}

extension Event {
  /// Whether its sound is repeated to fill it.
  var isTiled: Bool { fill == .tile && source.isShorter(than: eventDuration) }
}

extension AudioBuffer {
  /// The same sound from a frame on, then from its start, as long as it is wanted.
  func tiled(from start: Int, to length: Int) -> AudioBuffer {
    guard !isEmpty else { return tiled(to: length) }
    let first = start % frameCount
    var turned = part(first..<frameCount)
    turned.append(part(0..<first))
    return turned.tiled(to: length)
  }
}
