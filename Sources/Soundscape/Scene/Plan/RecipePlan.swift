/// A recipe, or one of its variants, made ready for drawing from a soundbank.
final class RecipePlan: Sendable {
  enum Unit: Sendable {
    case event(EventPlan)
    case group(GroupPlan)

    var key: EventKey {
      switch self {
      case .event(let plan): plan.key
      case .group(let plan): plan.key
      }
    }
    var hasCycle: Bool {
      switch self {
      case .event(let plan): plan.hasCycle
      case .group(let plan): plan.template.hasCycle || plan.members.contains(where: \.hasCycle)
      }
    }
    var count: Distribution? {
      switch self {
      case .event(let plan): plan.spec.count
      case .group(let plan): plan.template.count
      }
    }
  }

  let recipe: Recipe
  let soundbank: Soundbank
  /// What the gate listens to.
  let sounds: SourceCache
  let backgrounds: [EventPlan]
  let units: [Unit]
  /// What must differ among the events; nil for nothing.
  let foregroundKeys: SourceKeys?
  /// What must differ among the backgrounds; nil for nothing.
  let backgroundKeys: SourceKeys?
  /// The places of the foreground labels that are played whole.
  let protectedLabels: Set<Int>
  /// Whether a mixture's draws depend on how often something was used before.
  let hasCycles: Bool
  /// The keys of each unit's first copies: hashing a name takes longer than drawing from its key.
  private let copyKeys: [[EventKey]]

  private static let mostCopyKeys = 32

  /// *Throws:* `.recipe` where the recipe names what the soundbank does not hold, or asks for what cannot be had.
  init(recipe: Recipe, soundbank: Soundbank, sounds: SourceCache) throws(SoundscapeError) {
    try recipe.checkNames(against: soundbank)
    self.recipe = recipe
    self.soundbank = soundbank
    self.sounds = sounds
    backgrounds = recipe.backgrounds.enumerated().map { i, background in
      var spec = EventSpec()
      (spec.label, spec.sourceFile, spec.sourceTime) = (background.label, background.sourceFile, background.sourceTime)
      let name = "background[\(i)]"
      return EventPlan(spec, role: .background, keyPath: name, name: name, side: soundbank.background)
    }
    units = zip(recipe.events, recipe.eventNames).enumerated().map { i, event in
      let (spec, name) = event
      let keyPath = "events[\(i)]"
      if let group = spec.group {
        return .group(GroupPlan(group, template: spec, keyPath: keyPath, name: name, side: soundbank.foreground))
      }
      return .event(EventPlan(spec, role: .foreground, keyPath: keyPath, name: name, side: soundbank.foreground))
    }
    var pattern: GroupPattern?
    if let text = recipe.constraints.excludeGroups {
      do { pattern = try GroupPattern(text) } catch {
        throw .recipe(
          location: recipe.origin.location(of: "constraints.exclude_groups"), problem: "is no regular expression")
      }
    }
    foregroundKeys = SourceKeys(recipe.constraints, side: soundbank.foreground, groups: pattern)
    // Groups are told of events alone: rooms and streets have no artists.
    backgroundKeys = SourceKeys(recipe.constraints, side: soundbank.background, groups: nil)
    let names = soundbank.foreground.labelNames
    protectedLabels = Set(recipe.protectedLabels.compactMap { names.firstIndex(of: $0) })
    copyKeys = units.map { unit in
      guard let count = unit.count else { return [] }
      let most = Int(min(max(count.support.upperBound, 0), Double(Self.mostCopyKeys)))
      return (0..<most).map { unit.key.copy($0) }
    }
    hasCycles = backgrounds.contains(where: \.hasCycle) || units.contains(where: \.hasCycle)
    try checkGroups()
    try checkDistinct()
    try checkFeasibility()
  }

  /// The events of a mixture before anything of them is drawn.
  ///
  /// - Parameter counts: how many of each unit; nil for one that has no count.
  func slots(counts: [Int?], isCoherent: (EventKey, GroupPlan) -> Bool) -> [Cast.Unit] {
    var slots: [Cast.Unit] = []
    slots.reserveCapacity(counts.reduce(0) { $0 + ($1 ?? 1) })
    for (i, unit) in units.enumerated() {
      for k in 0..<(counts[i] ?? 1) {
        let key = counts[i] == nil ? unit.key : k < copyKeys[i].count ? copyKeys[i][k] : unit.key.copy(k)
        switch unit {
        case .event(let plan): slots.append(Cast.Unit(single: plan, key: key))
        case .group(let plan): slots.append(Cast.Unit(group: plan, key: key, isCoherent: isCoherent(key, plan)))
        }
      }
    }
    return slots
  }

  /// How many of each unit there are at the least; nil for one that has no count.
  var leastCounts: [Int?] { units.map { $0.count?.leastWholeNumber } }

  /// What not even the fewest events can keep is told before anything is drawn.
  private func checkDistinct() throws(SoundscapeError) {
    // A group that may be coherent is taken for it: that asks for less.
    let events = slots(counts: leastCounts) { $1.group.coherence > 0 }
    let rules = recipe.constraints
    do {
      _ = try DistinctCast(events, labels: rules.distinctLabels, sources: foregroundKeys)
    } catch {
      let key = error.isLabels ? "distinct_labels" : rules.distinctSources ? "distinct_sources" : "exclude_groups"
      throw .recipe(location: recipe.origin.location(of: "constraints.\(key)"), problem: error.message(self))
    }
    let backgrounds = backgrounds.map { Cast.Unit(single: $0, key: $0.key) }
    do {
      _ = try DistinctCast(backgrounds, labels: rules.distinctLabels, sources: backgroundKeys)
    } catch {
      let key = error.isLabels ? "distinct_labels" : "distinct_sources"
      throw .recipe(location: recipe.origin.location(of: "constraints.\(key)"), problem: error.message(self))
    }
  }

  private func checkGroups() throws(SoundscapeError) {
    for case .group(let plan) in units where plan.group.coherence > 0 && plan.group.shared.contains(.sourceFile) {
      guard plan.songOptions.count == 0 else { continue }
      let labels = plan.group.members.flatMap(\.label.names).joined(separator: ", ")
      throw .recipe(
        location: recipe.origin.location(of: plan.keyPath),
        problem: "no file has the same name under all of its labels (\(labels)), so none can be drawn coherent")
    }
  }
}
