extension Annotation {
  /// Makes changes and records them. Events are counted from 0 in the order of the file, backgrounds included.
  ///
  /// A new value must be one that a recipe could have. A time or duration that does not fit the source or the mixture is
  /// adjusted with a warning, as with `fit: clamp`: the duration to the source, then to the mixture, then the source
  /// time to the source and the event time to the mixture. Measurements stay those of the earlier rendering until
  /// the scene is rendered again. Afterwards the events are in the order of the scene.
  /// - Parameters:
  ///   - sounds: finds the sources, except those of events that are dropped.
  ///   - check: compares each source with the digest that was recorded; nil takes them as they are.
  /// *Throws:* `.annotation` for an event or field that does not exist, a value that it cannot have, or a source that is
  /// not found.
  /// *Returns:* what had to be fitted, each with the event's name as subject.
  public mutating func apply(
    _ edits: [AnnotationEdit], sounds: any SoundProvider, check: SourceCheck? = nil
  ) throws(SoundscapeError) -> [Warning] {
    var dropped: Set<Int> = []
    for case .drop(let index) in edits {
      guard events.indices.contains(index) else { throw noEvent(index) }
      dropped.insert(index)
    }
    var warnings = try resolve(skipping: dropped, sounds: sounds, check: check)
    var changed: Set<Int> = []
    for edit in edits {
      switch edit {
      case .drop(let index):
        let record = EditRecord(
          keyPath: AnnotationEdit.keyPath(ofEvent: index), change: .drop(was: JAMSEncoder.value(of: events[index])))
        self.edits.append(record)
      case .set(let keyPath, let value): try set(keyPath, to: value, &changed)
      }
    }
    for i in changed.sorted() where !dropped.contains(i) {
      var event = events[i].event
      warnings += fit(&event)
      events[i].event = event
      if cuts.isEmpty { (events[i].time, events[i].duration) = (event.eventTime, event.duration) }
    }
    try checkAreWithinCuts(changed.subtracting(dropped))
    events = events.indices.filter { !dropped.contains($0) }.map { events[$0] }
    sortByTime()
    if !edits.isEmpty {
      // A file of Scaper's stays one: without this its semantics would be taken for ours.
      if header == nil { header = Header(seed: .integer(0), index: 0, semantics: .scaper) }
      updateStatistics()
    }
    return warnings
  }

  private mutating func set(
    _ keyPath: String, to value: Double?, _ changed: inout Set<Int>
  ) throws(SoundscapeError) {
    if try setEffect(keyPath, to: value) { return }
    let old: Double?
    if let field = AnnotationEdit.MixtureField(rawValue: keyPath) {
      old = try set(field, to: value)
    } else {
      let (index, field) = try eventField(keyPath)
      try check(value, keyPath, semantics.dialect.rule(field.rule ?? .any), isOptional: field.isOptional)
      old = events[index].event.number(field)
      events[index].event.set(field, to: value)
      changed.insert(index)
    }
    edits.append(EditRecord(keyPath: keyPath, change: .set(was: old, is: value)))
  }

  private mutating func set(
    _ field: AnnotationEdit.MixtureField, to value: Double?
  ) throws(SoundscapeError) -> Double? {
    try check(value, field.rawValue, field.rule, isOptional: field == .reverb)
    let old = settings
    switch field {
    case .referenceLoudness: settings.referenceLoudness = value ?? old.referenceLoudness
    case .fadeIn: settings.fadeIn = value ?? old.fadeIn
    case .fadeOut: settings.fadeOut = value ?? old.fadeOut
    case .reverb: settings.render.reverb = value
    }
    return switch field {
    case .referenceLoudness: old.referenceLoudness
    case .fadeIn: old.fadeIn
    case .fadeOut: old.fadeOut
    case .reverb: old.render.reverb
    }
  }

  private func eventField(_ keyPath: String) throws(SoundscapeError) -> (index: Int, field: EventField) {
    guard let (event, name) = keyPath.halves(atLast: "."), let index = AnnotationEdit.eventIndex(event) else {
      let names = AnnotationEdit.MixtureField.allCases.map(\.rawValue)
      throw failure(keyPath, "cannot be set: write events[0].snr, or \(alternatives(names))")
    }
    guard events.indices.contains(index) else { throw noEvent(index) }
    // A background lasts as long as the mixture and is as loud as it: nothing else of it can be drawn, or set.
    let isBackground = events[index].event.role == .background
    let known = EventField.editable.filter { semantics == .soundscape || $0.isAlwaysWritten }
    let fields = isBackground ? known.filter { $0 == .sourceTime } : known
    guard let field = EventField(rawValue: name), fields.contains(field) else {
      let names = fields.map(\.rawValue)
      let hint = isBackground ? nil : nearest(to: name, among: names).map { "; did you mean \($0)?" }
      throw failure(
        keyPath,
        "cannot be set; \(isBackground ? "a background" : "an event") has \(alternatives(names))\(hint ?? "")")
    }
    return (index, field)
  }

  private func check(
    _ value: Double?, _ keyPath: String, _ rule: NumberRule, isOptional: Bool
  ) throws(SoundscapeError) {
    guard let value else {
      guard isOptional else { throw failure(keyPath, "needs a number") }
      return
    }
    guard value.isFinite, rule.allows(value) else {
      throw failure(keyPath, "needs \(rule.wanted) (found \(plain(value)))")
    }
  }

  func noEvent(_ index: Int) -> SoundscapeError {
    failure(
      AnnotationEdit.keyPath(ofEvent: index), "does not exist: the annotation has \(events.count), counted from 0")
  }

  // MARK: Fitting

  /// Makes an event that was changed fit its source and the mixture.
  private func fit(_ event: inout Event) -> [Warning] {
    let (name, source) = (event.name, event.source.duration)
    var warnings: [Warning?] = []
    if event.role == .foreground {
      let longest = event.fill == .tile ? .infinity : source
      let cut = EventFitting.duration(event.eventDuration, toSource: longest, of: name)
      let fitted = EventFitting.duration(
        cut.value, stretch: event.timeStretch ?? 1, toMixture: settings.duration, of: name)
      event.eventDuration = fitted.value
      warnings += [cut.warning, fitted.warning]
    }
    let latest = EventFitting.latestStart(of: event, in: settings, semantics.dialect)
    let start = EventFitting.sourceTime(event.sourceTime, latest: latest, of: name)
    event.sourceTime = start.value
    warnings.append(start.warning)
    if event.role == .foreground {
      let time = EventFitting.eventTime(
        event.eventTime, duration: event.duration, mixture: settings.duration, of: name)
      event.eventTime = time.value
      warnings.append(time.warning)
    }
    return warnings.compactMap { $0 }
  }

  /// An event of a cut mixture stays in what is left of it.
  private func checkAreWithinCuts(_ changed: Set<Int>) throws(SoundscapeError) {
    for i in changed.sorted() {
      var single = self
      single.events = [AnnotatedEvent(events[i].event, sourceFile: events[i].sourceFile)]
      single.duration = settings.duration
      single.cuts = []
      for cut in cuts {
        guard try !single.trim(to: cut.requested).isEmpty else {
          throw failure(
            AnnotationEdit.keyPath(ofEvent: i),
            "would be outside the range that the mixture was trimmed to; drop it instead")
        }
      }
    }
  }

  /// Has events in the order of their onsets, as a scene has them.
  private mutating func sortByTime() {
    let order = events.indices.sorted { (events[$0].event.eventTime, $0) < (events[$1].event.eventTime, $1) }
    events = order.map { events[$0] }
  }
}
