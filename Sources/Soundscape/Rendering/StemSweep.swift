/// Goes through a mixture once, block by block, with the spilled stems that sound in each.
final class StemSweep {
  typealias Piece = (stem: Int, audio: AudioBuffer, offset: Int)

  private let stems: SpilledStems
  private let levels: [StemLevel]
  private let ranges: [Range<Int>]
  /// Those that have begun and not ended: a room sounds on from block to block.
  private var streams: [Int: StemStream] = [:]
  private var position = 0

  init(_ stems: SpilledStems, _ levels: [StemLevel]) {
    self.stems = stems
    self.levels = levels
    ranges = levels.indices.map { StemStream.range($0, of: stems) }
  }

  /// The frames of the next block; nil behind the mixture's end.
  func next() -> Range<Int>? {
    let block = position..<min(position + stems.blockLength, stems.scene.frameCount)
    position = block.upperBound
    return block.isEmpty ? nil : block
  }

  /// Hands out the pieces of those stems that sound in a block, in the scene's order, one at a time: with a reverb all
  /// stems sound on to the end, and together they would be too much.
  func eachPiece(of block: Range<Int>, _ body: (Piece) -> Void) throws(SoundscapeError) {
    for (i, range) in ranges.enumerated() {
      let common = range.clamped(to: block)
      if common.isEmpty { continue }
      let stream = streams[i] ?? StemStream(i, of: stems, at: levels[i])
      body((i, try stream.next(common.count), common.lowerBound - block.lowerBound))
      streams[i] = common.upperBound < range.upperBound ? stream : nil
    }
  }
}
