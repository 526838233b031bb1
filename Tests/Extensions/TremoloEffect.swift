public import Soundscape

/// A slow change of the level: 1 − depth · (1 − |2·phase − 1|), with phase = rate · t modulo 1.
public struct TremoloEffect: Effect {
  public static let name = "tremolo"
  public static let parameters = [
    EffectParameter("rate", range: 0.1...20, unit: "Hz"), EffectParameter("depth", range: 0...1, default: 0.5),
  ]
  public static let isLinear = true

  let rate: Double
  let depth: Double

  public init(values: [String: Double]) {
    rate = values["rate"] ?? 1
    depth = values["depth"] ?? 0
  }

  public func makeStage(channelCount: Int, rate sampleRate: Hertz) -> any Stage {
    TremoloStage(step: rate / Double(sampleRate), depth: depth)
  }
}

private struct TremoloStage: Stage {
  /// Periods a frame.
  let step: Double
  let depth: Double
  private var frame = 0

  init(step: Double, depth: Double) {
    self.step = step
    self.depth = depth
  }

  mutating func process(_ block: inout AudioBuffer) {
    for i in 0..<block.frameCount {
      let phase = (Double(frame + i) * step).truncatingRemainder(dividingBy: 1)
      // A triangle, not a cosine: no mathematics library, so the same bits everywhere.
      let gain = Float(1 - depth * (1 - abs(2 * phase - 1)))
      for c in block.channels.indices { block.channels[c][i] *= gain }
    }
    frame += block.frameCount
  }
}
