/// The rising quarter sine of a fade-in: sin(π/2 · i ÷ (count − 1)) for i in 0 ..< count.
///
/// As `sin(linspace(0, π/2, count))`: the first value is 0, the last 1; a single value is 0.
func fadeRamp(_ count: Int) -> [Float] {
  guard count > 1 else { return Array(repeating: 0, count: max(count, 0)) }
  let step = Double.pi / 2 / Double(count - 1)
  return (0..<count).map { Float(Math.sine(Double($0) * step)) }
}

/// The fades of a sound that comes in pieces.
struct FadeEnvelope {
  private let rise: [Float]
  private let fall: [Float]
  private let frameCount: Int

  /// - Parameter frameCount: of the whole sound; each fade lies within it.
  init(in fadeIn: Int, out fadeOut: Int, frameCount: Int) {
    rise = fadeRamp(fadeIn)
    fall = fadeRamp(fadeOut)
    self.frameCount = frameCount
  }

  /// Fades the piece that begins at a frame of the sound.
  func apply(to piece: inout AudioBuffer, at start: Int) {
    let whole = start..<(start + piece.frameCount)
    let rising = whole.clamped(to: 0..<rise.count)
    let falling = whole.clamped(to: (frameCount - fall.count)..<frameCount)
    for c in piece.channels.indices {
      for i in rising { piece.channels[c][i - start] *= rise[i] }
      for i in falling { piece.channels[c][i - start] *= fall[frameCount - 1 - i] }
    }
  }
}

extension AudioBuffer {
  /// Fades the first `fadeIn` and the last `fadeOut` frames with a quarter sine.
  ///
  /// Both lie within the buffer: each is at most `frameCount`.
  mutating func fade(in fadeIn: Int, out fadeOut: Int) {
    precondition(fadeIn <= frameCount && fadeOut <= frameCount, "a fade within the buffer")
    let rise = fadeRamp(fadeIn)
    let fall = fadeRamp(fadeOut)
    let last = frameCount - 1
    for c in channels.indices {
      var plane = channels[c].mutableSpan
      for i in rise.indices { plane[i] *= rise[i] }
      for i in fall.indices { plane[last - i] *= fall[i] }
    }
  }
}
