import TestSupport
import Testing

@testable import Soundscape

/// Exact shares: `variants: {deal: true, of: […]}` and `coherent: [cycle, [0, 1]]`.
@Suite struct DealTests {
  @Test(arguments: [1, 2, 3])
  func countsFollowTheWeights(seed: UInt64) {
    var generator = SmallGenerator(seed: seed)
    for round in 0..<20 {
      let weights = (0..<Int.random(in: 2...6, using: &generator)).map { _ in
        [Double.random(in: 0...4, using: &generator), Double(Int.random(in: 0...4, using: &generator))].randomElement(
          using: &generator) ?? 1
      }
      guard weights.contains(where: { $0 > 0 }) else { continue }
      let (deal, random) = (Deal(weights: weights, name: "x"), KeyedRandom(seed: .integer(UInt32(seed))))
      let total = weights.reduce(0, +)
      let most = weights.count { $0 > 0 } > 2 ? 2.0 : 1
      var counts = weights.map { _ in 0 }
      for number in 0..<3_000 {
        counts[deal.part(of: number, random)] += 1
        for (count, weight) in zip(counts, weights) {
          let share = weight / total * Double(number + 1)
          #expect(abs(Double(count) - share) < most + 1e-4, "seed \(seed), round \(round), \(weights), \(number)")
        }
      }
    }
  }

  @Test func halvesAreExactAndShuffled() {
    let (deal, random) = (Deal(weights: [1, 1], name: "variants"), KeyedRandom(seed: .integer(5)))
    let parts = (0..<2_000).map { deal.part(of: $0, random) }
    #expect(parts.reduce(0, +) == 1_000)
    for start in stride(from: 0, to: 2_000, by: 2) { #expect(parts[start] + parts[start + 1] == 1) }
    // Which comes first is drawn: 1,000 pairs, so that 5 standard deviations are 79.
    let firsts = stride(from: 0, to: 2_000, by: 2).reduce(0) { $0 + parts[$1] }
    #expect(abs(firsts - 500) < 79)
    #expect((1_000_000_000 - 2..<1_000_000_000).map { deal.part(of: $0, random) }.sorted() == [0, 1])
    #expect(Deal(weights: [0, 3, 0], name: "x").part(of: 7, random) == 1)
  }

  private func scenes(_ yaml: String, _ count: Int) throws -> [Scene] {
    let source = try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank).scenes(seed: .integer(9))
    return try (0..<count).map { try source.scene(at: $0).value }
  }

  @Test func variantsAreDealt() throws {
    let yaml = "variants: {deal: true, of: [{weight: 3}, {weight: 1, set: {ref_db: -40}}]}"
    let scenes = try scenes(yaml, 400)
    #expect(scenes.count { $0.referenceLoudness == -40 } == 100)
    for start in stride(from: 0, to: 400, by: 4) {
      #expect(scenes[start..<(start + 4)].count { $0.referenceLoudness == -40 } == 1)
    }
    // Drawn without it, and with `deal: false`.
    let drawn = try self.scenes("variants: {deal: false, of: [{weight: 3}, {weight: 1, set: {ref_db: -40}}]}", 40)
    let listed = try self.scenes("variants: [{weight: 3}, {weight: 1, set: {ref_db: -40}}]", 40)
    #expect(drawn.map(\.referenceLoudness) == listed.map(\.referenceLoudness))
  }

  @Test func halfOfTheGroupsAreCoherent() throws {
    let side = Recipes.side("fg", [("a", [3]), ("b", [3])])
    let labels = side.labels.map { label in
      SoundLabel(
        name: label.name,
        sounds: (0..<40).map { Sound(name: "\($0).wav", path: "\(label.name)/\($0).wav", info: label.sounds[0].info) })
    }
    let bank = Soundbank(foreground: .init(folder: "fg", labels: labels), background: .init(folder: "", labels: []))
    func shares(_ yaml: String, _ indices: some Sequence<Int>) throws -> [Bool] {
      let source = try Instantiator(recipe: try Recipes.read(yaml), soundbank: bank).scenes(seed: .integer(2))
      // Two of 40 songs are the same by chance too; the time is not.
      return try indices.map { index in
        let events = try source.scene(at: index).value.events
        return events[0].sourceTime == events[1].sourceTime && events[0].source.name == events[1].source.name
      }
    }
    let group = "event_duration: 1, source_time: [uniform, 0, end]"
    let half = try shares("events: [{labels: [a, b], coherent: [cycle, [0, 1]], \(group)}]", 0..<200)
    #expect(half.count { $0 } == 100)
    for pair in stride(from: 0, to: 200, by: 2) { #expect(half[pair] != half[pair + 1]) }
    let third = try shares("events: [{labels: [a, b], coherent: [cycle, [1, 0, 0]], \(group)}]", 0..<300)
    #expect(third.count { $0 } == 100)
    // No mixture before it is drawn for it.
    let late = try shares("events: [{labels: [a, b], coherent: [cycle, [0, 1]], \(group)}]", [50_000_000, 50_000_001])
    #expect(late[0] != late[1])
  }

  @Test func theyAreWrittenAsTheyAreRead() throws {
    let recipe = try Recipes.read(
      "events: [{labels: [a, b], coherent: [cycle, [0, 1]]}]\nvariants: {deal: true, of: [{weight: 2}, {}]}")
    #expect(recipe.dealsVariants && recipe.events[0].group?.coherence == .cycle([false, true]))
    let again = try RecipeReader.read(text: recipe.yaml, file: "")
    #expect(again.dealsVariants && again.events[0].group?.coherence == .cycle([false, true]))
    #expect(try Recipes.read("variants: {deal: true, of: []}").dealsVariants == false)
  }

  @Test(arguments: [
    ("variants: {deal: true}", "variants: needs a list of variants under of"),
    ("variants: {deal: 1, of: [{}]}", "variants.deal: needs true or false (found 1)"),
    ("variants: {deal: true, of: [{wieght: 1}]}", "variants.of[0].wieght: unknown key; did you mean weight?"),
    (
      "events: [{labels: [a], coherent: [cycle, [0, 0.5]]}]",
      "coherent: a cycle has a 1 for coherent and a 0 for not (found 0, 0.5)"
    ),
    (
      "events: [{labels: [a], coherent: [uniform, 0, 1]}]",
      "coherent: needs a number from 0 to 1, which is the probability, or [cycle, [0, 1]], which is exactly half "
        + "(found uniform)"
    ),
  ])
  func whatCannotBeIsRefused(yaml: String, complaint: String) {
    let error = failure { try Recipes.read(yaml) }
    #expect(error?.description.hasSuffix(complaint) == true, "\(String(describing: error))")
  }
}
