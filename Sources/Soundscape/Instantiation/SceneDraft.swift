/// How often a value outside its range is drawn again before the distribution is held to have none inside.
private let mostAttempts = 1_000

/// One scene while it is drawn.
struct SceneDraft {
  let instantiator: Instantiator
  let index: Int
  let seed: Seed
  private var warnings: [Warning] = []

  private var recipe: Recipe { instantiator.recipe }

  init(instantiator: Instantiator, index: Int, seed: Seed) {
    self.instantiator = instantiator
    self.index = index
    self.seed = seed
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
    for (spec, name) in zip(recipe.events, instantiator.eventNames) {
      guard let count = spec.count else {
        events.append(try event(spec, name: name, &source))
        continue
      }
      source.select(DrawKey(mixture: index, event: name, field: .count))
      for copy in 0..<max(0, count.drawWhole(from: &source)) {
        events.append(try event(spec, name: "\(name)#\(copy)", &source))
      }
    }
    let scene = Scene(
      index: index, seed: seed, duration: recipe.duration, sampleRate: recipe.sampleRate,
      channelCount: recipe.channelCount, referenceLoudness: loudness, fadeIn: recipe.fadeIn, fadeOut: recipe.fadeOut,
      protectedLabels: recipe.protectedLabels, events: events, render: recipe.render)
    return (scene, warnings)
  }

  // MARK: One event

  private mutating func background(
    _ spec: BackgroundSpec, name: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Event {
    let label = try label(spec.label, .background, name, &source)
    let file = try file(spec.sourceFile, label, name, &source)
    let latest = EventFitting.latestStart(of: recipe.duration, inSource: file.duration)
    let sourceTime = try sourceTime(spec.sourceTime, latest: latest, name, &source)
    var full = EventSpec()
    (full.label, full.sourceFile, full.sourceTime) = (spec.label, spec.sourceFile, spec.sourceTime)
    return Event(
      name: name, role: .background, label: label.name, source: file, sourceTime: sourceTime, eventTime: 0,
      eventDuration: recipe.duration, snr: 0, pitchShift: nil, timeStretch: nil, spec: full)
  }

  private mutating func event(
    _ spec: EventSpec, name: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Event {
    let label = try label(spec.label, .foreground, name, &source)
    let file = try file(spec.sourceFile, label, name, &source)
    let isProtected = recipe.protectedLabels.contains(label.name)

    var duration = file.duration
    if !isProtected {
      let drawn = try drawn(spec.eventDuration ?? .const(recipe.duration), .duration, name, .eventDuration, &source)
      // An event whose recipe is silent on the duration wants as much as there is: no news when that is less.
      let fitted = EventFitting.duration(drawn, toSource: file.duration, of: name)
      duration = spec.eventDuration == nil ? fitted.value : noted(fitted)
    }
    var stretch: Double?
    if let distribution = spec.timeStretch {
      stretch = try drawn(distribution, .stretch, name, .timeStretch, &source)
    }
    let cut = EventFitting.duration(duration, stretch: stretch ?? 1, toMixture: recipe.duration, of: name)
    duration = spec.eventDuration == nil && !isProtected ? cut.value : noted(cut)

    var start = 0.0
    if !isProtected {
      let latest = EventFitting.latestStart(of: duration, inSource: file.duration)
      start = try sourceTime(spec.sourceTime, latest: latest, name, &source)
    }
    let drawnTime = try drawn(spec.eventTime, .time, name, .eventTime, &source)
    let time = noted(
      EventFitting.eventTime(drawnTime, duration: duration * (stretch ?? 1), mixture: recipe.duration, of: name))
    let snr = try drawn(spec.snr, .level, name, .snr, &source)
    var shift: Semitones?
    if let distribution = spec.pitchShift { shift = try drawn(distribution, .pitch, name, .pitchShift, &source) }
    return Event(
      name: name, role: .foreground, label: label.name, source: file, sourceTime: start, eventTime: time,
      eventDuration: duration, snr: snr, pitchShift: shift, timeStretch: stretch, spec: spec)
  }

  // MARK: One value

  private func label(
    _ choice: Choice, _ role: Role, _ event: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> SoundLabel {
    let side = instantiator.soundbank.side(role)
    source.select(DrawKey(mixture: index, event: event, field: .label))
    guard let name = choice.draw(from: &source, all: side.labelNames), let label = side[name] else {
      throw .draw(event: event, problem: "there is no \(role) label to choose from in \(side.folder)")
    }
    return label
  }

  private func file(
    _ choice: Choice, _ label: SoundLabel, _ event: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> SourceFile {
    source.select(DrawKey(mixture: index, event: event, field: .sourceFile))
    let name = choice.draw(from: &source, all: label.files.map(\.name))
    guard let name, let file = label.files.first(where: { $0.name == Path.name(of: name) }) else {
      throw .draw(event: event, problem: "the label \(label.name) has no file \(name ?? "to choose from")")
    }
    return file
  }

  private mutating func sourceTime(
    _ distribution: Distribution, latest: Seconds, _ event: String, _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Seconds {
    let bounded = distribution.mapValues { $0 == .infinity ? latest : $0 }
    let drawn = try drawn(bounded, .time, event, .sourceTime, &source)
    return noted(EventFitting.sourceTime(drawn, latest: latest, of: event))
  }

  /// Draws a number until it keeps the rule: only a normal distribution can break it.
  private func drawn(
    _ distribution: Distribution, _ rule: NumberRule, _ event: String, _ field: DrawKey.Field,
    _ source: inout some RandomSource
  ) throws(SoundscapeError) -> Double {
    for attempt in 0..<mostAttempts {
      source.select(DrawKey(mixture: index, event: event, field: field, attempt: attempt))
      let value = distribution.draw(from: &source)
      if rule.allows(value) { return value }
    }
    throw .draw(
      event: event.isEmpty ? "mixture \(index)" : event,
      problem: "\(field.rawValue): none of \(mostAttempts) draws gave \(rule.wanted)")
  }

  private mutating func noted(_ fitted: EventFitting.Fitted) -> Double {
    if let warning = fitted.warning { warnings.append(warning) }
    return fitted.value
  }
}
