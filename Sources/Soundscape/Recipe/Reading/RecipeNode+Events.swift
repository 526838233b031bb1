// The lists `background` and `events`.

extension RecipeNode {
  func backgroundSpec() throws(SoundscapeError) -> BackgroundSpec {
    let values = try mapping(.background)
    var spec = BackgroundSpec()
    spec.name = try values["name"]?.eventName()
    if let label = values["label"] { spec.label = try label.eventChoice() }
    if let file = values["source_file"] { spec.sourceFile = try file.eventChoice() }
    if let time = values["source_time"] { spec.sourceTime = try time.eventDistribution(.time) }
    return spec
  }

  /// A single event or a group.
  func eventSpec() throws(SoundscapeError) -> EventSpec {
    let values = try mapping(.event, and: .group)
    var spec = try Self.eventSpec(of: values)
    spec.name = try values["name"]?.eventName()
    spec.count = try values["count"]?.countDistribution()
    if let labels = values["labels"] {
      if let label = values["label"] {
        throw label.failure("cannot be used with labels, which names the events of the group")
      }
      spec.group = try Self.groupSpec(of: labels, values)
    } else if let key = RecipeSection.group.keys.first(where: { values[$0] != nil }), let stray = values[key] {
      throw stray.failure("needs labels: it applies only to groups of events")
    }
    return spec
  }

  /// What a single event's keys say but name and count.
  static func eventSpec(of values: NameTable<RecipeNode>) throws(SoundscapeError) -> EventSpec {
    var spec = EventSpec()
    for field in EventField.allCases {
      guard let value = values[field.rawValue] else { continue }
      let rule = field.rule ?? .any
      switch field.specPath {
      case .name(let path): spec[keyPath: path] = try value.eventChoice()
      case .sourceTime(let path): spec[keyPath: path] = try value.eventDistribution(rule)
      case .number(let path): spec[keyPath: path] = try value.eventDistribution(rule)
      case .optionalNumber(let path): spec[keyPath: path] = try value.eventDistribution(rule)
      }
    }
    if let anchor = values["source_anchor"] { spec.sourceAnchor = try anchor.word(SourceAnchor.self) }
    if let fill = values["fill"] { spec.fill = try fill.word(EventFill.self) }
    spec.prompt = try values["prompt"]?.prompt()
    spec.effects = try values["effects"]?.effects(isOfEvent: true) ?? []
    return spec
  }

  /// A text with names in braces.
  func prompt() throws(SoundscapeError) -> PromptTemplate {
    let text = try text()
    guard let template = PromptTemplate(text) else {
      throw failure("needs names in braces, such as {label}; {{ and }} are braces (found \(summary))")
    }
    return template
  }

  private func countDistribution() throws(SoundscapeError) -> Distribution {
    try throughLet { (node) throws(SoundscapeError) in
      try node.plainCount()
    } sharing: {
      $0.shared(as: $1)
    }
  }

  /// A count that is written here, not in `let`: whole numbers, where they are listed.
  private func plainCount() throws(SoundscapeError) -> Distribution {
    let count: Distribution = try plainDistribution(.count)
    let listed: [Double] =
      switch count {
      case .const(let value): [value]
      case .choose(let values), .chooseWeighted(let values, _): values
      default: []
      }
    if let part = listed.first(where: { $0 != $0.rounded() }) {
      throw failure("needs whole numbers (found \(plain(part)))")
    }
    // Ten deviations: a normal distribution has no end, but no draw goes so far.
    if case .normal(let mean, let deviation) = count, !NumberRule.count.allows(max(0, mean + 10 * deviation)) {
      let found = "a mean of \(plain(mean)) and a std of \(plain(deviation))"
      throw failure("needs \(NumberRule.count.wanted) (found \(found))")
    }
    if case .uniform(let range) = count, range.lowerBound.rounded(.up) > range.upperBound.rounded(.down) {
      throw failure("contains no whole number (found \(plain(range.lowerBound)) to \(plain(range.upperBound)))")
    }
    return count
  }
}
