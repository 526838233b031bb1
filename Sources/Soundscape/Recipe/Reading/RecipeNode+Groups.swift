// Groups of events: `labels` and what belongs to it.

extension RecipeNode {
  /// A group of one event for each of `labels`, with the other keys of the entry.
  static func groupSpec(
    of labels: RecipeNode, _ values: NameTable<RecipeNode>
  ) throws(SoundscapeError) -> GroupSpec {
    let names = try labels.groupLabels()
    let overrides = try values["override"]?.overrides(labels: names) ?? [:]
    var group = GroupSpec(members: [])
    for name in names {
      var memberValues = values
      for field in overrides[name] ?? [] { memberValues[field.name] = field.value.isNull ? nil : field.value }
      var member = try eventSpec(of: memberValues)
      member.label = .const(name)
      group.members.append(member)
    }
    if let coherence = values["coherent"] { group.coherence = try coherence.coherence() }
    if let share = values["share"] { group.shared = try share.sharedFields() }
    if let missing = values["on_missing"] { group.onMissing = try missing.word(GroupSpec.MissingRule.self) }
    if let balance = values["balance"] { group.balance = try balance.word(GroupSpec.Balance.self) }
    for (name, key, _) in overrides.values.joined() {
      if name == "snr", group.balance == .preserve {
        throw key.failure("balance: preserve keeps the song's own balance, so a label cannot have its own snr")
      }
      if group.coherence.alwaysHolds, let field = EventField(rawValue: name), group.shared.contains(field) {
        throw key.failure("has no effect: \(name) is shared by all labels, and coherent is 1")
      }
    }
    return group
  }

  /// A probability, or `[cycle, [0, 1]]`.
  private func coherence() throws(SoundscapeError) -> Coherence {
    var rule = NumberRule.probability
    rule.allowsCycle = true
    let value: Distribution = try distribution(rule)
    switch value.unshared {
    case .const(let fixed): return .chance(fixed)
    case .cycle(let cards):
      guard cards.allSatisfy({ $0 == 0 || $0 == 1 }) else {
        throw failure(
          "a cycle has a 1 for coherent and a 0 for not (found \(cards.map(plain).joined(separator: ", ")))")
      }
      return .cycle(cards.map { $0 == 1 })
    default:
      throw failure(
        "needs a number from 0 to 1, which is the probability, or [cycle, [0, 1]], which is exactly half (found "
          + "\(value.name))")
    }
  }

  private func groupLabels() throws(SoundscapeError) -> [String] {
    var names: [String] = []
    var seen: NameSet = []
    for element in try list("a list of labels") {
      let name = try element.choiceName()
      guard seen.insert(name).inserted else { throw element.failure("is in the list already (found \(name))") }
      names.append(name)
    }
    guard !names.isEmpty else { throw failure("needs at least one label (found an empty list)") }
    return names
  }

  private func sharedFields() throws(SoundscapeError) -> Set<EventField> {
    var fields: Set<EventField> = []
    for element in try list("a list of fields") {
      let field = try element.word(among: EventField.sharable)
      guard fields.insert(field).inserted else {
        throw element.failure("is in the list already (found \(field.rawValue))")
      }
    }
    return fields
  }

  private typealias Override = [(name: String, key: RecipeNode, value: RecipeNode)]

  /// The fields that differ by label; null takes a field away.
  private func overrides(labels: [String]) throws(SoundscapeError) -> NameTable<Override> {
    var overrides: NameTable<Override> = [:]
    let known = NameSet(labels)
    for (label, key, fields) in try entries() {
      guard known.contains(label) else {
        let hint = hint(for: label, among: labels)
        throw key.failure(
          "is not a label of the group\(hint.isEmpty ? " (it has \(shortened(labels.joined(separator: ", "), to: 300)))" : hint)"
        )
      }
      if fields.isNull { continue }
      _ = try fields.mapping(keys: EventField.sharable.map(\.rawValue) + ["effects"])
      overrides[label] = try fields.entries()
    }
    return overrides
  }

  /// Where a group's members and their fields are, as `events[0].vocals.snr`.
  func collectMemberLocations(into locations: inout NameTable<String>) {
    guard case .mapping(let mapping) = node, case .sequence(let labels)? = mapping[text: "labels"] else { return }
    for (i, label) in labels.enumerated() {
      let name = label.string ?? ""
      locations["\(keyPath).\(name)"] = locations["\(keyPath).labels[\(i)]"]
      locations["\(keyPath).\(name).label"] = locations["\(keyPath).labels[\(i)]"]
      for field in EventField.sharable.map(\.rawValue) {
        let place = locations["\(keyPath).override.\(name).\(field)"] ?? locations["\(keyPath).\(field)"]
        if let place { locations["\(keyPath).\(name).\(field)"] = place }
      }
    }
  }
}
