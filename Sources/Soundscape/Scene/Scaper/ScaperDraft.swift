/// What Scaper keeps from one mixture to the next, by the key path of the value.
typealias ScaperMemory = [String: ScaperSourceTime]

/// Which names must not be drawn twice in a mixture.
struct UsedNames: Hashable {
  var role: Role
  var field: DrawKey.Field
}

/// One scene while it is drawn as Scaper draws: one stream through all values, each clamped after it was drawn.
struct ScaperDraft {
  let instantiator: Instantiator
  let index: Int
  let seed: Seed
  /// What earlier mixtures left, and this one leaves.
  var memory: ScaperMemory
  var warnings: [Warning] = []
  /// The labels and files drawn so far, those of backgrounds and of events each by themselves.
  var used: [UsedNames: [String]] = [:]

  var recipe: Recipe { instantiator.recipe }

  init(instantiator: Instantiator, index: Int, seed: Seed, memory: ScaperMemory = [:]) {
    self.instantiator = instantiator
    self.index = index
    self.seed = seed
    self.memory = memory
  }

  /// Draws the reference loudness, then backgrounds, then events in the order of the recipe.
  mutating func draw(
    from source: inout some RandomSource
  ) throws(SoundscapeError) -> (scene: Scene, warnings: [Warning]) {
    let recipe = recipe
    let loudness = try drawn(recipe.referenceLoudness, .loudness, "", .referenceLoudness, &source)
    var events: [Event] = []
    for (i, spec) in recipe.backgrounds.enumerated() {
      events.append(try background(spec, name: "background[\(i)]", &source))
    }
    for (i, (spec, name)) in zip(recipe.events, instantiator.recipe.eventNames).enumerated() {
      guard let count = spec.count else {
        events.append(try event(spec, at: i, name: name, &source))
        continue
      }
      for copy in 0..<max(0, count.drawWhole(from: &source)) {
        events.append(try event(spec, at: i, name: "\(name)#\(copy)", &source))
      }
    }
    for i in events.indices { events[i].drawingOrder = i }
    let scene = Scene(
      index: index, seed: seed, semantics: recipe.semantics, duration: recipe.duration, sampleRate: recipe.sampleRate,
      channelCount: recipe.channelCount, referenceLoudness: loudness, fadeIn: recipe.fadeIn, fadeOut: recipe.fadeOut,
      protectedLabels: recipe.protectedLabels, events: Scene.inOrderOfTime(events), render: recipe.render)
    return (scene, warnings)
  }

  // MARK: One event

  private mutating func background(
    _ spec: BackgroundSpec, name: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Event {
    let label = try label(spec.label, .background, name, &source)
    let file = try file(spec.sourceFile, label, .background, name, &source)
    let window = Window(label: label.name, file: file, duration: recipe.duration)
    let sourceTime = try sourceTime(spec.sourceTime, spec.sourceTimeTexts, window, at: name, name, &source)
    var full = EventSpec()
    (full.label, full.sourceFile, full.sourceTime) = (spec.label, spec.sourceFile, spec.sourceTime)
    return Event(
      name: name, role: .background, label: label.name, source: file, sourceTime: sourceTime, eventTime: 0,
      eventDuration: recipe.duration, snr: 0, pitchShift: nil, timeStretch: nil, spec: SharedSpec(full), specPath: name)
  }

  private mutating func event(
    _ spec: EventSpec, at position: Int, name: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Event {
    let label = try label(spec.label, .foreground, name, &source)
    let file = try file(spec.sourceFile, label, .foreground, name, &source)

    var duration = file.duration
    if !recipe.protectedLabels.contains(label.name) {
      let drawn = try drawn(spec.eventDuration ?? .const(recipe.duration), .duration, name, .eventDuration, &source)
      duration = noted(ScaperFitting.duration(drawn, toSource: file.duration, of: label.name, name))
    }
    var stretch: Double?
    if let distribution = spec.timeStretch { stretch = try drawn(distribution, .stretch, name, .timeStretch, &source) }
    let cut = ScaperFitting.duration(
      duration, stretch: stretch, toMixture: recipe.duration, of: label.name, name)
    // What is cut ends with the mixture exactly, where duration ÷ stretch × stretch may miss it by a rounding.
    let stretched = cut.warning == nil ? duration * (stretch ?? 1) : recipe.duration
    duration = noted(cut)

    let window = Window(label: label.name, file: file, duration: duration)
    let start = try sourceTime(
      spec.sourceTime, spec.sourceTimeTexts, window, at: "events[\(position)]", name, &source)
    let drawnTime = try drawn(spec.eventTime, .time, name, .eventTime, &source)
    let time = noted(
      ScaperFitting.eventTime(
        drawnTime, duration: stretched, isStretched: stretch != nil, mixture: recipe.duration, of: label.name, name))
    let snr = try drawn(spec.snr, .level, name, .snr, &source)
    var shift: Semitones?
    if let distribution = spec.pitchShift { shift = try drawn(distribution, .pitch, name, .pitchShift, &source) }
    return Event(
      name: name, role: .foreground, label: label.name, source: file, sourceTime: start, eventTime: time,
      eventDuration: duration, snr: snr, pitchShift: shift, timeStretch: stretch, spec: SharedSpec(spec),
      specPath: "events[\(position)]")
  }
}
