// What of its source each event plays.

extension SceneDrawing {
  /// The windows of a group, one for each event; files and windows are drawn again while the gate finds one too quiet.
  ///
  /// - Parameters:
  ///   - joint: the try at the whole mixture, from 0.
  ///   - keepsApart: whether files that are drawn again are only those that no other event excludes.
  mutating func windows(
    of group: inout EventSelection.Group, joint: Int = 0, keepsApart: Bool = true
  ) throws(SoundscapeError) -> [Window] {
    guard let gate = plan.recipe.gate, group.events.first?.plan.role == .foreground else {
      return try windows(of: group, attempt: Attempt(joint: joint))
    }
    for window in 0..<gate.mostAttempts {
      let attempt = Attempt(joint: joint, window: window)
      if window > 0 { try selecting.redrawFiles(of: &group, attempt: attempt, keepsApart: keepsApart) }
      let windows = try windows(of: group, attempt: attempt)
      var quietest = Decibels.infinity
      for (event, window) in zip(group.events, windows) {
        quietest = min(quietest, try level(of: file(of: event), window))
      }
      if quietest >= gate.minimumRMS { return windows }
    }
    throw .draw(
      event: group.key.name,
      problem: "each of \(gate.mostAttempts) source windows is quieter than \(plain(gate.minimumRMS)) dB (gate); "
        + "use files with more sound in them, let source_time or source_file be drawn, or lower gate.min_rms_db")
  }

  private func level(of file: Sound, _ window: Window) throws(SoundscapeError) -> Decibels {
    try plan.sounds.level(
      of: file, in: file.frameRange(from: window.sourceTime.value, lasting: window.duration.value))
  }

  func file(of event: EventSelection.Selected) -> Sound {
    plan.soundbank.side(event.plan.role).labels[event.label].sounds[event.file]
  }

  // MARK: One try

  private func windows(of group: EventSelection.Group, attempt: Attempt) throws(SoundscapeError) -> [Window] {
    let events = group.events
    // What is shared is bounded by the shortest of all.
    var shortest: Seconds?
    if group.shares(.eventDuration) {
      for event in events {
        let bound = bound(of: event, stretch: try stretch(of: event, in: group, attempt: attempt))
        shortest = min(shortest ?? bound, bound)
      }
    }
    var windows: [Window] = []
    windows.reserveCapacity(events.count)
    for event in events {
      let stretch = try stretch(of: event, in: group, attempt: attempt)
      let bound = shortest ?? bound(of: event, stretch: stretch)
      windows.append(try window(of: event, in: group, stretch: stretch, bound: bound, attempt: attempt))
    }
    if group.shares(.sourceTime) {
      // What begins together stays together.
      let lead = windows.map(\.lead).min() ?? 0
      for i in windows.indices { windows[i].lead = lead }
    }
    let earliest =
      group.shares(.sourceTime)
      ? events.indices.map { latestStart(of: events[$0], lasting: windows[$0].duration.value) }.min() : nil
    for (i, event) in events.enumerated() where !isProtected(event) {
      let latest = earliest ?? latestStart(of: event, lasting: windows[i].duration.value)
      let sharedSpec = event.sharedSpec
      let time = try values.sourceTime(
        from: sharedSpec.spec.sourceTime, latest: latest, in: DrawScope(event, of: group, for: .sourceTime),
        attempt: attempt)
      windows[i].sourceTime = time
      if time.wasClamped,
        let warning = EventFitting.sourceTime(time.drawn.value, latest: latest, of: event.key.name).warning
      {
        windows[i].warnings.append(warning)
      }
      if isAroundCentre(event) { cut(&windows[i], around: time.value, in: file(of: event), sharedSpec.spec.fill) }
    }
    return windows
  }

  func stretch(
    of event: EventSelection.Selected, in group: EventSelection.Group, attempt: Attempt
  ) throws(SoundscapeError) -> Double? {
    let sharedSpec = event.sharedSpec
    guard let stretch = sharedSpec.spec.timeStretch else { return nil }
    return try values.value(
      of: .timeStretch, from: stretch, in: DrawScope(event, of: group, for: .timeStretch),
      attempt: attempt.ofDurations)
  }

  private func latestStart(of event: EventSelection.Selected, lasting duration: Seconds) -> Seconds {
    if isAroundCentre(event) { return sourceLength(of: event) }
    // Most events, for which no sound need be copied.
    guard event.plan.role == .background else {
      return EventFitting.latestStart(of: duration, in: file(of: event), fill: event.sharedSpec.spec.fill)
    }
    return EventFitting.latestStart(
      of: duration, in: file(of: event), role: event.plan.role, fill: plan.recipe.render.fill)
  }

  /// The longest part of the source that fits the file and, stretched, the mixture.
  private func bound(of event: EventSelection.Selected, stretch: Double?) -> Seconds {
    let whole = (isPacing(event) ? duration - margins.sum : duration) / (stretch ?? 1)
    // The duration was made of it: what is missing is rounding.
    if isPacing(event), case let source = sourceLength(of: event), abs(source - whole) < TimeFitting.rounding {
      return source
    }
    return min(longest(event), whole)
  }

  private func window(
    of event: EventSelection.Selected, in group: EventSelection.Group, stretch: Double?, bound: Seconds,
    attempt: Attempt
  ) throws(SoundscapeError) -> Window {
    let mixture = self.duration
    let margins = isPacing(event) ? self.margins : Margins()
    let source = sourceLength(of: event)
    let start = FittedTime(value: 0, drawn: .init(0))
    if event.plan.role == .background {
      let duration = FittedTime(value: mixture, drawn: .init(mixture))
      return Window(stretch: nil, duration: duration, sourceTime: start, warnings: [], length: mixture)
    }
    var duration: FittedTime
    var warnings: [Warning] = []
    let sharedSpec = event.sharedSpec
    if isProtected(event) {
      duration = FittedTime(value: source, drawn: .init(source), wasClamped: source > bound)
    } else if let distribution = sharedSpec.spec.eventDuration {
      duration = try values.time(
        of: .eventDuration, from: distribution, latest: bound, in: DrawScope(event, of: group, for: .eventDuration),
        attempt: attempt.ofDurations)
    } else {
      // Where the recipe is silent, as much as there is: less than the mixture is not worth a warning.
      duration = FittedTime(value: bound, drawn: .init(bound))
    }
    if duration.wasClamped {
      let name = event.key.name
      let cut = EventFitting.duration(duration.drawn.value, toSource: longest(event), of: name)
      let fitted = EventFitting.duration(cut.value, stretch: stretch ?? 1, toMixture: mixture, of: name)
      warnings = [cut.warning, fitted.warning].compactMap { $0 }
      duration.value = min(bound, fitted.value)
    }
    // What is cut to the mixture ends with it exactly, where duration ÷ stretch × stretch may miss it by a rounding.
    let isWhole = duration.value == (mixture - margins.sum) / (stretch ?? 1)
    var window = Window(
      stretch: stretch, duration: duration, sourceTime: start, warnings: warnings,
      length: isWhole ? mixture : min(mixture, duration.value * (stretch ?? 1) + margins.sum), lead: margins.before)
    if isPadded(event) { pad(&window, to: source) }
    return window
  }
}
