/// What is done to the stems of a scene once they are in their store.
protocol StemTreatment {
  var tail: StageTail { get }
  var lookAhead: Int { get }
  /// What runs it on a stem; nil where the stem is left unchanged.
  func makeStage(forStem index: Int) throws(SoundscapeError) -> (any Stage)?
  /// Runs it on all stems in memory.
  func process(_ stems: inout [AudioBuffer]) throws(SoundscapeError)
}

extension StemTreatment {
  var tail: StageTail { .frames(0) }
  var lookAhead: Int { 0 }

  func process(_ stems: inout [AudioBuffer]) throws(SoundscapeError) {
    for i in stems.indices {
      guard var stage = try makeStage(forStem: i) else { continue }
      try stage.process(&stems[i])
    }
  }
}

/// Brings each stem to its level.
struct Levelling: StemTreatment {
  let levels: [StemLevel]

  func makeStage(forStem index: Int) -> (any Stage)? {
    let gain = levels[index].gain
    return gain == 0 ? nil : GainStage(factor: Float(amplitude(of: gain)))
  }
}

/// Cuts each stem off at full scale.
struct Clipping: StemTreatment {
  func makeStage(forStem index: Int) -> (any Stage)? { LimitStage() }
}

/// An effect on the whole mixture: the same on each stem, so that the stems still add up to the mixture.
struct BusEffect: StemTreatment {
  let tail: StageTail
  let lookAhead: Int
  private let effect: any Effect
  private let channelCount: Int
  private let rate: Hertz

  init(_ effect: any Effect, channelCount: Int, rate: Hertz) throws(SoundscapeError) {
    let stage = try effect.makeStage(channelCount: channelCount, rate: rate)
    (tail, lookAhead) = (stage.tail, stage.lookAhead)
    self.effect = effect
    self.channelCount = channelCount
    self.rate = rate
  }

  func makeStage(forStem index: Int) throws(SoundscapeError) -> (any Stage)? {
    try effect.makeStage(channelCount: channelCount, rate: rate)
  }

  func process(_ stems: inout [AudioBuffer]) throws(SoundscapeError) {
    try effect.process(eachOf: &stems, rate: rate)
  }
}

/// The last: the mixture's gain, and whole multiples of the step.
struct Finishing: StemTreatment {
  let stage: FinishStage

  func makeStage(forStem index: Int) -> (any Stage)? { stage }
}
