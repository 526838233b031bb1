import TestSupport
import Testing

@testable import Soundscape

@Suite struct PlacementFeasibilityTests {
  private typealias Fixture = PlacementFixture

  #if DEBUG
    private static let recipeCount = 100
  #else
    private static let recipeCount = 10_000
  #endif

  /// Random recipes around a hidden placement: none is violated, none hangs, none is said to be impossible. Where items
  /// do more than take turns the search is bounded, and may miss one in thousands.
  @Test func solvesEveryFeasibleRecipe() throws {
    let seed = UInt32.random(in: 0 ... .max)
    var source = MersenneTwister(seed: .integer(seed))
    var missed: [String] = []
    for number in 0..<Self.recipeCount {
      let (items, rules) = Self.feasible(&source)
      #expect(Placement.infeasibility(of: items.map(PlacementBounds.init), rules) == nil, "seed \(seed), \(number)")
      switch Placement.times(of: items, rules, uniform: Fixture.stream(seed &+ UInt32(number))) {
      case .failure(let failure):
        missed.append("seed \(seed), \(number): \(failure)")
        #expect(!failure.isCertain, "seed \(seed), \(number): \(failure)")
      case .success(let times):
        // The tolerance between constant times; twice, for two that meet.
        #expect(Fixture.violation(items, times, rules) <= 2 * Placement.rounding, "seed \(seed), \(number)")
        for (item, time) in zip(items, times) {
          #expect(item.time.quantile(0.5, in: time...time) == time, "seed \(seed), \(number): \(item.name) at \(time)")
        }
      }
    }
    #expect(missed.count <= Self.recipeCount / 1000, "\(missed)")
  }

  /// Nine events one after the other, some at listed times: a few of the 362,880 orders fit.
  @Test func takingTurnsIsSolvedExactly() throws {
    typealias Row = (duration: Seconds, time: Distribution)
    let rows: [Row] = [
      (1.704, .uniform(0...10)), (0.911, .choose([5.039, 3.740, 5.534])), (1.750, .uniform(4.763...6.615)),
      (0.959, .choose([5.636, 1.944])), (1.496, .uniform(0...10)), (0.333, .uniform(1.846...3.767)),
      (0.596, .uniform(0...10)), (0.849, .choose([0.864, 0.511, 7.615])), (0.693, .choose([9.196, 0.128, 9.769])),
    ]
    let items = rows.map { Fixture.item($0.duration, $0.time) }
    let rules = Fixture.rules(apart: .all)
    for seed in 0..<UInt32(20) {
      let times = try Placement.times(of: items, rules, uniform: Fixture.stream(seed)).get()
      #expect(Fixture.violation(items, times, rules) <= 2 * Placement.rounding, "seed \(seed)")
    }
  }

  /// What only the lists of times forbid, no bound can prove; the search can, since it leaves nothing out.
  @Test func takingTurnsIsRefusedForCertain() {
    let items = [(2.0, [1.0, 4]), (2, [2.0, 4]), (2, [3.0, 4.5])].map { Fixture.item($0.0, .choose($0.1)) }
    guard
      case .failure(let failure) = Placement.times(of: items, Fixture.rules(apart: .all), uniform: Fixture.stream(1))
    else {
      Issue.record("solved")
      return
    }
    #expect(failure.isCertain && failure.shortfall > 0 && failure.constraint == .noOverlap)
  }

  /// Where arithmetic proves it, the message has the arithmetic rather than the result of a search.
  @Test func arithmeticGoesBeforeTheSearch() {
    let items = (0..<4).map { Fixture.item(3, .truncnorm(mean: 4, deviation: 2, in: 0...7), name: "event\($0)") }
    guard
      case .failure(let failure) = Placement.times(of: items, Fixture.rules(apart: .all), uniform: Fixture.stream(1))
    else {
      Issue.record("solved")
      return
    }
    #expect(failure.isCertain && failure.description.contains("12 s > 10 s"), "\(failure)")
  }

  private static func feasible(_ source: inout MersenneTwister) -> ([PlacementItem], PlacementRules) {
    let rules = randomRules(&source)
    let mostDuration = source.uniform(0.2...6)
    var (items, hidden): ([PlacementItem], [Seconds]) = ([], [])
    for _ in 0..<(60 + source.index(below: 100)) where items.count < 12 {
      let count = source.unitInterval() < 0.85 ? 1 : 2
      let parts = (0..<count).map { _ in
        PlacementPart(label: ["a", "b", "c"][source.index(below: 3)], duration: source.uniform(0.05...mostDuration))
      }
      let longest = parts.map(\.duration).max() ?? 0
      guard longest < rules.duration else { continue }
      var time = source.uniform(0...(rules.duration - longest))
      // Often right behind another: packed without room to spare.
      if !items.isEmpty, source.unitInterval() < 0.5 {
        let other = source.index(below: items.count)
        time = hidden[other] + (items[other].parts.map(\.duration).max() ?? 0) + rules.constraints.minGap
      }
      let item = PlacementItem(name: "event\(items.count)", parts: parts, time: around(time, &source))
      guard Fixture.violation(items + [item], hidden + [time], rules) == 0 else { continue }
      items.append(item)
      hidden.append(time)
    }
    return (items, rules)
  }

  private static func randomRules(_ source: inout MersenneTwister) -> PlacementRules {
    let apart: [Constraints.NoOverlap?] = [.all, .sameLabel, .labels(["a", "b"]), nil]
    let rule = apart[source.index(below: 4)]
    let polyphony = rule == nil || source.unitInterval() < 0.4 ? 1 + source.index(below: 4) : nil
    return Fixture.rules(
      polyphony: polyphony, apart: rule, gap: source.unitInterval() < 0.6 ? 0 : source.uniform(0...0.3))
  }

  /// A distribution that may give the time.
  private static func around(_ time: Seconds, _ source: inout MersenneTwister) -> Distribution {
    let other = source.uniform(0...10)
    let low = time - source.uniform(0...2)
    let high = time + source.uniform(0...2)
    switch source.index(below: 9) {
    case 0: return .const(time)
    case 1: return .choose([time, other, source.uniform(0...10)])
    case 2: return .chooseWeighted([other, time], weights: [1, 0.3])
    case 3: return .normal(mean: other, deviation: source.uniform(0.1...4))
    case 4: return .truncnorm(mean: other, deviation: source.uniform(0.3...2), in: low...high)
    case 5: return .uniform(low...high)
    default: return .uniform(0...10)
    }
  }

  /// On a grid of whole seconds every placement can be tried: where there is a proof, none is feasible.
  @Test func neverProvesWhatIsNotSo() {
    let seed = UInt32.random(in: 0 ... .max)
    var source = MersenneTwister(seed: .integer(seed))
    var (proven, infeasible) = (0, 0)
    for number in 0..<200 {
      let rules = PlacementRules(
        duration: 6, constraints: Self.randomRules(&source).constraints.withWholeGap(source.index(below: 2)))
      let items = (0..<(2 + source.index(below: 3))).map { index in
        let low = Double(source.index(below: 4))
        let times: [Distribution] = [
          .const(low), .uniform(low...(low + Double(source.index(below: 4)))), .choose([low, low + 2]), .uniform(0...6),
        ]
        return Fixture.item(
          Double(1 + source.index(below: 4)), times[source.index(below: 4)], ["a", "b", "c"][source.index(below: 3)],
          name: "event\(index)")
      }
      let isFeasible = Self.existsOnGrid(items, rules)
      if !isFeasible { infeasible += 1 }
      let proof = Placement.infeasibility(of: items.map(PlacementBounds.init), rules)
      if proof != nil { proven += 1 }
      #expect(!(isFeasible && proof != nil), "seed \(seed), \(number): \(proof ?? "")")
      // What is drawn agrees: found exactly where there is something to find.
      let drawn = Placement.times(of: items, rules, uniform: Fixture.stream(seed &+ UInt32(number)))
      #expect(((try? drawn.get()) != nil) == isFeasible, "seed \(seed), \(number)")
    }
    #expect(Double(proven) > 0.8 * Double(infeasible), "seed \(seed): only \(proven) of \(infeasible) proven")
  }

  private static func existsOnGrid(_ items: [PlacementItem], _ rules: PlacementRules, _ times: [Seconds] = []) -> Bool {
    guard Fixture.violation(Array(items.prefix(times.count)), times, rules) == 0 else { return false }
    guard times.count < items.count else { return true }
    return (0...6).contains { second in
      items[times.count].time.quantile(0, in: Double(second)...Double(second)) != nil
        && existsOnGrid(items, rules, times + [Double(second)])
    }
  }
}

extension Constraints {
  fileprivate func withWholeGap(_ gap: Int) -> Constraints {
    var constraints = self
    constraints.minGap = Double(gap)
    return constraints
  }
}
