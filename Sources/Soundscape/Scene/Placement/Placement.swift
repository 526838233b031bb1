/// One sound of a placement item.
struct PlacementPart: Hashable, Sendable {
  var label: String
  /// In the mixture, after stretching.
  var duration: Seconds
}

/// What of an event matters to when it sounds: a foreground event, or several that share one event time (a coherent
/// group) and so move as one.
struct PlacementItem: Hashable, Sendable {
  /// For messages.
  var name: String
  /// All begin at the item's time.
  var parts: [PlacementPart]
  /// The event time of the recipe; `shared` and `cycle` were drawn already and are constants.
  var time: Distribution
}

/// What a mixture asks of its event times.
struct PlacementRules: Hashable, Sendable {
  /// The mixture's.
  var duration: Seconds
  var constraints: Constraints
  var fit: FitPolicy = .conditional
}

/// Draws event times that depend on each other.
///
/// The law is the product of the items' distributions, each cut to what fits the mixture, conditional on the
/// constraints. There are three methods, each tried when the one before does not apply:
///
/// 1. `OrderedGaps`: items apart from each other, all uniform over all their possible starts. Exact.
/// 2. Rejection: times drawn from the product until they satisfy the constraints. Exact.
/// 3. `PlacementSearch` finds one feasible start, and `PlacementChain` moves it by a Markov chain whose stationary law
///    is the wanted one. As near as the number of sweeps allows.
///
/// Touching is not an overlap: what is drawn satisfies `start ≥ previous end` in doubles, the end being `time + duration`.
/// Times that are constants or lists in the recipe may miss by `rounding`, since 0.1 + 0.2 is more than 0.3.
enum Placement {
  /// Fixed times may overlap by this much: far above the rounding of an hour in doubles, far below a frame.
  static let rounding: Seconds = 1e-9

  /// Rejection draws so many times at the least, and for few items up to five times as often, before the chain takes
  /// over: its law is exact.
  static let leastRejections = 200
  private static let mostRejectedTimes = 20_000

  /// One try at times for items whose durations are settled, in the items' order.
  ///
  /// `uniform(k)` is the k-th number in 0 ..< 1 of this try's stream; as many are taken as needed, in order.
  /// Always ends: each of its loops has a named bound.
  static func times(
    of items: [PlacementItem], _ rules: PlacementRules, uniform: @escaping (Int) -> Double
  ) -> Result<[Seconds], PlacementFailure> {
    var numbers = UniformNumbers(number: uniform)
    let problem = PlacementProblem(items, rules)
    if let failure = problem.failureOfOneItem { return .failure(failure) }
    let proposal = PlacementProposal(problem)
    if let failure = proposal.failure { return .failure(failure) }
    if proposal.isExact { return .success(proposal.draw(&numbers)) }
    if !problem.isFixed {
      let rejections = mostRejectedTimes / max(1, items.count)
      for _ in 0..<min(max(rejections, leastRejections), 5 * leastRejections) {
        let times = proposal.draw(&numbers)
        if problem.worstViolation(times) == nil { return .success(times) }
      }
    }
    var search = PlacementSearch(problem)
    switch search.start(&numbers) {
    case .failure(var failure):
      explain(&failure, items, rules, isDecided: search.leavesNothingOut)
      return .failure(failure)
    case .success(let timeline):
      var chain = PlacementChain(timeline)
      chain.run(&numbers)
      return .success(chain.times)
    }
  }

  /// Gives a failure of the search the proof, if there is one, that no search could have done better.
  private static func explain(
    _ failure: inout PlacementFailure, _ items: [PlacementItem], _ rules: PlacementRules, isDecided: Bool
  ) {
    if failure.isCertain { return }
    if let proof = infeasibility(of: items.map(PlacementBounds.init), rules) {
      failure.isCertain = true
      failure.description = proof
    } else if isDecided {
      failure.isCertain = true
      failure.description = "no order of the events fits; \(failure.description)"
    }
  }

  /// The log of the probability that independent times with these durations satisfy the constraints.
  ///
  /// Nil where it is not known in closed form. −∞ where the probability is 0, as with no room to spare, which need not
  /// be infeasible.
  static func logProbability(of items: [PlacementItem], _ rules: PlacementRules) -> Double? {
    let problem = PlacementProblem(items, rules)
    if problem.failureOfOneItem != nil { return -.infinity }
    let proposal = PlacementProposal(problem)
    if proposal.failure != nil { return -.infinity }
    return proposal.isExact ? proposal.logProbability : nil
  }
}

/// The numbers of one try, taken in order.
struct UniformNumbers {
  let number: (Int) -> Double
  private var count = 0

  init(number: @escaping (Int) -> Double) { self.number = number }

  mutating func next() -> Double {
    defer { count += 1 }
    return number(count)
  }

  /// A whole number in 0 ..< count, each as likely.
  mutating func index(below count: Int) -> Int { min(Int(next() * Double(count)), count - 1) }

  /// The number of a weight, by the weights; the last of those above 0 where rounding leaves none.
  mutating func index(weights: [Double]) -> Int {
    var rest = next() * weights.reduce(0, +)
    var last = 0
    for (index, weight) in weights.enumerated() where weight > 0 {
      if rest < weight { return index }
      rest -= weight
      last = index
    }
    return last
  }

  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(last, index(below: last + 1)) }
  }
}
