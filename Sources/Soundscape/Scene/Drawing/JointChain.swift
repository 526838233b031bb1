/// A Markov chain over labels, files, durations and times, of which the stationary law is that of independent events
/// given that they keep the constraints.
///
/// Events are drawn again by their own law, one or two at a time, with times from what the others leave, and two exchange
/// their files where files must differ; between those, times move by themselves. Where the probability of durations is
/// known (`OrderedGaps`), times are left out until the end and then drawn exactly.
struct JointChain {
  /// Events that are drawn again, and by how much they are likelier than before but for their own draws.
  private struct Proposal {
    var drafts: [(place: Int, draft: GroupDraft)]
    var factor = 1.0
  }

  /// For each event so many proposals at the most; for many events the work is bounded.
  private static let mostSweeps = 128
  private static let leastSweeps = 8
  private static let mostRedraws = 8_000
  /// The same where the probability of durations is worked out each time.
  private static let mostWork = 100_000

  private var drawing: SceneDrawing
  private var drafts: [GroupDraft]
  private var attempt: Int
  private var numbers: UniformNumbers
  /// The items of each group.
  private let items: [[Int]]

  init(_ drawing: SceneDrawing, _ drafts: [GroupDraft], after attempt: Int, _ numbers: UniformNumbers) {
    self.drawing = drawing
    self.drafts = drafts
    self.attempt = attempt
    self.numbers = numbers
    var count = 0
    items = drafts.map { draft in
      defer { count += draft.itemCount }
      return Array(count..<(count + draft.itemCount))
    }
  }

  /// Runs for as long as is worth its time.
  ///
  /// - Parameter times: with which the constraints are kept.
  mutating func run(from times: [Seconds]) -> (drafts: [GroupDraft], times: [Seconds]) {
    if let times = runWithoutTimes() { return (drafts, times) }
    var timeline = Timeline(PlacementProblem(problem(drafts), drawing.placementRules, isFinal: false))
    for (index, time) in times.enumerated() { timeline.insert(index, at: time) }
    var chain = PlacementChain(timeline)
    for _ in 0..<min(Self.mostSweeps, max(Self.leastSweeps, Self.mostRedraws / max(times.count, 1))) {
      for place in drafts.indices {
        guard let proposal = proposal(for: place) else { continue }
        let places = proposal.drafts.flatMap { items[$0.place] }
        let replacements = proposal.drafts.flatMap { drawing.items(of: $0.draft) }
        if chain.replace(places, with: replacements, factor: proposal.factor, &numbers) { take(proposal, &drafts) }
      }
      chain.sweep(&numbers)
    }
    return (drafts, chain.times)
  }

  /// Times drawn exactly after a chain over all else; nil where the probability of durations is not known.
  private mutating func runWithoutTimes() -> [Seconds]? {
    let rules = drawing.placementRules
    guard var log = Placement.logProbability(of: problem(drafts), rules), log > -.infinity else { return nil }
    var current = drafts
    let before = drafts
    for step in 0..<min(Self.mostSweeps * drafts.count, Self.mostWork / max(1, drafts.count)) {
      guard let proposal = proposal(for: step % drafts.count) else { continue }
      take(proposal, &current)
      guard let other = Placement.logProbability(of: problem(current), rules) else {
        drafts = before
        return nil
      }
      // The greatest power that is not infinite is more than enough.
      if numbers.next() < proposal.factor * Math.exponential(min(other - log, 700)) {
        (drafts, log) = (current, other)
      } else {
        current = drafts
      }
    }
    guard case .success(let times) = Placement.times(of: problem(drafts), rules, uniform: numbers.number) else {
      drafts = before
      return nil
    }
    return times
  }

  private func problem(_ drafts: [GroupDraft]) -> [PlacementItem] { drafts.flatMap { drawing.items(of: $0) } }

  private func take(_ proposal: Proposal, _ drafts: inout [GroupDraft]) {
    for (place, draft) in proposal.drafts { drafts[place] = draft }
  }

  // MARK: Proposals

  /// Nil where it cannot be drawn, or files do not differ as they must.
  private mutating func proposal(for place: Int) -> Proposal? {
    attempt += 1
    let (kind, other) = (numbers.next(), numbers.index(below: drafts.count))
    let redrawsFiles = drawing.redrawsSelection
    let rules = redrawsFiles ? drawing.selecting.foregroundRules : nil
    var proposal = Proposal(drafts: [])
    if rules != nil, kind < 0.5, other != place {
      let groups = [drafts[place].group, drafts[other].group]
      let law = SlotLaw(draws: drawing.values.draws, orders: drawing.values.orders)
      guard drawing.plan.recipe.gate == nil, let next = drawing.selecting.exchanged(groups, 0, 1, law) else {
        return nil
      }
      proposal.factor = next.ratio
      for (place, group) in zip([place, other], next.groups) {
        guard let draft = try? drawing.draft(of: group, attempt) else { return nil }
        proposal.drafts.append((place, draft))
      }
    } else {
      for place in kind < 0.75 || other == place ? [place] : [place, other] {
        var group = drawing.selecting.selection.foreground[place]
        if redrawsFiles {
          let slots = [drawing.selecting.slots[place]]
          guard let drawn = try? drawing.selecting.independently(slots, attempt: Attempt(joint: attempt)) else {
            return nil
          }
          group = drawn[0]
        }
        guard let draft = try? drawing.draft(of: group, attempt) else { return nil }
        proposal.drafts.append((place, draft))
      }
    }
    if let rules {
      var next = drafts
      take(proposal, &next)
      guard rules.areKept(by: next.map(\.group)) else { return nil }
    } else if drawing.plan.recipe.gate != nil {
      var next = drafts
      take(proposal, &next)
      guard drawing.differ(next) else { return nil }
    }
    return proposal
  }
}
