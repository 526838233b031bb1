/// Casts one mixture: how many events, then their labels, then their files.
struct Casting {
  let plan: RecipePlan
  let draws: MixtureDraws
  let orders: CycleOrders
  /// Where the cycles stand; goes on with every use.
  var uses: CycleUses
  private(set) var warnings: [Warning] = []
  private(set) var cast = Cast(backgrounds: [], units: [])
  private var foregroundRules: DistinctCast?

  init(plan: RecipePlan, draws: MixtureDraws, orders: CycleOrders, uses: CycleUses) {
    self.plan = plan
    self.draws = draws
    self.orders = orders
    self.uses = uses
  }

  mutating func run() throws(SoundscapeError) {
    let counts = plan.units.map { unit in
      unit.count.map { $0.wholeNumber(at: draws.uniform(drawing: $0, unit.key, .count)) }
    }
    var backgrounds = plan.backgrounds.map { Cast.Unit(single: $0, key: $0.key) }
    var units = plan.slots(counts: counts) { key, group in
      group.group.coherence > 0 && draws.uniform(key, .coherent) < group.group.coherence
    }
    if plan.hasCycles {
      countUses(&backgrounds)
      countUses(&units)
    }
    var backgroundRules = try rules(backgrounds, plan.backgroundKeys)
    var rules = try rules(units, plan.foregroundKeys)
    for i in backgrounds.indices { try castLabels(&backgrounds[i], &backgroundRules) }
    for i in units.indices { try castLabels(&units[i], &rules) }
    for i in backgrounds.indices { try castFiles(&backgrounds[i], &backgroundRules, attempt: 0) }
    for i in units.indices { try castFiles(&units[i], &rules, attempt: 0) }
    cast = Cast(backgrounds: backgrounds, units: units)
    foregroundRules = rules
  }

  /// Casts the files of a foreground unit once more, since its windows were too quiet.
  mutating func recast(_ unit: inout Cast.Unit, attempt: Int) throws(SoundscapeError) {
    var rules = foregroundRules
    rules?.release(unit)
    try castFiles(&unit, &rules, attempt: attempt)
    foregroundRules = rules
  }

  private mutating func countUses(_ units: inout [Cast.Unit]) {
    for i in units.indices {
      if let group = units[i].group { units[i].use = uses.next(group.key) }
      for j in units[i].members.indices { units[i].members[j].use = uses.next(units[i].members[j].plan.key) }
    }
  }

  private func rules(_ units: [Cast.Unit], _ keys: SourceKeys?) throws(SoundscapeError) -> DistinctCast? {
    do { return try DistinctCast(units, labels: plan.recipe.constraints.distinctLabels, sources: keys) } catch {
      throw .draw(event: "constraints", problem: error.message(plan))
    }
  }

  // MARK: Labels

  private mutating func castLabels(_ unit: inout Cast.Unit, _ rules: inout DistinctCast?) throws(SoundscapeError) {
    for i in unit.members.indices where unit.members[i].label < 0 {
      let member = unit.members[i]
      var choice = Pick(options: member.plan.labels, key: member.key, field: .label, attempt: 0)
      if choice.options.isCycle {
        choice.cycled = orders.element(member.plan.labelCycle, use: member.use, of: choice.options.count)
      }
      let label = try pick(choice) { label in rules?.takesLabel(label, member) ?? true }
      unit.members[i].label = label
    }
    // A group's labels are settled by the recipe, and still count for the others.
    for member in unit.members where !(rules?.takesLabel(member.label, member) ?? true) {
      throw .draw(event: member.key.name, problem: "label: another event of this mixture needs it")
    }
  }

  // MARK: Files

  private mutating func castFiles(
    _ unit: inout Cast.Unit, _ rules: inout DistinctCast?, attempt: Int
  ) throws(SoundscapeError) {
    if let group = unit.group, unit.shares(.sourceFile) {
      return try castSong(&unit, group, &rules, attempt: attempt)
    }
    for i in unit.members.indices {
      let member = unit.members[i]
      guard let options = member.plan.files[member.label] else { continue }
      var choice = Pick(options: options, key: member.key, field: .sourceFile, attempt: attempt)
      if options.isCycle, let cycle = member.plan.fileCycles[member.label] {
        choice.cycled = orders.element(cycle, use: uses.next(member.plan.key, member.label), of: options.count)
      }
      unit.members[i].file = try pick(choice) { file in rules?.takesFile(file, member) ?? true }
    }
  }

  /// One song for all members; those whose label lacks it are left out.
  private mutating func castSong(
    _ unit: inout Cast.Unit, _ group: GroupPlan, _ rules: inout DistinctCast?, attempt: Int
  ) throws(SoundscapeError) {
    var choice = Pick(options: group.songOptions, key: unit.key, field: .sourceFile, attempt: attempt)
    if choice.options.isCycle {
      choice.cycled = orders.element(
        group.songCycle, use: uses.next(group.key, CycleUses.songs), of: choice.options.count)
    }
    let whole = unit
    let song = try pick(choice) { song in rules?.takesSong(group.songFiles[song], whole) ?? true }
    let files = group.songFiles[song]
    unit.members = []
    for i in group.members.indices {
      guard let file = files[i] else {
        if group.group.onMissing == .skip { continue }
        throw .draw(
          event: whole.key.name,
          problem: "the song \(group.songs[song]) has no file under \(group.members[i].labelName) (on_missing: error)")
      }
      var member = whole.member(at: i, of: group)
      member.file = file
      unit.members.append(member)
    }
  }

  // MARK: One of several

  private struct Pick {
    var options: Options
    var key: EventKey
    var field: DrawKey.Field
    /// The try at the whole window, from 0.
    var attempt: Int
    /// The element that a cycle has come to.
    var cycled: Int?
  }

  /// Draws until what was drawn is accepted; what was refused is not drawn again.
  private mutating func pick(
    _ choice: Pick, isAccepted: (Int) -> Bool
  ) throws(SoundscapeError) -> Int {
    var refused: Set<Int> = []
    if let cycled = choice.cycled, choice.attempt == 0 {
      let position = choice.options[cycled]
      if isAccepted(position) { return position }
      refused.insert(position)
      warnings.append(
        Warning(
          .cycleBroken, subject: choice.key.name,
          "\(choice.field.name): what the cycle has come to is used in this mixture, another was drawn"))
    }
    for tried in 0... {
      let u = draws.uniform(
        choice.options.shared ?? choice.key, choice.options.shared == nil ? choice.field : .value,
        attempt: choice.options.shared == nil ? choice.attempt << 10 | min(tried, 1_023) : 0)
      guard
        let position = refused.isEmpty
          ? choice.options.position(at: u) : choice.options.position(at: u, where: { !refused.contains($0) })
      else { break }
      if isAccepted(position) { return position }
      refused.insert(position)
      if choice.options.shared != nil { break }
    }
    throw .draw(
      event: choice.key.name,
      problem: "\(choice.field.name): every one that it may be is used in this mixture, or needed by another event")
  }
}
