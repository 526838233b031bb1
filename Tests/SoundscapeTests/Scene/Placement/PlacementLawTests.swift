import TestSupport
import Testing

@testable import Soundscape

/// The times follow the product of their distributions conditional on the constraints. Seeds are fixed: a test of
/// statistics would fail now and then.
@Suite struct PlacementLawTests {
  private typealias Fixture = PlacementFixture
  private static let everywhere = Distribution.uniform(0...10)
  /// Equal laws exceed it once in a thousand times.
  private static let mostDistance = 1.95

  private func expectSameLaw(_ ours: [[Seconds]], _ theirs: [[Seconds]], _ comment: Comment) {
    for index in ours[0].indices {
      let distance = Fixture.distance(ours.map { $0[index] }, theirs.map { $0[index] })
      #expect(distance < Self.mostDistance, "\(comment), item \(index)")
      // In order of time: the joint law rather than that of each item.
      let sorted = Fixture.distance(ours.map { $0.sorted()[index] }, theirs.map { $0.sorted()[index] })
      #expect(sorted < Self.mostDistance, "\(comment), place \(index)")
    }
    let first = { (times: [Seconds]) in times[0] < times[1] ? 1.0 : 0 }
    let difference =
      ours.map(first).reduce(0, +) / Double(ours.count) - theirs.map(first).reduce(0, +) / Double(theirs.count)
    // Three and a half standard deviations of the difference of two shares.
    let deviation = (0.25 / Double(ours.count) + 0.25 / Double(theirs.count)).squareRoot()
    expectClose(difference, 0, within: 3.5 * deviation)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let items: [PlacementItem]
    let rules: PlacementRules
  }

  static let exactCases = [
    Case(
      testDescription: "no_overlap: all with gaps", items: [1, 2, 0.5].map { Fixture.item($0, everywhere) },
      rules: Fixture.rules(apart: .all, gap: 0.2)),
    Case(
      testDescription: "max_polyphony: 1", items: [1.5, 2, 0.5].map { Fixture.item($0, everywhere) },
      rules: Fixture.rules(polyphony: 1)),
    Case(
      testDescription: "starts in one range, where the last one's duration does not count",
      items: [1, 0.25, 2].map { Fixture.item($0, .uniform(2...6.5)) }, rules: Fixture.rules(apart: .all)),
    Case(
      testDescription: "each label by itself",
      items: [
        Fixture.item(2, everywhere), Fixture.item(3, everywhere), Fixture.item(2, .normal(mean: 2, deviation: 1), "b"),
      ],
      rules: Fixture.rules(apart: .sameLabel)),
  ]

  @Test(arguments: exactCases) func orderedGapsAreTheLawOfRejection(example: Case) throws {
    let log = try #require(Placement.logProbability(of: example.items, example.rules))
    var source = MersenneTwister(seed: .integer(20))
    let (expected, acceptance) = Fixture.rejection(example.items, example.rules, count: 1000, &source)
    let probability = Math.exponential(log)
    // Four standard deviations of the share accepted.
    expectClose(acceptance, probability, within: 4 * probability * ((1 - probability) / 1000).squareRoot())
    let ours = try (0..<1000).map { seed in
      try Placement.times(of: example.items, example.rules, uniform: Fixture.stream(UInt32(seed))).get()
    }
    expectSameLaw(ours, expected, "\(example.testDescription)")
  }

  static let chainCases =
    exactCases + [
      Case(
        testDescription: "distributions of all kinds",
        items: [
          Fixture.item(1, .normal(mean: 3, deviation: 1)),
          Fixture.item(1.5, .truncnorm(mean: 5, deviation: 2, in: 1...7)),
          Fixture.item(1, .uniform(0...5)), Fixture.item(0.5, .choose([1, 2, 3, 4, 5, 6])),
        ], rules: Fixture.rules(apart: .all)),
      Case(
        testDescription: "polyphony",
        items: [
          Fixture.item(2, .normal(mean: 3, deviation: 1)), Fixture.item(3, .normal(mean: 4, deviation: 2)),
          Fixture.item(3, .uniform(0...5)), Fixture.item(2, .chooseWeighted([6, 1, 2, 3], weights: [1, 2, 3, 1])),
          Fixture.item(2, .choose([1, 3, 5])),
        ], rules: Fixture.rules(polyphony: 2)),
    ]

  /// One long run, looked at every few sweeps, has the law that rejection has.
  @Test(arguments: chainCases) func theChainIsStationary(example: Case) throws {
    var source = MersenneTwister(seed: .integer(30))
    let expected = Fixture.rejection(example.items, example.rules, count: 700, &source).times
    var numbers = UniformNumbers { [draw = Fixture.stream(40)] in draw($0) }
    var search = PlacementSearch(PlacementProblem(example.items, example.rules))
    var chain = PlacementChain(try search.start(&numbers).get())
    chain.run(&numbers)
    let ours = (0..<700).map { _ in
      for _ in 0..<4 { chain.sweep(&numbers) }
      return chain.times
    }
    expectSameLaw(ours, expected, "\(example.testDescription)")
  }

  /// Independent runs, each from its own start, of the length that is used.
  @Test func runsAreLongEnoughToForgetTheirStart() throws {
    let example = Self.chainCases[4]
    var source = MersenneTwister(seed: .integer(50))
    let expected = Fixture.rejection(example.items, example.rules, count: 1000, &source).times
    let ours = try (0..<80).map { seed in
      var numbers = UniformNumbers(number: Fixture.stream(UInt32(seed)))
      var search = PlacementSearch(PlacementProblem(example.items, example.rules))
      var chain = PlacementChain(try search.start(&numbers).get())
      chain.run(&numbers)
      return chain.times
    }
    expectSameLaw(ours, expected, "independent runs")
  }

  @Test func noClosedFormIsClaimedWhereThereIsNone() {
    let normal = Fixture.item(1, .normal(mean: 3, deviation: 1))
    #expect(Placement.logProbability(of: [normal, normal], Fixture.rules(apart: .all)) == nil)
    let three = [2, 2, 2].map { Fixture.item($0, Self.everywhere) }
    #expect(Placement.logProbability(of: three, Fixture.rules(polyphony: 2)) == nil)
    #expect(Placement.logProbability(of: three, Fixture.rules(polyphony: 3)) == 0, "cannot be exceeded")
    #expect(Placement.logProbability(of: three, Fixture.rules(6, apart: .all)) == -.infinity, "no room to spare")
  }
}
