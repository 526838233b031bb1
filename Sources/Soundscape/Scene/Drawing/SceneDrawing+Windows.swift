// What of its source each event plays.

extension SceneDrawing {
  /// Counts the tries at one value: durations are drawn again for constraints, windows for the gate, times to fit.
  static func attempt(durations: Int, window: Int = 0) -> Int { durations << 24 | window << 10 }

  /// The windows of a unit, one for each member; cast again while the gate finds one too quiet.
  mutating func windows(of unit: inout Cast.Unit, try durations: Int) throws(SoundscapeError) -> [Window] {
    guard let gate = plan.recipe.gate, unit.members.first?.plan.role == .foreground else {
      return try windows(of: unit, durations, window: 0)
    }
    for attempt in 0..<gate.mostAttempts {
      if attempt > 0 { try casting.recast(&unit, attempt: attempt) }
      let windows = try windows(of: unit, durations, window: attempt)
      var quietest = Decibels.infinity
      for (member, window) in zip(unit.members, windows) {
        quietest = min(quietest, try level(of: file(of: member), window))
      }
      if quietest >= gate.minimumRMS { return windows }
    }
    throw .draw(
      event: unit.key.name,
      problem: "each of \(gate.mostAttempts) source windows is quieter than \(plain(gate.minimumRMS)) dB (gate); "
        + "have more sound in the files, let source_time or source_file be drawn, or lower gate.min_rms_db")
  }

  private func level(of file: Sound, _ window: Window) throws(SoundscapeError) -> Decibels {
    try plan.sounds.level(
      of: file, in: file.frameRange(from: window.sourceTime.value, lasting: window.duration.value))
  }

  func file(of member: Cast.Member) -> Sound {
    plan.soundbank.side(member.plan.role).labels[member.label].sounds[member.file]
  }

  func actor(_ member: Cast.Member) -> ValueDrawing.Actor {
    .init(key: member.key, spec: member.plan.key, use: member.use)
  }

  /// The group for what its members share, else the member itself.
  func actor(
    _ member: Cast.Member, _ unit: Cast.Unit, for field: EventField
  ) -> ValueDrawing.Actor {
    guard let group = unit.group, unit.shares(field) else { return actor(member) }
    return .init(key: unit.key, spec: group.key, use: unit.use)
  }

  // MARK: One try

  private func windows(
    of unit: Cast.Unit, _ durations: Int, window: Int
  ) throws(SoundscapeError) -> [Window] {
    let attempt = Self.attempt(durations: durations)
    var stretches: [Double?] = []
    for member in unit.members { stretches.append(try stretch(of: member, unit, attempt)) }
    // What is shared is bounded by the shortest of all.
    let shortest =
      unit.shares(.eventDuration)
      ? unit.members.indices.map { bound(of: unit.members[$0], stretch: stretches[$0]) }.min() : nil
    var windows: [Window] = []
    windows.reserveCapacity(unit.members.count)
    for (i, member) in unit.members.enumerated() {
      let bound = shortest ?? bound(of: member, stretch: stretches[i])
      windows.append(try self.window(member, unit, stretch: stretches[i], bound: bound, attempt: attempt))
    }
    let earliest =
      unit.shares(.sourceTime) ? unit.members.indices.map { latestStart(of: unit.members[$0], windows[$0]) }.min() : nil
    for (i, member) in unit.members.enumerated() where !isProtected(member) {
      let bound = earliest ?? latestStart(of: member, windows[i])
      let time = try values.time(
        member.spec.sourceTime, .sourceTime, latest: bound, actor(member, unit, for: .sourceTime), .sourceTime,
        attempt: Self.attempt(durations: durations, window: window))
      windows[i].sourceTime = time
      if time.isMoved,
        let warning = EventFitting.sourceTime(time.drawn.value, latest: bound, of: member.key.name).warning
      {
        windows[i].warnings.append(warning)
      }
    }
    return windows
  }

  private func stretch(
    of member: Cast.Member, _ unit: Cast.Unit, _ attempt: Int
  ) throws(SoundscapeError) -> Double? {
    guard let stretch = member.spec.timeStretch else { return nil }
    return try values.value(
      stretch, .stretch, actor(member, unit, for: .timeStretch), .timeStretch, attempt: attempt)
  }

  private func latestStart(of member: Cast.Member, _ window: Window) -> Seconds {
    EventFitting.latestStart(of: window.duration.value, inSource: file(of: member).duration)
  }

  private func isProtected(_ member: Cast.Member) -> Bool {
    !protected.isEmpty && protected.contains(member.plan.role == .foreground ? member.label : -1)
  }

  /// The longest part of the source that fits the file and, stretched, the mixture.
  private func bound(of member: Cast.Member, stretch: Double?) -> Seconds {
    min(file(of: member).duration, plan.recipe.duration / (stretch ?? 1))
  }

  private func window(
    _ member: Cast.Member, _ unit: Cast.Unit, stretch: Double?, bound: Seconds, attempt: Int
  ) throws(SoundscapeError) -> Window {
    let mixture = plan.recipe.duration
    let source = file(of: member).duration
    let start = ValueDrawing.Time(value: 0, drawn: .init(0), isMoved: false)
    if member.plan.role == .background {
      let duration = ValueDrawing.Time(value: mixture, drawn: .init(mixture), isMoved: false)
      return Window(stretch: nil, duration: duration, sourceTime: start, warnings: [], length: mixture)
    }
    var duration: ValueDrawing.Time
    var warnings: [Warning] = []
    if isProtected(member) {
      duration = ValueDrawing.Time(value: source, drawn: .init(source), isMoved: source > bound)
    } else if let distribution = member.spec.eventDuration {
      duration = try values.time(
        distribution, .duration, latest: bound, actor(member, unit, for: .eventDuration), .eventDuration,
        attempt: attempt)
    } else {
      // Where the recipe is silent, as much as there is: no news when that is less than the mixture.
      duration = ValueDrawing.Time(value: bound, drawn: .init(bound), isMoved: false)
    }
    if duration.isMoved {
      let name = member.key.name
      let cut = EventFitting.duration(duration.drawn.value, toSource: source, of: name)
      let fitted = EventFitting.duration(cut.value, stretch: stretch ?? 1, toMixture: mixture, of: name)
      warnings = [cut.warning, fitted.warning].compactMap { $0 }
      duration.value = min(bound, fitted.value)
    }
    // What is cut to the mixture ends with it exactly, where duration ÷ stretch × stretch may miss it by a rounding.
    let isWhole = duration.value == mixture / (stretch ?? 1)
    return Window(
      stretch: stretch, duration: duration, sourceTime: start, warnings: warnings,
      length: isWhole ? mixture : min(mixture, duration.value * (stretch ?? 1)))
  }
}
