// The stages that every stem may go through.

/// Multiplies by a factor.
struct GainStage: Stage {
  let factor: Float

  mutating func process(_ block: inout AudioBuffer) { block.scale(by: factor) }
}

/// Fades a sound of known length in and out.
struct FadeStage: Stage {
  private let rise: [Float]
  private let fall: [Float]
  private let frameCount: Int
  private var position = 0

  /// - Parameter frameCount: of the whole sound; no fade is longer.
  init(in fadeIn: Int, out fadeOut: Int, frameCount: Int) {
    precondition(fadeIn <= frameCount && fadeOut <= frameCount, "a fade within the sound")
    rise = fadeRamp(fadeIn)
    fall = fadeRamp(fadeOut)
    self.frameCount = frameCount
  }

  mutating func process(_ block: inout AudioBuffer) {
    let whole = position..<(position + block.frameCount)
    let rising = whole.clamped(to: 0..<rise.count)
    let falling = whole.clamped(to: (frameCount - fall.count)..<frameCount)
    let last = frameCount - 1
    if !rising.isEmpty || !falling.isEmpty {
      for c in block.channels.indices {
        var plane = block.channels[c].mutableSpan
        for i in rising { plane[i - position] *= rise[i] }
        for i in falling { plane[i - position] *= fall[last - i] }
      }
    }
    position = whole.upperBound
  }
}

/// Clips at full scale.
struct LimitStage: Stage {
  mutating func process(_ block: inout AudioBuffer) { block.limit(to: 1) }
}

/// The gain of the mixture, and the rounding that makes its sum exact.
struct FinishStage: Stage {
  let scale: Float
  let step: Float

  mutating func process(_ block: inout AudioBuffer) { block.scale(by: scale, roundingToMultiplesOf: step) }
}
