extension JAMSDecoder {
  /// Reads the observations, each with its entry in our part, where there is one.
  func events(
    _ data: [JSONTree], _ entries: [JSONTree], _ annotation: inout Annotation
  ) throws(SoundscapeError) {
    var isDerivable = true
    annotation.events.reserveCapacity(data.count)
    let numbers = EventField.numbers.map { field in
      NumberField(
        field: field, rule: annotation.semantics.dialect.recordedRule(of: field), isOptional: field.isOptional)
    }
    for (i, observation) in data.enumerated() {
      var event = try self.event(i, observation.members ?? [:], numbers)
      if i < entries.count {
        guard let members = entries[i].members else {
          throw .annotation(path: path, problem: "\(JAMSPlace.entry(i).text): is not an object")
        }
        if annotation.header?.isComplete == true { try checkIsComplete(members, i) }
        isDerivable = try addEntry(members, i, to: &event) && isDerivable
      } else {
        if annotation.header?.isComplete == true {
          throw .annotation(path: path, problem: "\(JAMSPlace.entry(i).text): is missing")
        }
        event.event.drawingOrder = i
        isDerivable = false
      }
      annotation.events.append(event)
    }
    annotation.recordedSpecs?.isDerivable = isDerivable
  }

  /// Older files may say that an event begins before the mixture; verify reports it.
  static let moment = NumberRule(
    wanted: "a time of at most \(plain(RecipeLimits.mostRecordedSeconds)) s",
    range: -RecipeLimits.mostRecordedSeconds...RecipeLimits.mostRecordedSeconds)

  /// A number of an observation's value, and what it can be.
  private struct NumberField {
    let field: EventField
    let rule: NumberRule
    let isOptional: Bool
  }

  private func event(
    _ i: Int, _ members: NameTable<JSONTree>, _ numbers: [NumberField]
  ) throws(SoundscapeError) -> AnnotatedEvent {
    var observation = JAMSReader(members, at: .observation(i), of: path, keepsAbsent: true)
    guard let inner = try observation.object(.value) else { throw observation.failure(.value, "is missing") }
    var value = JAMSReader(inner, at: .value(i), of: path, keepsAbsent: true)
    let roleName = try value.text(.role)
    guard let role = Role(rawValue: roleName) else {
      throw value.failure(.role, "needs \(alternatives(Role.allCases.reversed().map(\.rawValue)))")
    }
    let label = try value.text(JAMSKey(.label))
    guard !label.holds("/"), !label.begins(with: "."), !label.holds("\0") else {
      throw value.failure(JAMSKey(.label), "cannot be the name of a file (found \(label))")
    }
    let file = try value.text(JAMSKey(.sourceFile))
    var event = Event(
      name: AnnotatedEvent.unnamed(at: i), drawingOrder: i, role: role, label: label,
      source: Sound(unresolved: file), sourceTime: 0, eventTime: 0, eventDuration: 0)
    for number in numbers {
      let key = JAMSKey(number.field)
      if !number.field.isAlwaysWritten, inner[key.rawValue] == nil { continue }
      event.set(
        number.field,
        to: number.isOptional ? try value.optionalNumber(key, number.rule) : try value.number(key, number.rule))
    }
    var annotated = AnnotatedEvent(event, sourceFile: .init(path: file))
    annotated.unknownRequests = Self.allRequests
    annotated.time = try observation.number(.time, Self.moment)
    annotated.duration = try observation.number(.duration, Self.moment)
    observation.constant(.confidence, .number(1))
    if let form = observation.writtenForm() { annotated.written[.observation] = form }
    if let form = value.writtenForm() { annotated.written[.value] = form }
    return annotated
  }

  /// Refuses an entry in which something that is always known is null.
  private func checkIsComplete(_ members: NameTable<JSONTree>, _ i: Int) throws(SoundscapeError) {
    for key in JAMSKey.neverNullInEntries where members[key.rawValue]?.isNull == true {
      throw .annotation(path: path, problem: "\(JAMSPlace.entry(i).field(key)): is null")
    }
  }

  /// Adds an event's entry in our part.
  ///
  /// *Returns:* whether Scaper's spec of it follows from what the entry says.
  private func addEntry(
    _ members: NameTable<JSONTree>, _ i: Int, to annotated: inout AnnotatedEvent
  ) throws(SoundscapeError) -> Bool {
    var entry = JAMSReader(members, at: .entry(i), of: path)
    if let name = try entry.optionalText(.name) { annotated.event.name = name }
    annotated.event.specPath = try entry.optionalText(.spec) ?? ""
    annotated.sourceFile.digest = try entry.optionalText(.sourceDigest)
    annotated.event.source.origin = try origin(&entry, i)
    annotated.event.group = try entry.membership(of: i, in: path)
    annotated.event.levelGroup = try entry.optionalText(.levelGroup)
    for (k, element) in try entry.elements(.continuations).enumerated() {
      var file = JAMSReader(element.members ?? [:], at: .continuation(k, of: i), of: path)
      let path = try file.text(JAMSKey(.sourceFile))
      annotated.continuations.append(.init(path: path, digest: try file.optionalText(.sourceDigest)))
      annotated.event.continuations.append(Sound(unresolved: path))
    }
    annotated.event.prompt = try entry.optionalText(.prompt)
    annotated.event.fill = try entry.word(.fill, missing: .cut)
    let anchor: SourceAnchor = try entry.word(.sourceAnchor, missing: .start)
    annotated.event.effects = try entry.effects(of: i, in: path)
    try addRequest(&entry, i, to: &annotated)
    if anchor != .start { annotated.event.spec.sourceAnchor = anchor }
    if annotated.event.fill != .cut { annotated.event.spec.fill = annotated.event.fill }
    annotated.event.drawn = try drawn(&entry, i, annotated.event)
    annotated.altered = try alterations(&entry)
    annotated.firstFrame = try frames(.firstFrame, &entry)
    annotated.frameCount = try frames(.frames, &entry)
    let order = try entry.optionalWhole(.order)
    annotated.event.drawingOrder = order ?? i
    annotated.measured = try measured(&entry, i)
    if let form = entry.writtenForm() { annotated.written[.entry] = form }
    return order != nil && annotated.unknownRequests.isEmpty
  }

  /// What is recorded of the sound.
  private func origin(_ entry: inout JAMSReader, _ i: Int) throws(SoundscapeError) -> SoundOrigin? {
    guard let members = try entry.object(.source) else { return nil }
    var reader = JAMSReader(members, at: .part(.source, of: i), of: path)
    var kept: NameTable<String> = [:]
    for (column, cell) in try reader.object(.kept) ?? [:] {
      guard let text = cell.string else { throw reader.failure(.kept, "holds something that is not text (\(column))") }
      kept[column] = text
    }
    return SoundOrigin(
      name: try reader.text(.name), place: try reader.optionalText(.place) ?? "",
      group: try reader.optionalText(.group), song: try reader.optionalText(.song), kept: kept)
  }

  // MARK: What was asked for and drawn

  private static let allRequests = Set(EventField.allCases)

  private func addRequest(
    _ entry: inout JAMSReader, _ i: Int, to annotated: inout AnnotatedEvent
  ) throws(SoundscapeError) {
    guard let members = try entry.object(.requested) else { return }
    var reader = JAMSReader(members, at: .part(.requested, of: i), of: path)
    func numbers<Number: TupleNumber>(
      _ tree: JSONTree, _ key: JAMSKey
    ) throws(SoundscapeError) -> NumberDistribution<Number> {
      guard let numbers = NumberDistribution<Number>(tuple: tree) else {
        throw reader.failure(key, "is not a distribution")
      }
      return numbers
    }
    var spec = EventSpec()
    var unknown: Set<EventField> = []
    for field in EventField.allCases {
      let key = JAMSKey(field)
      let tree = reader.tree(key)
      switch (field.specPath, tree) {
      case (.optionalNumber, nil): break
      case (_, nil): unknown.insert(field)
      case (.name(let path), let tree?):
        guard let choice = Choice(tuple: tree) else { throw reader.failure(key, "is not a choice of names") }
        spec[keyPath: path] = choice
      case (.sourceTime(let path), let tree?): spec[keyPath: path] = try numbers(tree, key)
      case (.number(let path), let tree?): spec[keyPath: path] = try numbers(tree, key)
      case (.optionalNumber(let path), let tree?): spec[keyPath: path] = try numbers(tree, key)
      }
    }
    annotated.event.spec = spec
    annotated.unknownRequests = unknown
  }

  private func drawn(
    _ entry: inout JAMSReader, _ i: Int, _ event: Event
  ) throws(SoundscapeError) -> DrawnTimes? {
    var values = JAMSReader(try entry.object(.drawn) ?? [:], at: .part(.drawn, of: i), of: path)
    var ranges = JAMSReader(try entry.object(.within) ?? [:], at: .part(.within, of: i), of: path)
    var isKnown = false
    func time(_ field: EventField, _ value: Seconds) throws(SoundscapeError) -> DrawnTimes.Time {
      let key = JAMSKey(field)
      let drawn = try values.optionalNumber(key)
      var range: ClosedRange<Seconds>?
      if let tree = ranges.tree(key) {
        guard let bounds = tree.elements, bounds.count == 2, let low = bounds[0].double, let high = bounds[1].double,
          low <= high
        else { throw ranges.failure(key, "is not a range") }
        range = low...high
      }
      if drawn != nil || range != nil { isKnown = true }
      return .init(drawn ?? value, in: range)
    }
    let drawn = DrawnTimes(
      sourceTime: try time(.sourceTime, event.sourceTime), eventTime: try time(.eventTime, event.eventTime),
      eventDuration: try time(.eventDuration, event.eventDuration))
    return isKnown ? drawn : nil
  }
}
