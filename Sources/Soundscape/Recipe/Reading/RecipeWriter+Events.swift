// Backgrounds, events and groups.

extension RecipeWriter {
  mutating func background(_ spec: BackgroundSpec, at keyPath: String) -> Node {
    let usual = BackgroundSpec()
    var fields = Node.Mapping()
    fields.add("name", spec.name.map(Node.text))
    if spec.label != usual.label { fields.add("label", choice(spec.label, isOfEvent: true)) }
    if spec.sourceFile != usual.sourceFile { fields.add("source_file", choice(spec.sourceFile, isOfEvent: true)) }
    if spec.sourceTime != usual.sourceTime || writtenSourceTimes[keyPath] != nil {
      fields.add("source_time", asWritten(distribution(spec.sourceTime, isOfEvent: true), at: keyPath))
    }
    return .mapping(fields)
  }

  mutating func event(_ spec: EventSpec, at keyPath: String) -> Node {
    let usual = EventSpec()
    var fields = Node.Mapping()
    fields.add("name", spec.name.map(Node.text))
    fields.add("count", spec.count.map { distribution($0) })
    if let group = spec.group {
      fields.add("labels", .list(group.members.map { .text(escaped($0.label.names.first ?? "")) }))
    }
    for field in EventField.allCases where spec.group == nil || field.isSharable {
      let isUsual = spec.hasSame(field, as: usual) && !(field == .sourceTime && writtenSourceTimes[keyPath] != nil)
      if isUsual { continue }
      let value = self.value(of: field, in: spec)
      fields.add(field.rawValue, field == .sourceTime ? asWritten(value, at: keyPath) : value)
    }
    fields.add("source_anchor", spec.sourceAnchor, usually: usual.sourceAnchor)
    fields.add("fill", spec.fill, usually: usual.fill)
    fields.add("prompt", spec.prompt.map { .text($0.text) })
    if !spec.effects.isEmpty { fields.add("effects", effects(spec.effects)) }
    if let group = spec.group { add(group, of: spec, to: &fields) }
    return .mapping(fields)
  }

  private mutating func add(_ group: GroupSpec, of spec: EventSpec, to fields: inout Node.Mapping) {
    let usual = GroupSpec(members: [])
    fields.add("coherent", group.coherence, usually: usual.coherence) { coherence in
      switch coherence {
      case .chance(let probability): .number(probability)
      case .cycle(let cards): .list([Node("cycle"), .list(cards.map { .number($0 ? 1 : 0) })])
      }
    }
    fields.add("share", group.shared, usually: usual.shared) { shared in
      .list(EventField.allCases.filter(shared.contains).map { .text($0.rawValue) })
    }
    fields.add("on_missing", group.onMissing, usually: usual.onMissing)
    fields.add("balance", group.balance, usually: usual.balance)
    var overrides = Node.Mapping()
    for member in group.members {
      var override = Node.Mapping()
      for field in EventField.sharable where !member.hasSame(field, as: spec) {
        override.add(field.rawValue, value(of: field, in: member))
      }
      if member.effects != spec.effects { override.add("effects", effects(member.effects)) }
      overrides.add(member.label.names.first ?? "", section: override)
    }
    fields.add("override", section: overrides)
  }

  /// Each with its parameters, but for those that have their defaults.
  mutating func effects(_ effects: [EffectSpec]) -> Node {
    var list: [Node] = []
    for effect in effects {
      var parameters = Node.Mapping()
      for setting in effect.settings where setting.distribution != setting.parameter.fallback.map(Distribution.const) {
        parameters.add(setting.parameter.name, distribution(setting.distribution))
      }
      var entry = Node.Mapping()
      entry.add(effect.name, .mapping(parameters))
      list.append(.mapping(entry))
    }
    return .list(list)
  }

  private mutating func value(of field: EventField, in spec: EventSpec) -> Node {
    switch field.specPath {
    case .name(let path): choice(spec[keyPath: path], isOfEvent: true)
    case .sourceTime(let path): distribution(spec[keyPath: path], isOfEvent: true)
    case .number(let path): distribution(spec[keyPath: path], isOfEvent: true)
    case .optionalNumber(let path): spec[keyPath: path].map { distribution($0, isOfEvent: true) } ?? .null
    }
  }

  /// The numbers of a source time as they were written, `3.0` for 3: Scaper's warnings repeat them.
  private func asWritten(_ value: Node, at keyPath: String) -> Node {
    guard case .sequence(let list) = value, var texts = writtenSourceTimes[keyPath]?[...] else { return value }
    func written(_ node: Node) -> Node {
      switch node {
      case .scalar(let scalar):
        let text = texts.popFirst()
        guard let text, Double(text) == Double(scalar.string) else { return node }
        return Node(text)
      case .sequence(let list): return .list(list.map(written))
      case .mapping: return node
      }
    }
    return .list([list[0]] + list.dropFirst().map(written))
  }
}

extension EventSpec {
  fileprivate func hasSame(_ field: EventField, as other: EventSpec) -> Bool {
    switch field.specPath {
    case .name(let path): self[keyPath: path] == other[keyPath: path]
    case .sourceTime(let path): self[keyPath: path] == other[keyPath: path]
    case .number(let path): self[keyPath: path] == other[keyPath: path]
    case .optionalNumber(let path): self[keyPath: path] == other[keyPath: path]
    }
  }
}
