/// A sound from its first frame to its last, in blocks; how they are asked for makes no difference.
protocol BlockSource: ~Copyable {
  /// The frames that follow; silence behind the last.
  mutating func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer
}

extension BackgroundStream: BlockSource {}
extension SourcePart.Reader: BlockSource {}

/// A sound that lies in memory.
struct SoundInMemory: BlockSource, ~Copyable {
  private let audio: AudioBuffer
  private var position = 0

  init(_ audio: AudioBuffer) { self.audio = audio }

  mutating func next(_ count: Int) -> AudioBuffer {
    let range = min(position, audio.frameCount)..<min(position + count, audio.frameCount)
    position += count
    var block = audio.part(range)
    block.setLength(count)
    return block
  }
}

/// A sound that goes through stages.
struct StagedSource<Base: BlockSource & ~Copyable>: BlockSource, ~Copyable {
  private var base: Base
  private var chain: StageChain
  /// Frames of the stages' delay that were not taken off yet.
  private var late: Int

  init(_ base: consuming Base, through stages: [any Stage]) {
    self.base = base
    chain = StageChain(stages)
    late = chain.lookAhead
  }

  mutating func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    var block = try base.next(count + late)
    try chain.process(&block)
    if late > 0 { block.dropFirst(late) }
    late = 0
    return block
  }
}
