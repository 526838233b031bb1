/// Changes a sound that comes in blocks; how it is cut into blocks changes no bit.
///
/// A stage remembers what it has heard, so that each sound needs one of its own.
public protocol Stage {
  /// How long the output sounds on after the last frame of the input.
  var tail: StageTail { get }
  /// Frames by which the output comes late because the stage hears what follows first; whoever runs it takes them off.
  var lookAhead: Int { get }
  /// Changes the block that follows. *Shape:* stays as it is.
  mutating func process(_ block: inout AudioBuffer) throws(SoundscapeError)
}

extension Stage {
  public var tail: StageTail { .frames(0) }
  public var lookAhead: Int { 0 }
}

/// How long a sound goes on behind its last frame.
public enum StageTail: Hashable, Sendable {
  case frames(Int)
  /// As long as anybody listens.
  case unlimited

  public static func + (a: StageTail, b: StageTail) -> StageTail {
    if case .frames(let first) = a, case .frames(let second) = b { return .frames(first + second) }
    return .unlimited
  }
}

/// Stages one after another, whose delay is taken off.
struct StageChain {
  private var stages: [any Stage]
  let tail: StageTail
  /// Frames of the stages' delay, all together.
  let lookAhead: Int
  /// Those of them that were not taken off yet: the next block needs so many more frames than are wanted of it.
  private(set) var missing: Int

  init(_ stages: [any Stage]) {
    self.stages = stages
    tail = stages.reduce(.frames(0)) { $0 + $1.tail }
    lookAhead = stages.reduce(0) { $0 + $1.lookAhead }
    missing = lookAhead
  }

  /// Changes the block that follows, and takes the missing frames off its front.
  mutating func process(_ block: inout AudioBuffer) throws(SoundscapeError) {
    for i in stages.indices { try stages[i].process(&block) }
    if missing > 0 { block.dropFirst(missing) }
    missing = 0
  }
}
