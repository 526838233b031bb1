/// Draws one mixture with keyed draws: who plays, what of their sources, when, and how loud.
struct SceneDrawing {
  let plan: RecipePlan
  let seed: Seed
  let index: Int
  let values: ValueDrawing
  var casting: Casting
  /// The places of the labels that are played whole.
  let protected: Set<Int>
  var warnings: [Warning] = []

  init(plan: RecipePlan, seed: Seed, draws: MixtureDraws, orders: CycleOrders, uses: CycleUses) {
    self.plan = plan
    self.seed = seed
    index = draws.mixture
    values = ValueDrawing(draws: draws, orders: orders, fit: plan.recipe.fit)
    casting = Casting(plan: plan, draws: draws, orders: orders, uses: uses)
    protected = plan.protectedLabels
  }

  mutating func run() throws(SoundscapeError) -> (scene: Scene, warnings: [Warning]) {
    let recipe = plan.recipe
    let mixture = ValueDrawing.Actor(key: .mixture, spec: .mixture, use: 0)
    let loudness = try values.value(recipe.referenceLoudness, .loudness, mixture, .referenceLoudness)
    var render = recipe.render
    if let reverb = recipe.reverb { render.reverb = try values.value(reverb, .share, mixture, .reverb) }
    try casting.run()

    var events: [Event] = []
    for var unit in casting.cast.backgrounds {
      let windows = try windows(of: &unit, try: 0)
      for (member, window) in zip(unit.members, windows) { events.append(try background(member, window)) }
    }
    let placed = try placedUnits()
    for (unit, windows, times) in placed {
      for ((member, window), time) in zip(zip(unit.members, windows), times) {
        events.append(try event(member, unit, window, time))
      }
    }
    for i in events.indices { events[i].drawingOrder = i }
    let scene = Scene(
      index: index, seed: seed, semantics: .soundscape, duration: recipe.duration, sampleRate: recipe.sampleRate,
      channelCount: recipe.channelCount, referenceLoudness: loudness, fadeIn: recipe.fadeIn, fadeOut: recipe.fadeOut,
      protectedLabels: recipe.protectedLabels, events: Scene.inOrderOfTime(events), render: render)
    return (scene, casting.warnings + warnings)
  }

  // MARK: One event

  private mutating func background(
    _ member: Cast.Member, _ window: Window
  ) throws(SoundscapeError) -> Event {
    warnings += window.warnings
    var event = event(of: member, window)
    event.eventDuration = plan.recipe.duration
    if plan.recipe.render.fill == .chain {
      event.continuations = continuations(of: member, from: window.sourceTime.value)
    }
    return event
  }

  private mutating func event(
    _ member: Cast.Member, _ unit: Cast.Unit, _ window: Window, _ time: ValueDrawing.Time
  ) throws(SoundscapeError) -> Event {
    warnings += window.warnings
    if time.isMoved {
      let fitted = EventFitting.eventTime(
        time.drawn.value, duration: window.length, mixture: plan.recipe.duration, of: member.key.name)
      if let warning = fitted.warning { warnings.append(warning) }
    }
    var event = event(of: member, window)
    event.eventTime = time.value
    event.drawn?.eventTime = time.drawn
    let isPreserved = unit.group?.group.balance == .preserve
    let level = isPreserved ? groupActor(unit) ?? actor(member) : actor(member, unit, for: .snr)
    let spec = isPreserved ? unit.group?.template ?? member.spec : member.spec
    event.snr = try values.value(spec.snr, .level, level, .snr)
    if isPreserved { event.levelGroup = unit.key.name }
    event.pitchShift = try member.spec.pitchShift.map { shift throws(SoundscapeError) in
      try values.value(shift, .pitch, actor(member, unit, for: .pitchShift), .pitchShift)
    }
    return event
  }

  private func groupActor(_ unit: Cast.Unit) -> ValueDrawing.Actor? {
    unit.group.map { .init(key: unit.key, spec: $0.key, use: unit.use) }
  }

  private func event(of member: Cast.Member, _ window: Window) -> Event {
    let label = plan.soundbank.side(member.plan.role).labels[member.label]
    return Event(
      name: member.key.name, role: member.plan.role, label: label.name, source: label.sounds[member.file],
      sourceTime: window.sourceTime.value, eventTime: 0, eventDuration: window.duration.value, snr: 0, pitchShift: nil,
      timeStretch: window.stretch, spec: member.sharedSpec, specPath: member.plan.keyPath,
      drawn: DrawnTimes(
        sourceTime: window.sourceTime.drawn, eventTime: .init(0), eventDuration: window.duration.drawn))
  }

  /// Other files of the background's label, each once before any twice, until the mixture is filled.
  private func continuations(of member: Cast.Member, from sourceTime: Seconds) -> [Sound] {
    let files = plan.soundbank.background.labels[member.label].sounds
    var rest = files.indices.filter { $0 != member.file }
    var filled = files[member.file].duration - sourceTime
    var stream = values.draws.stream(member.key, .continuation)
    var chosen: [Sound] = []
    while filled < plan.recipe.duration, !rest.isEmpty {
      let next = files[rest.remove(at: Int(stream.unitInterval() * Double(rest.count)))]
      // What is crossfaded counts once.
      filled += max(0, next.duration - backgroundCrossfade)
      chosen.append(next)
    }
    return chosen
  }
}
