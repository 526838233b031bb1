/// Changes a sound that comes in blocks; how it is cut into blocks changes no bit.
///
/// A stage remembers the sound so far, so each sound needs a stage of its own.
public protocol Stage {
  /// How long the output continues after the last frame of the input.
  var tail: StageTail { get }
  /// Frames by which the output is late because the stage needs later input first; they are dropped by what runs it.
  var lookAhead: Int { get }
  /// Changes the next block. *Shape:* stays the same.
  mutating func process(_ block: inout AudioBuffer) throws(SoundscapeError)
}

extension Stage {
  public var tail: StageTail { .frames(0) }
  public var lookAhead: Int { 0 }
}

/// How long a sound continues after its last frame.
public enum StageTail: Hashable, Sendable {
  case frames(Int)
  /// Until the mixture ends.
  case unlimited

  public static func + (a: StageTail, b: StageTail) -> StageTail {
    if case .frames(let first) = a, case .frames(let second) = b { return .frames(first + second) }
    return .unlimited
  }
}

/// Stages one after another; their delay is removed.
struct StageChain {
  private var stages: [any Stage]
  let tail: StageTail
  /// Frames of the stages' delay, all together.
  let lookAhead: Int
  /// Those of them that were not dropped yet: the next block needs this many frames more than it is to have.
  private(set) var missing: Int

  init(_ stages: [any Stage]) {
    self.stages = stages
    tail = stages.reduce(.frames(0)) { $0 + $1.tail }
    lookAhead = stages.reduce(0) { $0 + $1.lookAhead }
    missing = lookAhead
  }

  /// Changes the next block, and drops the missing frames from its front.
  mutating func process(_ block: inout AudioBuffer) throws(SoundscapeError) {
    for i in stages.indices { try stages[i].process(&block) }
    if missing > 0 { block.dropFirst(missing) }
    missing = 0
  }
}
