/// A recipe, or one of its variants, made ready for drawing from a soundbank.
final class RecipePlan: Sendable {
  /// An entry of the recipe's `events`.
  enum Entry: Sendable {
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
    /// A group's own spec.
    var template: EventSpec? { if case .group(let plan) = self { plan.template } else { nil } }
    /// Of each event that it gives.
    var plans: [EventPlan] {
      switch self {
      case .event(let plan): [plan]
      case .group(let plan): plan.members
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
  /// The variant that the recipe is; nil for a recipe without any.
  let variant: MixtureOrigin.Variant?
  /// What every event plays, where a list says so.
  let compositions: ComposedFiles?
  /// The values of `let` that it uses.
  let lets: LetUses
  /// The events that mixtures last as long as, by what they are drawn from.
  let pacing: Set<EventKey>
  let soundbank: Soundbank
  /// What the gate listens to.
  let sounds: SourceCache
  let backgrounds: [EventPlan]
  let entries: [Entry]
  /// What must differ among the events; nil for nothing.
  let foregroundKeys: SourceKeys?
  /// What must differ among the backgrounds; nil for nothing.
  let backgroundKeys: SourceKeys?
  /// The places of the foreground labels that are played whole.
  let protectedLabels: Set<Int>
  /// What the lengths of events depend on.
  let lengths: PlanLengths
  /// Whether a mixture's draws depend on how often something was used before.
  let hasCycles: Bool
  /// Whether something goes through its files step by step, as far as each goes.
  let hasFileSteps: Bool
  /// Whether it is dealt which groups are coherent.
  let dealsCoherence: Bool
  /// The keys of each entry's first copies: hashing a name takes longer than drawing from its key.
  private let copyKeys: [[EventKey]]

  private static let mostCopyKeys = 32

  /// *Throws:* `.recipe` where the recipe names what the soundbank does not have, or asks for what is impossible.
  init(
    recipe: Recipe, variant: MixtureOrigin.Variant? = nil, soundbank: Soundbank, sounds: SourceCache
  ) throws(SoundscapeError) {
    try recipe.checkNames(against: soundbank)
    let recipe = recipe.spelled(as: soundbank)
    self.recipe = recipe
    self.variant = variant
    lets = LetUses(of: recipe)
    self.soundbank = soundbank
    self.sounds = sounds
    backgrounds = zip(recipe.backgrounds, recipe.backgroundNames).enumerated().map { i, entry in
      let (background, name) = entry
      var spec = EventSpec()
      (spec.label, spec.sourceFile, spec.sourceTime) = (background.label, background.sourceFile, background.sourceTime)
      return EventPlan(
        spec, role: .background, keyPath: "background[\(i)]", name: name, side: soundbank.background)
    }
    entries = zip(recipe.events, recipe.eventNames).enumerated().map { i, event in
      let (spec, name) = event
      let keyPath = "events[\(i)]"
      if let group = spec.group {
        return .group(GroupPlan(group, template: spec, keyPath: keyPath, name: name, side: soundbank.foreground))
      }
      return .event(EventPlan(spec, role: .foreground, keyPath: keyPath, name: name, side: soundbank.foreground))
    }
    compositions = try recipe.compositions.map { list throws(SoundscapeError) in
      try ComposedFiles(
        list, side: soundbank.foreground, location: recipe.origin.location(of: "compositions"))
    }
    pacing = Self.pacing(of: recipe, entries)
    let groups: SoundGroups?
    do throws(Pattern.Failure) { groups = try recipe.constraints.excludeGroups.map(SoundGroups.init) } catch {
      throw .recipe(
        location: recipe.origin.location(of: "constraints.exclude_groups"),
        problem: "is not a valid regular expression")
    }
    foregroundKeys = SourceKeys(recipe.constraints, side: soundbank.foreground, groups: groups)
    // `exclude_groups` applies to foreground events only: rooms and streets have no artists.
    backgroundKeys = SourceKeys(recipe.constraints, side: soundbank.background, groups: nil)
    let names = soundbank.foreground.labelNames
    protectedLabels =
      recipe.protectedLabels == .all
      ? Set(names.indices) : Set(recipe.protectedLabels.names.compactMap { names.index(ofName: $0) })
    lengths = PlanLengths(of: entries, recipe, soundbank, protectedLabels: protectedLabels)
    copyKeys = entries.map { entry in
      guard let count = entry.count else { return [] }
      let most = Int(min(max(count.support.upperBound, 0), Double(Self.mostCopyKeys)))
      return (0..<most).map { entry.key.copy($0) }
    }
    hasCycles = backgrounds.contains(where: \.hasCycle) || entries.contains(where: \.hasCycle)
    let plans = backgrounds + entries.flatMap(\.plans)
    let templates = entries.compactMap(\.template)
    hasFileSteps =
      plans.contains { $0.spec.sourceTime.stepsToEnd } || templates.contains(where: \.sourceTime.stepsToEnd)
    dealsCoherence = entries.contains { $0.template?.group?.coherence.isCycle == true }
    try checkGroups()
    try checkLeastEventCount()
    try checkDistinct()
    try checkFeasibility()
  }

  private static func pacing(of recipe: Recipe, _ entries: [Entry]) -> Set<EventKey> {
    guard case .events(let law)? = recipe.durationLaw else { return [] }
    let names = NameSet(law.names)
    return Set(entries.filter { names.contains($0.key.name) }.flatMap { $0.plans.map(\.key) })
  }

  /// The events of a mixture before anything of them is drawn.
  ///
  /// - Parameter counts: how many of each entry; nil for one that has no count.
  func slotGroups(counts: [Int?], isCoherent: (EventKey, GroupPlan) -> Bool) -> [SlotGroup] {
    var groups: [SlotGroup] = []
    groups.reserveCapacity(counts.reduce(0) { $0 + ($1 ?? 1) })
    for (i, entry) in entries.enumerated() {
      for k in 0..<(counts[i] ?? 1) {
        let key = counts[i] == nil ? entry.key : k < copyKeys[i].count ? copyKeys[i][k] : entry.key.copy(k)
        switch entry {
        case .event(let plan): groups.append(SlotGroup(single: plan, key: key))
        case .group(let plan): groups.append(SlotGroup(group: plan, key: key, isCoherent: isCoherent(key, plan)))
        }
      }
    }
    return groups
  }

  /// The backgrounds of a mixture before anything of them is drawn.
  var backgroundSlots: [SlotGroup] { backgrounds.map { SlotGroup(single: $0, key: $0.key) } }

  /// How many of each entry there are at the least; nil for one that has no count.
  var leastCounts: [Int?] { entries.map { $0.count?.leastWholeNumber } }

  /// What not even the fewest events can keep is refused before anything is drawn.
  private func checkDistinct() throws(SoundscapeError) {
    // A group that may be coherent counts as coherent: that asks for less.
    let events = slotGroups(counts: leastCounts) { $1.spec.coherence.mayHold }
    do {
      _ = try distinctSelection(of: events, .foreground)
      _ = try distinctSelection(of: backgroundSlots, .background)
    } catch {
      throw .recipe(
        location: recipe.origin.location(of: "constraints.\(constraint(of: error))"), problem: message(of: error))
    }
  }

  /// Keeps the labels and sources of a mixture's events, or of its backgrounds, apart; nil where nothing must differ.
  func distinctSelection(
    of groups: [SlotGroup], _ role: Role
  ) throws(DistinctSelection.Shortage) -> DistinctSelection? {
    try DistinctSelection(
      groups, distinctLabels: recipe.constraints.distinctLabels,
      sources: role == .foreground ? foregroundKeys : backgroundKeys)
  }

  private func constraint(of shortage: DistinctSelection.Shortage) -> String {
    switch shortage.missing {
    case .labels: "distinct_labels"
    case .sources:
      shortage.role == .background || recipe.constraints.distinctSources ? "distinct_sources" : "exclude_groups"
    }
  }

  /// Which events are too many for what.
  func message(of shortage: DistinctSelection.Shortage) -> String {
    let what: String
    let names: [String]
    switch shortage.missing {
    case .labels(let places):
      what = "labels"
      names = places.map { soundbank.side(shortage.role).labels[$0].name }
    case .sources(let numbers):
      let keys = shortage.role == .foreground ? foregroundKeys : backgroundKeys
      what = "sources"
      names = numbers.map { keys?.names[$0] ?? "\($0)" }
    }
    let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
    let held = names.isEmpty ? "none" : "only \(names.count): \(shown)"
    let events = shortage.events.prefix(8).joined(separator: ", ") + (shortage.events.count > 8 ? ", …" : "")
    return "\(shortage.events.count) events (\(events)) need different \(what), and together may have \(held)"
  }

  private func checkGroups() throws(SoundscapeError) {
    for case .group(let plan) in entries where plan.spec.coherence.mayHold && plan.spec.shared.contains(.sourceFile) {
      guard plan.songOptions.count == 0 else { continue }
      let labels = plan.spec.members.flatMap(\.label.names).joined(separator: ", ")
      throw .recipe(
        location: recipe.origin.location(of: plan.keyPath),
        problem: "no file has the same name under all of its labels (\(labels)), so none can be drawn coherent")
    }
  }
}
