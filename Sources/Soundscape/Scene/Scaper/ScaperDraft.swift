/// What Scaper keeps from one mixture to the next, by the key path of the value.
typealias ScaperMemory = NameTable<ScaperSourceTime>

/// Which names must not be drawn twice in a mixture.
struct UsedNames: Hashable {
  var role: Role
  var field: DrawKey.Field
}

/// One scene while it is drawn as Scaper draws: one stream through all values, each clamped after it was drawn.
struct ScaperDraft {
  let recipe: Recipe
  let soundbank: Soundbank
  let index: Int
  let seed: Seed
  /// What earlier mixtures left, and this one leaves.
  var memory: ScaperMemory
  var warnings: [Warning] = []
  /// The labels and files drawn so far, those of backgrounds and of events separately.
  var used: [UsedNames: [String]] = [:]

  init(recipe: Recipe, soundbank: Soundbank, index: Int, seed: Seed, memory: ScaperMemory) {
    self.recipe = recipe
    self.soundbank = soundbank
    self.index = index
    self.seed = seed
    self.memory = memory
  }

  /// Draws the reference loudness, then backgrounds, then events in the order of the recipe.
  mutating func draw(from source: inout some RandomSource) throws(SoundscapeError) -> Drawn<Scene> {
    let loudness = try number(.referenceLoudness, from: recipe.referenceLoudness, of: "", &source)
    var events: [Event] = []
    for (i, (spec, name)) in zip(recipe.backgrounds, recipe.backgroundNames).enumerated() {
      events.append(try background(spec, name: name, at: "background[\(i)]", &source))
    }
    for (i, (spec, name)) in zip(recipe.events, recipe.eventNames).enumerated() {
      guard let count = spec.count else {
        events.append(try event(spec, name: name, at: "events[\(i)]", &source))
        continue
      }
      let copies = max(0, count.drawWhole(from: &source))
      guard events.count + copies <= RecipeLimits.mostEvents else { throw .tooManyEvents(events.count + copies) }
      for copy in 0..<copies {
        events.append(try event(spec, name: "\(name)#\(copy)", at: "events[\(i)]", &source))
      }
    }
    for i in events.indices { events[i].drawingOrder = i }
    let scene = Scene(
      index: index, seed: seed, semantics: recipe.semantics, duration: recipe.duration, sampleRate: recipe.sampleRate,
      channelCount: recipe.channelCount, referenceLoudness: loudness, fadeIn: recipe.fadeIn, fadeOut: recipe.fadeOut,
      protectedLabels: recipe.protectedLabels.recorded(with: events), events: Scene.inOrderOfTime(events),
      render: recipe.render)
    return Drawn(scene, warnings: warnings)
  }

  // MARK: One event

  private mutating func background(
    _ spec: BackgroundSpec, name: String, at keyPath: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Event {
    let label = try label(from: spec.label, role: .background, of: name, &source)
    let file = try file(from: spec.sourceFile, in: label, role: .background, of: name, &source)
    let window = Window(label: label.name, file: file, duration: recipe.duration)
    let sourceTime = try sourceTime(from: spec.sourceTime, in: window, at: keyPath, of: name, &source)
    var full = EventSpec()
    (full.label, full.sourceFile, full.sourceTime) = (spec.label, spec.sourceFile, spec.sourceTime)
    return Event(
      name: name, role: .background, label: label.name, source: file, sourceTime: sourceTime, eventTime: 0,
      eventDuration: recipe.duration, snr: 0, pitchShift: nil, timeStretch: nil, sharedSpec: SharedSpec(full),
      specPath: keyPath)
  }

  private mutating func event(
    _ spec: EventSpec, name: String, at keyPath: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Event {
    let label = try label(from: spec.label, role: .foreground, of: name, &source)
    let file = try file(from: spec.sourceFile, in: label, role: .foreground, of: name, &source)

    var duration = file.duration
    if !recipe.protectedLabels.contains(label.name) {
      let drawn = try number(
        .eventDuration, from: spec.eventDuration ?? .const(recipe.duration), of: name, &source)
      duration = recorded(ScaperFitting.duration(drawn, toSource: file.duration, label: label.name, event: name))
    }
    var stretch: Double?
    if let distribution = spec.timeStretch { stretch = try number(.timeStretch, from: distribution, of: name, &source) }
    let cut = ScaperFitting.duration(
      duration, stretch: stretch, toMixture: recipe.duration, label: label.name, event: name)
    // What is cut ends with the mixture exactly, where duration ÷ stretch × stretch may miss it by a rounding.
    let stretched = cut.warning == nil ? duration * (stretch ?? 1) : recipe.duration
    duration = recorded(cut)

    let window = Window(label: label.name, file: file, duration: duration)
    let start = try sourceTime(from: spec.sourceTime, in: window, at: keyPath, of: name, &source)
    let drawnTime = try number(.eventTime, from: spec.eventTime, of: name, &source)
    let time = recorded(
      ScaperFitting.eventTime(
        drawnTime, duration: stretched, isStretched: stretch != nil, mixture: recipe.duration, label: label.name,
        event: name))
    let snr = try number(.snr, from: spec.snr, of: name, &source)
    var shift: Semitones?
    if let distribution = spec.pitchShift {
      shift = try number(DrawnNumber(.pitchShift), from: distribution, of: name, &source)
    }
    return Event(
      name: name, role: .foreground, label: label.name, source: file, sourceTime: start, eventTime: time,
      eventDuration: duration, snr: snr, pitchShift: shift, timeStretch: stretch, sharedSpec: SharedSpec(spec),
      specPath: keyPath)
  }
}
