/// A sound shorter than its event, one copy straight after the other, from wherever in it the first one begins.
///
/// It is repeated at the mixture's rate, so that each copy is the same to the bit.
struct TiledSound: BlockSource, ~Copyable {
  private let frameCount: Int
  private var reader: SourcePart.Reader
  /// The next frame of the current copy.
  private var position: Int
  /// Frames of the event that are still to come; then there is silence.
  private var rest: Int
  private let channelCount: Int

  /// Frames that are read at a time on the way to where the first copy begins.
  private static let skipLength = 1 << 16

  /// - Parameter length: frames of the event.
  init(_ event: Event, lasting length: Int, of scene: Scene, sounds: SourceCache) throws(SoundscapeError) {
    let part = SourcePart(event.source, window: 0..<event.source.info.frameCount, scene)
    var reader = try SourcePart.Reader(part, sounds: sounds)
    let start = part.frameCount > 0 ? frames(in: event.sourceTime, at: scene.sampleRate) % part.frameCount : 0
    var skipped = 0
    while skipped < start { skipped += try reader.next(min(Self.skipLength, start - skipped)).frameCount }
    self.reader = reader
    frameCount = part.frameCount
    rest = length
    channelCount = scene.channelCount
    position = start
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
