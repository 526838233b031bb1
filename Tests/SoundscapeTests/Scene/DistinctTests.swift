import TestSupport
import Testing

@testable import Soundscape

/// Labels and sources that must differ are drawn without replacement, and never into a dead end.
@Suite struct DistinctTests {
  private func scenes(_ yaml: String, count: Int = 100, bank: Soundbank = Recipes.bank) throws -> [Scene] {
    return try Instantiator(recipe: try Recipes.read(yaml), soundbank: bank).scenes(seed: .integer(4)).scenes(count)
  }

  /// Scaper compares the wrong counts: three events of three labels hang it or are refused.
  @Test func allLabelsCanBeUsedUp() throws {
    for scene in try scenes("constraints: {distinct_labels: true}\nevents: [{count: 3}]") {
      #expect(Set(scene.events.map(\.label)) == ["cat", "dog", "horn"])
    }
  }

  @Test func everyOrderIsAsLikely() throws {
    var seen: [[String]: Int] = [:]
    for scene in try scenes("constraints: {distinct_labels: true}\nevents: [{count: 3}]", count: 1_200) {
      seen[scene.events.map(\.label), default: 0] += 1
    }
    #expect(seen.count == 6 && seen.values.allSatisfy { abs($0 - 200) < 65 }, "\(seen)")
  }

  /// The first event could take what the second must have.
  @Test func noChoiceLeadsIntoADeadEnd() throws {
    let yaml = """
      constraints: {distinct_labels: true}
      events:
        - {name: any, label: [choose, []]}
        - {name: pets, label: [choose, [cat, dog]]}
        - {name: dog, label: dog}
      """
    for scene in try scenes(yaml) { #expect(scene.events.map(\.label) == ["horn", "cat", "dog"]) }
  }

  @Test func sourcesAreUsedUpAcrossLabels() throws {
    // Two cats, one dog, three horns.
    for scene in try scenes("constraints: {distinct_sources: true}\nevents: [{count: 6}]") {
      #expect(Set(scene.events.map(\.source.path)).count == 6)
    }
  }

  @Test func exhaustionSaysWhatRanOut() throws {
    let labels = failure { try scenes("constraints: {distinct_labels: true}\nevents: [{count: 4}]") }
    #expect(
      labels.map { "\($0)" }?.hasSuffix(
        "4 events (events[0]#0, events[0]#1, events[0]#2, events[0]#3) need different labels, and together may have "
          + "only 3: cat, dog, horn") == true, "\(String(describing: labels))")
    let sources = failure {
      try scenes("constraints: {distinct_sources: true}\nevents: [{name: c, label: cat, count: [choose, [3]]}]")
    }
    #expect(
      sources.map { "\($0)" }?.hasSuffix(
        "3 events (c#0, c#1, c#2) need different sources, and together may have only 2: cat/cat0.wav, cat/cat1.wav")
        == true, "\(String(describing: sources))")
  }

  @Test func groupsByNameExcludeEachOther() throws {
    func sounds(_ names: [String]) -> [Sound] {
      names.map {
        Sound(
          name: $0, path: "fg/song/\($0)", info: AudioFileInfo(frameCount: 44_100, sampleRate: 44_100, channelCount: 1))
      }
    }
    let bank = Soundbank(
      foreground: .init(
        folder: "fg",
        labels: [
          SoundLabel(
            name: "song", sounds: sounds(["A - one.wav", "A - two.wav", "B - one.wav", "C - x.wav", "free.wav"]))
        ]))
    let yaml = """
      constraints: {exclude_groups: '^(?<group>[^-]+) - '}
      events: [{label: song, count: 3}]
      """
    var seen: Set<String> = []
    for scene in try scenes(yaml, count: 300, bank: bank) {
      let artists = scene.events.map(\.source.name).filter { $0.contains(" - ") }.map { $0.prefix(1) }
      #expect(Set(artists).count == artists.count)
      seen.formUnion(scene.events.map(\.source.name))
    }
    #expect(seen.count == 5, "a file without a group may repeat")
  }

  /// Whatever the lists, a matching is found exactly where a brute-force search finds an assignment.
  @Test func aMatchingIsFoundExactlyWhereThereIsOne() throws {
    for seed in 0..<500 {
      var generator = SmallGenerator(seed: UInt64(seed))
      let options = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        Array(Set((0..<Int.random(in: 1...3, using: &generator)).map { _ in Int.random(in: 0..<5, using: &generator) }))
      }
      let matching = try? Matching(options: options)
      #expect((matching != nil) == Self.hasAssignment(options[...], []), "seed \(seed): \(options)")
      guard var matching else { continue }
      for slot in options.indices {
        for key in options[slot].shuffled(using: &generator) where matching.narrow(slot, to: [key]) { break }
      }
    }
  }

  private static func hasAssignment(_ options: ArraySlice<[Int]>, _ used: Set<Int>) -> Bool {
    guard let first = options.first else { return true }
    return first.contains { !used.contains($0) && hasAssignment(options.dropFirst(), used.union([$0])) }
  }
}
