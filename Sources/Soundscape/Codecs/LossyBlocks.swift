/// Sound on its way to a coder with losses: interleaved, in blocks of one length.
///
/// libvorbis looks ahead as far as there is sound, so its bytes depend on how much comes at a time. So it always gets the
/// same, however the sound comes; and as little at a time as its stack has room for.
struct LossyBlocks {
  /// Frames that are coded at a time.
  static let frameCount = 4_096

  private let channelCount: Int
  private(set) var block: [Float]
  /// The frames that the block has so far.
  private(set) var filled = 0

  init(channelCount: Int) {
    self.channelCount = channelCount
    block = [Float](repeating: 0, count: Self.frameCount * channelCount)
  }

  var isFull: Bool { filled == Self.frameCount }

  /// Takes frames of a buffer, as many as there is room for.
  ///
  /// *Returns:* how many.
  mutating func take(_ planes: [[Float]], from start: Int, frameCount: Int) -> Int {
    let count = min(Self.frameCount - filled, frameCount - start)
    if filled == 0 {
      interleave(planes, from: start, count: count, into: &block)
    } else {
      for (channel, plane) in planes.enumerated() {
        for i in 0..<count { block[(filled + i) * channelCount + channel] = plane[start + i] }
      }
    }
    filled += count
    return count
  }

  mutating func clear() { filled = 0 }
}
