/// How a loudness was measured: the first of these that gives a value for the sound.
public enum LoudnessRung: String, Hashable, Sendable, CaseIterable, Codable {
  /// Integrated loudness by BS.1770, with its gates.
  case integrated
  /// K-weighted loudness without gates, where they leave nothing: a sound whose only loud part is shorter than a block.
  case ungated
  /// Root mean square in dB relative to full scale, where the K-weighting leaves nothing, of a sound below hearing, or
  /// where it is none: at rates under 3.5 kHz.
  case rms
  /// Too quiet to be levelled.
  case silent
}

/// A loudness and how it was measured.
struct MeasuredLoudness: Hashable {
  /// LUFS, or dB relative to full scale for `rms`; of silence, whatever was measured.
  var value: LUFS
  var rung: LoudnessRung

  var isSilent: Bool { rung == .silent }

  init(value: LUFS, rung: LoudnessRung) {
    self.value = value
    self.rung = rung
  }

  /// A value that a rung gave: silence where it is as quiet as that.
  init(_ value: LUFS, by rung: LoudnessRung) {
    self.init(value: value, rung: value < LoudnessLadder.silence ? .silent : rung)
  }

  /// The loudness of nothing.
  static let nothing = MeasuredLoudness(value: -.infinity, rung: .silent)
}

/// What is quieter passes none of the gates of ITU-R BS.1770-4: its absolute gate.
let loudnessFloor: LUFS = -70

/// Measures the loudness of any sound, however short or quiet.
enum LoudnessLadder {
  /// What is quieter counts as silence and is never made louder; also the level at which a recipe's gate draws another
  /// window by default.
  static let silence: LUFS = SilenceGate().minimumRMS
  /// The shortest signal that is measured; a shorter one is repeated up to it. A gating block lasts 0.4 s.
  static let shortest: Seconds = 0.5

  /// Calls a body with each block of a sound, in order; it can be called again.
  typealias Blocks = (_ body: (AudioBuffer) throws(SoundscapeError) -> Void) throws(SoundscapeError) -> Void

  /// The loudness of a sound that comes in blocks; how it is cut makes no difference.
  static func measure(
    frameCount: Int, channelCount: Int, at rate: Hertz, by meter: RenderOptions.Meter = .soundscape, _ blocks: Blocks
  ) throws(SoundscapeError) -> MeasuredLoudness {
    guard frameCount > 0 else { return .nothing }
    let least = frames(in: shortest, at: rate)
    guard frameCount < least else { return try measureRungs(channelCount: channelCount, at: rate, by: meter, blocks) }
    var whole = AudioBuffer(channelCount: channelCount, frameCount: 0)
    try blocks { (block) throws(SoundscapeError) in whole.append(block) }
    // Whole copies, so that every part of the sound counts the same.
    let copies = (least + frameCount - 1) / frameCount
    let repeated = whole.tiled(to: copies * frameCount)
    return try measureRungs(channelCount: channelCount, at: rate, by: meter) { (body) throws(SoundscapeError) in
      try body(repeated)
    }
  }

  /// The loudness of a sound in memory.
  static func measure(
    _ audio: AudioBuffer, at rate: Hertz, by meter: RenderOptions.Meter = .soundscape
  ) throws(SoundscapeError) -> MeasuredLoudness {
    try measure(frameCount: audio.frameCount, channelCount: audio.channelCount, at: rate, by: meter) {
      (body) throws(SoundscapeError) in try body(audio)
    }
  }

  private static func measureRungs(
    channelCount: Int, at rate: Hertz, by meter: RenderOptions.Meter, _ blocks: Blocks
  ) throws(SoundscapeError) -> MeasuredLoudness {
    var rungs = try WeightedRungs(channelCount: channelCount, rate: rate, meter: meter)
    try blocks { (block) throws(SoundscapeError) in try rungs.add(block) }
    if let measured = try rungs.measured() { return measured }
    // What follows is seldom needed, so the sound is read again only now.
    if meter == .libebur128, KWeightedMeter.isDefined(at: rate) {
      // The library has no loudness without gates.
      var weighted = KWeightedMeter(channelCount: channelCount, rate: rate)
      try blocks { (block) throws(SoundscapeError) in weighted.add(block) }
      if let measured = WeightedRungs.ungated(weighted) { return measured }
    }
    var power = MeanPower(channelCount: channelCount)
    try blocks { (block) throws(SoundscapeError) in power.add(block) }
    return power.measured
  }
}

/// The K-weighted rungs of the ladder, as far as one reading of a sound that comes in blocks gives them.
///
/// The sound is measured as it is, not repeated where it is short.
struct WeightedRungs: ~Copyable {
  private var library: LoudnessMeasurement?
  private var weighted: KWeightedMeter?

  /// - Parameter meter: the one that measures; libebur128 gives the integrated loudness only.
  init(channelCount: Int, rate: Hertz, meter: RenderOptions.Meter) throws(SoundscapeError) {
    guard KWeightedMeter.isDefined(at: rate) else { return }
    switch meter {
    case .soundscape: weighted = KWeightedMeter(channelCount: channelCount, rate: rate)
    case .libebur128: library = try LoudnessMeasurement(channelCount: channelCount, rate: rate)
    }
  }

  /// Adds the next frames.
  mutating func add(_ block: AudioBuffer) throws(SoundscapeError) {
    try library?.add(block)
    weighted?.add(block)
  }

  /// nil where they leave nothing.
  borrowing func measured() throws(SoundscapeError) -> MeasuredLoudness? {
    if let integrated = try library?.integratedLoudness() ?? weighted?.integratedLoudness(),
      integrated >= loudnessFloor
    {
      return MeasuredLoudness(integrated, by: .integrated)
    }
    return weighted.flatMap(Self.ungated)
  }

  /// The loudness without gates; nil where the weighting leaves nothing.
  static func ungated(_ weighted: KWeightedMeter) -> MeasuredLoudness? {
    let ungated = weighted.ungatedLoudness()
    return ungated >= loudnessFloor ? MeasuredLoudness(ungated, by: .ungated) : nil
  }
}

/// The last rung, the root mean square of a sound that comes in blocks; and what `level: rms` goes by.
struct MeanPower {
  /// Of each channel.
  private var energies: [Double]
  private var frameCount = 0

  init(channelCount: Int) { energies = Array(repeating: 0, count: channelCount) }

  mutating func add(_ block: AudioBuffer) {
    // One sum from the first frame to the last, so that it does not depend on where the sound is cut.
    for (c, plane) in block.channels.enumerated() { energies[c] = energy(of: plane.span, after: energies[c]) }
    frameCount += block.frameCount
  }

  var measured: MeasuredLoudness {
    let power = energies.reduce(0, +) / Double(max(1, energies.count * frameCount))
    return MeasuredLoudness(10 * Math.commonLog(power), by: .rms)
  }
}
