/// A sound from its first frame to its last, in blocks; their lengths make no difference.
protocol BlockSource: ~Copyable {
  /// The next frames; silence after the last.
  mutating func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer
  /// The next frames, when no more will be read: they can then be changed in place, without a copy.
  consuming func last(_ count: Int) throws(SoundscapeError) -> AudioBuffer
}

extension BlockSource where Self: ~Copyable {
  consuming func last(_ count: Int) throws(SoundscapeError) -> AudioBuffer { try next(count) }
}

extension BackgroundStream: BlockSource {}
extension SourcePart.Reader: BlockSource {}

/// A sound in memory.
struct SoundInMemory: BlockSource, ~Copyable {
  private var audio: AudioBuffer
  private var position = 0

  init(_ audio: AudioBuffer) { self.audio = audio }

  mutating func next(_ count: Int) -> AudioBuffer {
    let range = min(position, audio.frameCount)..<min(position + count, audio.frameCount)
    position += count
    var block = audio.part(range)
    block.setLength(count)
    return block
  }

  consuming func last(_ count: Int) -> AudioBuffer {
    let block = next(count)
    audio = AudioBuffer(channelCount: audio.channelCount, frameCount: 0)
    return block
  }
}

/// A sound that goes through stages.
struct StagedSource<Base: BlockSource & ~Copyable>: BlockSource, ~Copyable {
  private var base: Base
  private var chain: StageChain

  init(_ base: consuming Base, through stages: [any Stage]) {
    self.base = base
    chain = StageChain(stages)
  }

  mutating func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    var block = try base.next(count + chain.missing)
    try chain.process(&block)
    return block
  }

  consuming func last(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    var block = try base.last(count + chain.missing)
    try chain.process(&block)
    return block
  }
}
