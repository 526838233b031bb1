extension Reverb: Effect {
  public static let name = "reverb"
  public static let isLinear = true
  public static let parameters = [EffectParameter("amount", range: 0...1)]

  public init(values: [String: Double]) { self.init(amount: values["amount"] ?? 0) }

  public func makeStage(channelCount: Int, rate: Hertz) -> any Stage {
    ReverbStage(room: ReverbRoom(self, channelCount: channelCount, at: rate))
  }

  public func process(eachOf sounds: inout [AudioBuffer], rate: Hertz) {
    applyKeepingChannels(toEachOf: &sounds, at: rate)
  }
}

private struct ReverbStage: Stage {
  var room: ReverbRoom
  var tail: StageTail { .unlimited }

  mutating func process(_ block: inout AudioBuffer) { block = room.apply(to: block) }
}
