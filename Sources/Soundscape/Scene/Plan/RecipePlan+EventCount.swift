// How many events a mixture has, and how much its annotation repeats.

extension RecipePlan {
  /// Refuses a mixture whose annotation would be larger than any that is read.
  ///
  /// - Parameter counts: how many of each entry; nil for one that has no count.
  func checkEventCount(_ counts: [Int?]) throws(SoundscapeError) {
    if let problem = eventCountProblem(counts) { throw .draw(event: "events", problem: problem) }
  }

  /// Refuses a recipe of which every mixture would be so.
  func checkLeastEventCount() throws(SoundscapeError) {
    if let problem = eventCountProblem(leastCounts) {
      throw .recipe(location: recipe.origin.location(of: "events"), problem: problem)
    }
  }

  private func eventCountProblem(_ counts: [Int?]) -> String? {
    let total = zip(entries, counts).reduce(backgrounds.count) { $0 + ($1.1 ?? 1) * $1.0.memberCount }
    if total > RecipeLimits.mostEvents { return SoundscapeError.tooManyEventsProblem(total) }
    // Few events repeat little, however long their lists are.
    guard total > Self.fewEvents else { return nil }
    let listed = zip(entries, counts).reduce(0) { sum, part in
      sum + (part.1 ?? 1) * part.0.specs.reduce(0) { $0 + $1.listedCount }
    }
    guard listed > RecipeLimits.mostListedValues else { return nil }
    return
      "the annotation of a mixture repeats at most \(RecipeLimits.mostListedValues) listed values (found \(listed))"
  }

  private static let fewEvents = 1_000
}

extension RecipePlan.Entry {
  /// How many events it gives; each mixture asks, so that no spec is copied for it.
  fileprivate var memberCount: Int {
    switch self {
    case .event: 1
    case .group(let plan): plan.members.count
    }
  }

  /// One for each event that it gives.
  fileprivate var specs: [EventSpec] {
    switch self {
    case .event(let plan): [plan.spec]
    case .group(let plan): plan.members.map(\.spec)
    }
  }
}

extension EventSpec {
  /// How many values are listed in its distributions.
  fileprivate var listedCount: Int {
    EventField.allCases.reduce(0) { sum, field in
      switch request(field) {
      case .name(let choice): sum + choice.names.count
      case .sourceTime(let numbers): sum + numbers.listedCount
      case .number(let numbers): sum + (numbers?.listedCount ?? 0)
      }
    }
  }
}

extension NumberDistribution {
  fileprivate var listedCount: Int {
    switch self {
    case .choose(let values), .chooseWeighted(let values, _), .cycle(let values): values.count
    case .shared(_, let inner): inner.listedCount
    case .const, .uniform, .normal, .truncnorm, .step: 1
    }
  }
}

extension SoundscapeError {
  /// A mixture of more events than there can be in one.
  static func tooManyEvents(_ count: Int) -> SoundscapeError {
    .draw(event: "events", problem: tooManyEventsProblem(count))
  }

  fileprivate static func tooManyEventsProblem(_ count: Int) -> String {
    "a mixture has at most \(RecipeLimits.mostEvents) events (found \(count))"
  }
}
