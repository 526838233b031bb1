/// A stem as it is in the mixture, from its first frame to its last, in blocks.
final class StemStream {
  /// The frames of the mixture in which it sounds.
  let range: Range<Int>
  private let stem: Int
  private let store: any StemStore
  private var chain: StageChain
  /// The next frame of the mixture.
  private(set) var position: Int

  init(_ stem: Int, of store: any StemStore) throws(SoundscapeError) {
    self.stem = stem
    self.store = store
    range = store.range(of: stem)
    position = range.lowerBound
    chain = StageChain(try store.stages(of: stem))
  }

  /// The next frames.
  func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    let read = (position + chain.lookAhead - chain.missing)..<(position + chain.lookAhead + count)
    let kept = read.clamped(to: store.keptRange(of: stem))
    var block = try store.read(stem, kept)
    block.setLength(read.count)
    try chain.process(&block)
    position += count
    return block
  }

  /// Advances to a frame of the mixture, and calls a body with each block on the way.
  func advance(
    to frame: Int, _ body: (AudioBuffer) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    let end = min(frame, range.upperBound)
    while position < end { try body(try next(min(store.blockLength, end - position))) }
  }
}
