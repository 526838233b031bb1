/// Draws one mixture with keyed draws: which events, what of their sources, when, and how loud.
struct SceneDrawing {
  let plan: RecipePlan
  let seed: Seed
  let index: Int
  let values: ValueDrawing
  var selecting: SelectionDrawing
  /// The places of the labels that are played whole.
  let protected: Set<Int>
  var warnings: [Warning] = []

  init(plan: RecipePlan, seed: Seed, draws: MixtureDraws, orders: CycleOrders, uses: CycleUses) {
    self.plan = plan
    self.seed = seed
    index = draws.mixture
    values = ValueDrawing(draws: draws, orders: orders, fit: plan.recipe.fit)
    selecting = SelectionDrawing(plan: plan, draws: draws, orders: orders, uses: uses)
    protected = plan.protectedLabels
  }

  mutating func run() throws(SoundscapeError) -> Drawn<Scene> {
    let recipe = plan.recipe
    let loudness = try values.value(of: .referenceLoudness, from: recipe.referenceLoudness, in: .mixture)
    var render = recipe.render
    if let reverb = recipe.reverb { render.reverb = try values.value(of: .reverb, from: reverb, in: .mixture) }
    try selecting.run()

    var events: [Event] = []
    for var group in selecting.selection.backgrounds {
      let windows = try windows(of: &group)
      for (selected, window) in zip(group.events, windows) { events.append(background(selected, window)) }
    }
    for placed in try placedGroups() {
      for (i, selected) in placed.group.events.enumerated() {
        events.append(try event(selected, in: placed.group, placed.windows[i], at: placed.times[i]))
      }
    }
    for i in events.indices { events[i].drawingOrder = i }
    let scene = Scene(
      index: index, seed: seed, semantics: recipe.semantics, duration: recipe.duration, sampleRate: recipe.sampleRate,
      channelCount: recipe.channelCount, referenceLoudness: loudness, fadeIn: recipe.fadeIn, fadeOut: recipe.fadeOut,
      protectedLabels: recipe.protectedLabels, events: Scene.inOrderOfTime(events), render: render,
      effects: try effects(from: recipe.effects, in: .mixture))
    return Drawn(scene, warnings: selecting.warnings + warnings)
  }

  // MARK: One event

  private mutating func background(_ selected: EventSelection.Selected, _ window: Window) -> Event {
    warnings += window.warnings
    var event = event(of: selected, window)
    event.eventDuration = plan.recipe.duration
    if plan.recipe.render.fill == .chain {
      event.continuations = continuations(of: selected, from: window.sourceTime.value)
    }
    return event
  }

  private mutating func event(
    _ selected: EventSelection.Selected, in group: EventSelection.Group, _ window: Window, at time: FittedTime
  ) throws(SoundscapeError) -> Event {
    warnings += window.warnings
    if time.wasClamped {
      let fitted = EventFitting.eventTime(
        time.drawn.value, duration: window.length, mixture: plan.recipe.duration, of: selected.key.name)
      if let warning = fitted.warning { warnings.append(warning) }
    }
    var event = event(of: selected, window)
    event.eventTime = time.value
    event.drawn?.eventTime = time.drawn
    if let groupPlan = group.plan, groupPlan.spec.balance == .preserve, let scope = DrawScope(group) {
      event.snr = try values.value(of: .snr, from: groupPlan.template.snr, in: scope)
      event.levelGroup = group.key.name
    } else {
      event.snr = try values.value(
        of: .snr, from: selected.spec.snr, in: DrawScope(selected, of: group, for: .snr))
    }
    // Few events have any, and a scope costs a copy of two names.
    if !selected.spec.effects.isEmpty {
      event.effects = try effects(from: selected.spec.effects, in: DrawScope(selected))
    }
    event.pitchShift = try selected.spec.pitchShift.map { shift throws(SoundscapeError) in
      try values.value(of: .pitchShift, from: shift, in: DrawScope(selected, of: group, for: .pitchShift))
    }
    return event
  }

  private func event(of selected: EventSelection.Selected, _ window: Window) -> Event {
    let label = plan.soundbank.side(selected.plan.role).labels[selected.label]
    return Event(
      name: selected.key.name, role: selected.plan.role, label: label.name, source: label.sounds[selected.file],
      sourceTime: window.sourceTime.value, eventTime: 0, eventDuration: window.duration.value, snr: 0, pitchShift: nil,
      timeStretch: window.stretch, spec: selected.slot.sharedSpec, specPath: selected.plan.keyPath,
      drawn: DrawnTimes(
        sourceTime: window.sourceTime.drawn, eventTime: .init(0), eventDuration: window.duration.drawn))
  }

  /// Other files of the background's label, each once before any twice, until the mixture is filled.
  private func continuations(of selected: EventSelection.Selected, from sourceTime: Seconds) -> [Sound] {
    let files = plan.soundbank.background.labels[selected.label].sounds
    var rest = files.indices.filter { $0 != selected.file }
    var filled = files[selected.file].duration - sourceTime
    var stream = values.draws.stream(selected.key, .continuation)
    var chosen: [Sound] = []
    while filled < plan.recipe.duration, !rest.isEmpty {
      let next = files[rest.remove(at: Int(stream.unitInterval() * Double(rest.count)))]
      // What is crossfaded counts once.
      filled += max(0, next.duration - RenderOptions.Fill.crossfade)
      chosen.append(next)
    }
    return chosen
  }
}
