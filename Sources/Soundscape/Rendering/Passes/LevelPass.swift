/// What a stem's level is set to.
struct StemLevel: Hashable {
  /// dB put on the stem.
  var gain: Decibels
  /// The loudness that it has then; nil for silence and where nothing is measured.
  var loudness: LUFS?
  /// nil where nothing is measured.
  var rung: LoudnessRung?

  init(gain: Decibels) { self.gain = gain }

  /// A stem that was measured before the gain.
  init(_ measured: MeasuredLoudness, gain: Decibels) {
    self.gain = gain
    rung = measured.rung
    loudness = measured.isSilent ? nil : measured.value + gain
  }
}

/// Sets how loud each stem of a scene is, measured as it will sound: after its fades and effects.
///
/// The backgrounds together have the reference loudness, an event the loudness of its reference + snr, a level group as
/// a whole that of an event. Silence is never made louder, so no gain is larger than one from −60 LUFS to the wanted loudness.
struct LevelPass {
  let scene: Scene
  let stems: any StemStore
  private(set) var warnings: [Warning] = []
  private var levels: [StemLevel]

  init(scene: Scene, stems: any StemStore) {
    self.scene = scene
    self.stems = stems
    levels = scene.events.map { StemLevel(gain: $0.snr) }
  }

  /// A level for each of the scene's events.
  mutating func decide() throws(SoundscapeError) -> [StemLevel] {
    if scene.render.level != .gain { try setLevels() }
    for (i, event) in scene.events.enumerated() where event.gain != nil {
      levels[i].gain += event.gainLevel
      levels[i].loudness = levels[i].loudness.map { $0 + event.gainLevel }
    }
    return levels
  }

  private mutating func setLevels() throws(SoundscapeError) {
    let backgrounds = scene.events.indices.filter { scene.events[$0].role == .background }
    try levelBackgrounds(backgrounds)
    var groups: NameTable<[Int]> = [:]
    for (i, event) in scene.events.enumerated() where event.role == .foreground {
      if let group = event.levelGroup { groups[group, default: []].append(i) }
    }
    for (i, event) in scene.events.enumerated() where event.role == .foreground {
      let members = event.levelGroup.flatMap { groups[$0] } ?? [i]
      // A group is levelled once, at its first event.
      if members.first == i { try level(members, above: backgrounds) }
    }
    warnExtremeGains()
  }

  /// A gain beyond it, in dB, is what no sound between silence and full scale asks for.
  private static let mostGain = 100.0

  /// A single sample far beyond full scale, which is damage, makes all the others inaudible.
  private mutating func warnExtremeGains() {
    for (level, event) in zip(levels, scene.events) where abs(level.gain) > Self.mostGain {
      warnings.append(
        Warning(
          .extremeScale, subject: event.name,
          "needs a gain of \(rounded(level.gain, 1)) dB: look whether \(event.source.path) is damaged", before: 0,
          after: level.gain))
    }
  }

  // MARK: Backgrounds

  /// Each to the same loudness, then one gain for all that brings their sum to the reference.
  private mutating func levelBackgrounds(_ backgrounds: [Int]) throws(SoundscapeError) {
    var audible: [(stem: Int, gain: Decibels)] = []
    for i in backgrounds {
      let measured = try measure([(i, 0)], in: range(of: i))
      if measured.isSilent { warnSilent(of: i, measured) }
      let gain = measured.isSilent ? 0 : scene.referenceLoudness - measured.value
      levels[i] = StemLevel(measured, gain: gain)
      if !measured.isSilent { audible.append((i, gain)) }
    }
    guard audible.count > 1 else { return }
    let sum = try measure(audible, in: union(of: audible.map(\.stem)))
    guard !sum.isSilent else { return }
    // Backgrounds that cancel each other get no more gain than a single one could.
    let most = scene.referenceLoudness - LoudnessLadder.silence
    let common = audible.reduce(scene.referenceLoudness - sum.value) { min($0, most - $1.gain) }
    for (i, _) in audible {
      levels[i].gain += common
      levels[i].loudness = levels[i].loudness.map { $0 + common }
    }
  }

  // MARK: Events

  /// Levels an event, or several as one.
  private mutating func level(_ members: [Int], above backgrounds: [Int]) throws(SoundscapeError) {
    var single: [MeasuredLoudness] = []
    for i in members { single.append(try measure([(i, 0)], in: range(of: i))) }
    let range = union(of: members)
    let whole = members.count == 1 ? single[0] : try measure(members.map { ($0, 0) }, in: range)
    if whole.isSilent {
      for (i, measured) in zip(members, single) {
        warnSilent(of: i, measured)
        levels[i] = StemLevel(.init(value: measured.value, rung: .silent), gain: 0)
      }
      return
    }
    let reference = try reference(of: members, in: range, above: backgrounds)
    for (i, measured) in zip(members, single) {
      levels[i] = StemLevel(measured, gain: reference + scene.events[i].snr - whole.value)
    }
  }

  /// What the snr of events is above: the reference loudness, or that of the backgrounds while they sound.
  private mutating func reference(
    of members: [Int], in range: Range<Int>, above backgrounds: [Int]
  ) throws(SoundscapeError) -> LUFS {
    guard scene.render.snrReference == .background else { return scene.referenceLoudness }
    let there = try measure(backgrounds.map { ($0, levels[$0].gain) }, in: range)
    if !there.isSilent { return there.value }
    for i in members {
      warnings.append(
        Warning(
          .noBackground, subject: scene.events[i].name,
          "has no background to be measured against: its snr is relative to ref_db", after: scene.referenceLoudness))
    }
    return scene.referenceLoudness
  }

  private mutating func warnSilent(of i: Int, _ measured: MeasuredLoudness) {
    let event = scene.events[i]
    let least = plain(LoudnessLadder.silence)
    warnings.append(
      Warning(
        .silentEvent, subject: event.name,
        "is below \(least) dB in \(event.source.path) at \(rounded(event.sourceTime, 3)) s: its level was left unchanged; "
          + "a gate (gate: {min_rms_db: \(least)}) draws another window",
        before: measured.value, after: measured.value))
  }

  // MARK: Measuring

  private func measure(
    _ parts: [(stem: Int, gain: Decibels)], in range: Range<Int>
  ) throws(SoundscapeError) -> MeasuredLoudness {
    if parts.isEmpty || range.isEmpty { return .nothing }
    if scene.render.level == .rms {
      var power = MeanPower(channelCount: scene.channelCount)
      try stems.sum(of: parts, in: range, channelCount: scene.channelCount) { power.add($0) }
      return power.measured
    }
    return try LoudnessLadder.measure(
      frameCount: range.count, channelCount: scene.channelCount, at: scene.sampleRate, by: scene.render.meter
    ) { (body) throws(SoundscapeError) in
      try stems.sum(of: parts, in: range, channelCount: scene.channelCount, body)
    }
  }

  /// The frames that count for an event's level: those in which it lasts and, for a loudness, the tails of its effects.
  private func range(of stem: Int) -> Range<Int> {
    let kept = stems.keptRange(of: stem)
    return scene.render.level == .rms ? scene.frameRange(of: scene.events[stem]).clamped(to: kept) : kept
  }

  private func union(of members: [Int]) -> Range<Int> { members.map { range(of: $0) }.union }
}
