/// What one ear hears of a room: eight lowpass-feedback combs side by side, then four allpasses one after another.
///
/// It keeps its delay lines from call to call, so a sound may come in pieces.
///
/// *Source:* Freeverb's tuning, in frames at 44,100 Hz; the ears' lengths differ by 12 frames, up and down in turn.
struct ReverbEar {
  enum Side { case left, right }

  private static let combLengths: [Double] = [1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617]
  private static let allpassLengths: [Double] = [225, 341, 441, 556]
  private static let tuningRate = 44_100.0
  private static let spread = 12.0
  /// The combs' damping of high frequencies, 0.2 + 0.3 × HF damping: SoX's 50 %.
  static let damping: Float = 0.35
  /// What the room returns, wet gain included (Freeverb's fixed gain, SoX's 0 dB).
  static let gain: Float = 0.015
  /// Frames that go through the combs before they go through the allpasses: they stay in the nearest cache.
  static let blockLength = 512

  private var combs: ReverbCombs
  private var allpasses: [ReverbAllpass]

  /// An ear of a room that is still silent.
  init(_ side: Side, amount: Double, at rate: Hertz) {
    combs = ReverbCombs(
      delays: Self.combDelays(side, at: rate), feedback: Float(Self.feedback(of: amount)), damping: Self.damping)
    allpasses = Self.allpassDelays(side, at: rate).map(ReverbAllpass.init)
  }

  /// *Units:* frames.
  static func combDelays(_ side: Side, at rate: Hertz) -> [Int] { delays(combLengths, side, at: rate) }

  /// *Units:* frames.
  static func allpassDelays(_ side: Side, at rate: Hertz) -> [Int] { delays(allpassLengths, side, at: rate) }

  private static func delays(_ lengths: [Double], _ side: Side, at rate: Hertz) -> [Int] {
    let scale = Double(rate) / tuningRate
    return lengths.enumerated().map { i, length in
      let offset = side == .left ? 0 : i.isMultiple(of: 2) ? spread : -spread
      return max(1, Int((scale * (length + offset)).rounded()))
    }
  }

  /// The combs' feedback: 1 − 0.7^(1 − amount) · 0.02^amount.
  ///
  /// From 0.3 to 0.98, so that the loss in each round shrinks by equal ratios. *Source:* SoX's law of reverberance.
  static func feedback(of amount: Double) -> Double { 1 - Math.power(0.7, 1 - amount) * Math.power(0.02, amount) }

  /// Adds the room's response to `send` to a plane of the same length.
  mutating func addResponse(to send: borrowing Span<Float>, into plane: inout MutableSpan<Float>) {
    precondition(send.count == plane.count, "planes of equal length")
    var block = [Float](repeating: 0, count: min(Self.blockLength, send.count))
    var start = 0
    while start < send.count {
      let count = min(Self.blockLength, send.count - start)
      combs.process(send.extracting(start..<(start + count)), into: &block)
      for k in allpasses.indices { allpasses[k].process(&block, count: count) }
      for i in 0..<count { plane[start + i] += Self.gain * block[i] }
      start += count
    }
  }
}
