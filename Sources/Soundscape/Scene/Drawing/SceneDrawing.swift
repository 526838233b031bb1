/// Draws one mixture with keyed draws: which events, what of their sources, when, and how loud.
struct SceneDrawing {
  let plan: RecipePlan
  let seed: Seed
  let index: Int
  let values: ValueDrawing
  var selecting: SelectionDrawing
  /// The places of the labels that are played whole.
  let protected: Set<Int>
  /// Seconds of the mixture: until it is settled, of the longest.
  var duration: Seconds
  var margins = Margins()
  var warnings: [Warning] = []

  init(plan: RecipePlan, seed: Seed, draws: MixtureDraws, orders: CycleOrders, uses: CycleUses) {
    self.plan = plan
    self.seed = seed
    index = draws.mixture
    values = ValueDrawing(draws: draws, orders: orders, fit: plan.recipe.fit)
    selecting = SelectionDrawing(plan: plan, draws: draws, orders: orders, uses: uses)
    protected = plan.protectedLabels
    duration = plan.recipe.duration
  }

  mutating func run() throws(SoundscapeError) -> Drawn<Scene> {
    let loudness = try values.value(of: .referenceLoudness, from: plan.recipe.referenceLoudness, in: .mixture)
    var render = plan.recipe.render
    if let reverb = plan.recipe.reverb { render.reverb = try values.value(of: .reverb, from: reverb, in: .mixture) }
    try selecting.run()
    try settleDuration()

    var events: [Event] = []
    events.reserveCapacity(selecting.selection.backgrounds.count + selecting.selection.foreground.count)
    for var group in selecting.selection.backgrounds {
      let windows = try windows(of: &group)
      for (selected, window) in zip(group.events, windows) { events.append(background(selected, window)) }
    }
    try drawForeground(into: &events)
    for i in events.indices { events[i].drawingOrder = i }
    var origin = MixtureOrigin()
    origin.variant = plan.variant
    origin.values = plan.lets.values(values.draws, of: events)
    var scene = Scene(
      index: index, seed: seed, semantics: plan.recipe.semantics, duration: duration,
      sampleRate: plan.recipe.sampleRate, channelCount: plan.recipe.channelCount, referenceLoudness: loudness,
      fadeIn: plan.recipe.fadeIn, fadeOut: plan.recipe.fadeOut,
      protectedLabels: plan.recipe.protectedLabels.recorded(with: events),
      events: Scene.inOrderOfTime(consume events), render: render,
      effects: try effects(from: plan.recipe.effects, in: .mixture))
    scene.origin = origin
    scene.origin.prompt = try plan.recipe.prompt.map { prompt throws(SoundscapeError) in try scene.prompt(prompt) }
    return Drawn(scene, warnings: selecting.warnings + warnings)
  }

  // MARK: One event

  private mutating func background(_ selected: EventSelection.Selected, _ window: Window) -> Event {
    warnings += window.warnings
    let isChain = plan.recipe.render.fill == .chain
    return event(
      of: selected, window, at: FittedTime(value: 0, drawn: .init(0)), snr: 0,
      continuations: isChain ? continuations(of: selected, from: window.sourceTime.value) : [])
  }

  /// A foreground event whose window and time are drawn.
  mutating func event(
    _ selected: EventSelection.Selected, in group: EventSelection.Group, _ window: Window, at time: FittedTime
  ) throws(SoundscapeError) -> Event {
    warnings += window.warnings
    if time.wasClamped {
      let fitted = EventFitting.eventTime(
        time.drawn.value, duration: window.length, mixture: duration, of: selected.key.name)
      if let warning = fitted.warning { warnings.append(warning) }
    }
    let sharedSpec = selected.sharedSpec
    let snr: Decibels
    var levelGroup: String?
    if let groupPlan = group.plan, groupPlan.spec.balance == .preserve, let scope = DrawScope(group) {
      snr = try values.value(of: .snr, from: groupPlan.template.snr, in: scope)
      levelGroup = group.key.name
    } else {
      snr = try values.value(of: .snr, from: sharedSpec.spec.snr, in: DrawScope(selected, of: group, for: .snr))
    }
    var effects: [EffectInstance] = []
    // Few events have any, and a scope costs a copy of two names.
    if !sharedSpec.spec.effects.isEmpty {
      effects = try self.effects(from: sharedSpec.spec.effects, in: DrawScope(selected))
    }
    var event = event(of: selected, window, at: time, snr: snr, levelGroup: levelGroup, effects: effects)
    event.fill = sharedSpec.spec.fill
    if let prompt = sharedSpec.spec.prompt {
      event.prompt = try prompt.filled(for: event.name, known: event.promptNames) { event.promptText(of: $0) }
    }
    if group.plan != nil {
      event.group = GroupMembership(
        name: group.key.name, isCoherent: group.slots.isCoherent,
        song: group.shares(.sourceFile) ? event.source.song : nil)
    }
    for field in EventField.independent {
      guard case .number(let distribution?) = sharedSpec.spec.request(field) else { continue }
      let scope = DrawScope(selected, of: group, for: field)
      event.set(field, to: try values.value(of: DrawnNumber(field), from: distribution, in: scope))
    }
    return event
  }

  /// The event of what was drawn.
  private func event(
    of selected: EventSelection.Selected, _ window: Window, at time: FittedTime, snr: Decibels,
    levelGroup: String? = nil, continuations: [Sound] = [], effects: [EffectInstance] = []
  ) -> Event {
    let label = plan.soundbank.side(selected.plan.role).labels[selected.label]
    return Event(
      name: selected.key.name, role: selected.plan.role, label: label.name, source: label.sounds[selected.file],
      sourceTime: window.sourceTime.value, eventTime: time.value + window.lead, eventDuration: window.duration.value,
      snr: snr,
      timeStretch: window.stretch, sharedSpec: selected.sharedSpec, specPath: selected.plan.keyPath,
      drawn: DrawnTimes(
        sourceTime: window.sourceTime.drawn, eventTime: time.drawn, eventDuration: window.duration.drawn),
      levelGroup: levelGroup, continuations: continuations, effects: effects)
  }

  /// Other files of the background's label, each once before any twice, until the mixture is filled.
  private func continuations(of selected: EventSelection.Selected, from sourceTime: Seconds) -> [Sound] {
    let files = plan.soundbank.background.labels[selected.label].sounds
    var rest = files.indices.filter { $0 != selected.file }
    var filled = files[selected.file].duration - sourceTime
    var stream = values.draws.stream(selected.key, .continuation)
    var chosen: [Sound] = []
    while filled < self.duration, !rest.isEmpty {
      let next = files[rest.remove(at: Int(stream.unitInterval() * Double(rest.count)))]
      // What is crossfaded counts once.
      filled += max(0, next.duration - RenderOptions.Fill.crossfade)
      chosen.append(next)
    }
    return chosen
  }
}
