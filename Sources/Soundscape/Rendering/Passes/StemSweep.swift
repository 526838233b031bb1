/// Goes through a mixture once, block by block, with the stems that sound in each.
final class StemSweep {
  typealias Piece = (stem: Int, audio: AudioBuffer, offset: Int)

  private let store: any StemStore
  private let stems: [Int]
  private let end: Int
  /// Those that have begun and not ended: a room continues to sound from block to block.
  private var streams: [Int: StemStream] = [:]
  private var position = 0

  /// - Parameters:
  ///   - stems: those whose pieces are wanted, in this order.
  ///   - end: the frame of the mixture at which the sweep ends.
  init(_ stems: [Int], of store: any StemStore, to end: Int) {
    self.store = store
    self.stems = stems
    self.end = end
  }

  /// The frames of the next block; nil at the end.
  func next() -> Range<Int>? {
    let block = position..<(position + min(store.passLength, end - position))
    position = block.upperBound
    return block.isEmpty ? nil : block
  }

  /// Calls a body with the piece of each stem that sounds in a block, one at a time: with a reverb all stems last until
  /// the end, and together they would take too much memory.
  func eachPiece(of block: Range<Int>, _ body: (Piece) -> Void) throws(SoundscapeError) {
    for stem in stems {
      let range = store.range(of: stem)
      let common = range.clamped(to: block)
      if common.isEmpty { continue }
      let stream = if let begun = streams[stem] { begun } else { try StemStream(stem, of: store) }
      body((stem, try stream.next(common.count), common.lowerBound - block.lowerBound))
      streams[stem] = common.upperBound < range.upperBound ? stream : nil
    }
  }
}
