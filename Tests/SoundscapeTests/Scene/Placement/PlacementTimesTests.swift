import TestSupport
import Testing

@testable import Soundscape

@Suite struct PlacementTimesTests {
  private typealias Fixture = PlacementFixture
  private static let everywhere = Distribution.uniform(0...10)

  private func times(_ items: [PlacementItem], _ rules: PlacementRules, seed: UInt32 = 1) throws -> [Seconds] {
    try Placement.times(of: items, rules, uniform: Fixture.stream(seed)).get()
  }

  private func failure(_ items: [PlacementItem], _ rules: PlacementRules) throws -> PlacementFailure {
    do {
      let times = try times(items, rules)
      throw Found(times: times)
    } catch let failure as PlacementFailure {
      return failure
    }
  }

  private struct Found: Error { let times: [Seconds] }

  /// 1,000 events that fill 95 % of an hour: in milliseconds, since the law is drawn rather than searched.
  @Test func thousandEventsInATightHour() throws {
    let items = (0..<1000).map { Fixture.item(3 + Double($0 % 5) / 10, .uniform(0...3600)) }
    let rules = Fixture.rules(3600, apart: .all, gap: 0.22)
    var found: [Seconds] = []
    let elapsed = try ContinuousClock().measure { found = try times(items, rules) }
    // A search would take this long for one schedule.
    #expect(elapsed < .seconds(1))
    for ((start, item), next) in zip(zip(found, items).sorted { $0.0 < $1.0 }, found.sorted().dropFirst()) {
      #expect(next >= start + item.longest + 0.22)
    }
  }

  /// Ten events of 1.1 s in 11 s can only touch: not by rounding errors, but exactly.
  @Test func withoutRoomToSpareEventsTouchToTheLastBit() throws {
    for seed in 0..<20 {
      let items = (0..<10).map { _ in Fixture.item(1.1, .uniform(0...11)) }
      let found = try times(items, Fixture.rules(11, apart: .all), seed: UInt32(seed)).sorted()
      #expect(found[0] >= 0)
      for (start, next) in zip(found, found.dropFirst()) { #expect(next >= start + 1.1) }
      expectClose(found[9] + 1.1, 11, within: 1e-12)
      // The chain, which knows nothing of gaps, agrees: no two overlap, though each has one place only.
      let mixed = items.dropLast() + [Fixture.item(1.1, .normal(mean: 5, deviation: 3))]
      let searched = try times(Array(mixed), Fixture.rules(11, apart: .all), seed: UInt32(seed)).sorted()
      for (start, next) in zip(searched, searched.dropFirst()) { expectClose(next - start, 1.1, within: 1e-9) }
    }
  }

  /// 0.1 s + 0.2 s is more than 0.3 s in doubles: fixed times are not refused for that.
  @Test func givenTimesThatTouchAreTaken() throws {
    let items = [Fixture.item(0.2, .const(0.1)), Fixture.item(0.1, .const(0.3))]
    #expect(try times(items, Fixture.rules(0.4, apart: .all)) == [0.1, 0.3])
    #expect(try times(items, Fixture.rules(0.4, polyphony: 1)) == [0.1, 0.3])
    #expect(Placement.infeasibility(of: items.map(PlacementBounds.init), Fixture.rules(0.4, apart: .all)) == nil)
    // So is the last one that fits.
    #expect(try times([Fixture.item(0.1, .const(0.2))], Fixture.rules(0.3, apart: .all)) == [0.2])
  }

  @Test func latestStartsTouchExactly() {
    let seed = UInt32.random(in: 0 ... .max)
    var source = MersenneTwister(seed: .integer(seed))
    for _ in 0..<5000 {
      let limit = source.uniform(0.1...3600)
      let duration = source.uniform(0...limit)
      let gap = source.index(below: 2) == 0 ? 0 : source.uniform(0...(limit - duration))
      let start = TouchingTimes.latestStart(before: limit, duration, gap: gap)
      #expect(TouchingTimes.release(start, duration, gap: gap) <= limit, "seed \(seed)")
      expectClose(start, limit - gap - duration, within: 1e-11)
    }
  }

  @Test func listedLabelsAloneKeepApart() throws {
    let items = [
      Fixture.item(4, Self.everywhere, "dog"), Fixture.item(4, Self.everywhere, "horn"),
      Fixture.item(9, Self.everywhere, "rain"),
    ]
    let rules = Fixture.rules(apart: .labels(["dog", "horn"]), gap: 1)
    for seed in 0..<50 {
      let found = try times(items, rules, seed: UInt32(seed))
      #expect(abs(found[0] - found[1]) >= 5)
      #expect(found[2] <= 1)
    }
  }

  /// The parts of one item go together: they count for the polyphony and do not exclude each other.
  @Test func partsOfOneItemMoveAsOne() throws {
    let song = PlacementItem(
      name: "song", parts: [PlacementPart(label: "a", duration: 5), PlacementPart(label: "a", duration: 3)],
      time: Self.everywhere)
    for seed in 0..<50 {
      let rules = Fixture.rules(polyphony: 2, apart: .sameLabel)
      let found = try times([song, Fixture.item(4, Self.everywhere, "b")], rules, seed: UInt32(seed))
      // While both parts sound there is no voice left; after 3 s there is one.
      #expect(found[1] >= found[0] + 3 || found[1] + 4 <= found[0])
    }
    let failure = try failure([song], Fixture.rules(polyphony: 1))
    #expect(failure.constraint == .maxPolyphony && failure.isCertain)
  }

  @Test func failureTellsWhatFailedAndHowCloseItCame() throws {
    let fixed = [Fixture.item(2, .const(1), name: "horn#1"), Fixture.item(2, .const(2.75), name: "dog#2")]
    let overlap = try failure(fixed, Fixture.rules(apart: .all))
    #expect(overlap.constraint == .noOverlap && overlap.isCertain && overlap.items == ["horn#1", "dog#2"])
    expectClose(overlap.shortfall, 0.25, within: 1e-9)
    #expect(overlap.description == "the fixed times leave `dog#2` overlapping `horn#1` by 0.25 s")
    let crowded = try failure(fixed + [Fixture.item(2, .const(2), name: "car")], Fixture.rules(polyphony: 2))
    #expect(crowded.constraint == .maxPolyphony && crowded.description.contains("3 events sounding at once for 0.25 s"))
    let gap = try failure([fixed[0], Fixture.item(1, .const(3.5), name: "car")], Fixture.rules(apart: .all, gap: 0.75))
    #expect(gap.description == "the fixed times leave `car` 0.25 s short of the gap of 0.75 s to `horn#1`")
    // The windows say nothing about lists: only the search can.
    let lists = [
      Fixture.item(3, .choose([0, 4]), name: "a"), Fixture.item(3, .choose([1, 5]), name: "b"),
      Fixture.item(3, .choose([0, 2, 6]), name: "c"),
    ]
    let searched = try failure(lists, Fixture.rules(apart: .all))
    #expect(searched.isCertain && searched.shortfall == 1)
    #expect(searched.description.hasPrefix("no order of the events fits; the best try left "))
    let late = try failure([Fixture.item(4, .uniform(7...9), name: "late")], Fixture.rules(apart: .all))
    #expect(late.constraint == .eventTime && late.shortfall == 1)
  }

  @Test func proofsShowTheirArithmetic() {
    func proof(_ items: [PlacementItem], _ rules: PlacementRules) -> String? {
      Placement.infeasibility(of: items.map(PlacementBounds.init), rules)
    }
    let six = (0..<6).map { Fixture.item(4, .uniform(0...30), name: "event\($0)") }
    #expect(
      proof(six, Fixture.rules(polyphony: 1))
        == "6 events of at least 4 s cannot fit in 10 s at polyphony 1: 24 s > 10 s × 1")
    #expect(proof(six, Fixture.rules(24, apart: .all)) == nil)
    #expect(
      proof(six, Fixture.rules(24, apart: .all, gap: 0.25))
        == "6 events of at least 4 s with 5 gaps of 0.25 s cannot fit in 24 s without overlap: 25.25 s > 24 s")
    #expect(proof(six, Fixture.rules(25.25, apart: .all, gap: 0.25)) == nil)
    #expect(proof(six, Fixture.rules(24, apart: .labels(["a"]), gap: 0.25)) != nil)
    #expect(proof(six, Fixture.rules(24, apart: .labels(["b"]), gap: 0.25)) == nil)
    let fixed = [Fixture.item(2, .const(1), name: "horn"), Fixture.item(2, .const(2.5), name: "dog")]
    #expect(
      proof(fixed, Fixture.rules(apart: .sameLabel))
        == "`horn`, `dog` need at least 1 s between 2.5 s and 3 s without overlap: 1 s > 0.5 s")
    // Three that must start within a second, of which two may sound at once.
    let windows = (0..<3).map { Fixture.item(3, .uniform(2...3), name: "event\($0)") }
    #expect(proof(windows, Fixture.rules(polyphony: 2))?.contains("at polyphony 2") == true)
    #expect(proof(windows, Fixture.rules(polyphony: 3)) == nil)
    #expect(proof([Fixture.item(11, Self.everywhere, name: "long")], Fixture.rules())?.contains("11 s > 10 s") == true)
    #expect(proof([Fixture.item(4, .const(7), name: "late")], Fixture.rules())?.contains("must begin by 6 s") == true)
  }

  /// Events that may have either of two labels, which exclude themselves: no more than two at once.
  @Test func labelsThatMayVaryAreCountedTogether() throws {
    let part = PlacementBounds.Part(labels: ["dog", "horn"], leastDuration: 4)
    let bounds = (0..<6).map { PlacementBounds(name: "event\($0)", parts: [part], time: Self.everywhere) }
    let proof = try #require(Placement.infeasibility(of: bounds, Fixture.rules(apart: .sameLabel)))
    #expect(proof.hasSuffix("24 s > 10 s × 2"))
    #expect(Placement.infeasibility(of: Array(bounds.prefix(4)), Fixture.rules(apart: .sameLabel)) == nil)
  }

  /// A clamped time moves to where its duration fits: a late constant proves nothing.
  @Test func clampedTimesAreNotHeldAgainstARecipe() {
    var rules = Fixture.rules(apart: .all)
    let items = [Fixture.item(4, .const(7)), Fixture.item(4, .const(0))].map(PlacementBounds.init)
    #expect(Placement.infeasibility(of: items, rules) != nil)
    rules.fit = .clamp
    #expect(Placement.infeasibility(of: items, rules) == nil)
  }

  @Test func nothingToPlaceIsPlaced() throws {
    #expect(try times([], Fixture.rules(apart: .all)) == [])
    #expect(Placement.infeasibility(of: [], Fixture.rules(polyphony: 1)) == nil)
  }
}

extension PlacementItem {
  fileprivate var longest: Seconds { parts.map(\.duration).max() ?? 0 }
}
