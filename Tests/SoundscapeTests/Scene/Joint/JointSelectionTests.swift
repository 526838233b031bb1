import TestSupport
import Testing

@testable import Soundscape

/// Labels and files that must differ: what all events take together, by the exact law.
@Suite struct JointSelectionTests {
  private static let count: Int = {
    #if DEBUG
      400
    #else
      20_000
    #endif
  }()

  private static let artists = Soundbank(
    foreground: .init(
      folder: "fg",
      labels: [
        JointFixture.label("song", ["A - 1": 2, "A - 2": 2, "A - 3": 2, "B - 1": 2, "C - 1": 2, "C - 2": 2])
      ]))

  static let bounds: [JointBounds] = [
    JointBounds(), JointBounds(selections: 1), JointBounds(selections: 1, lastSelections: 1, drawsAtOnce: false),
  ]

  static let cases = [
    """
    constraints: {exclude_groups: '^(?<group>[^-]+) - '}
    events: [{label: song, count: 3}]
    """,
    """
    constraints: {exclude_groups: '^(?<group>[^-]+) - '}
    events:
      - {label: song}
      - {label: song, source_file: [choose_weighted, ['A - 1.wav', 'A - 2.wav', 'B - 1.wav', 'C - 1.wav'], [0.1, 0.2, 0.3, 0.4]]}
    """,
    """
    constraints: {distinct_sources: true}
    events: [{label: song, count: 4}]
    """,
  ]

  /// All tuples of files, each with its probability and its number among the scenes: Pearson's test.
  @Test(arguments: cases, bounds.indices) func tuplesOfFiles(yaml: String, method: Int) throws {
    let fixture = try JointFixture(yaml, bank: Self.artists)
    let scenes = try fixture.scenes(Self.count, bounds: Self.bounds[method])
    var found: [[String]: Double] = [:]
    for scene in scenes {
      found[scene.events.sorted { $0.drawingOrder < $1.drawingOrder }.map(\.source.name), default: 0] += 1
    }
    let names = Self.artists.foreground.labels[0].sounds.map(\.name)
    var expected: [[String]: Double] = [[]: 1]
    for event in scenes[0].events {
      var next: [[String]: Double] = [:]
      for (tuple, weight) in expected {
        for name in names where !tuple.contains(name) {
          let isGrouped = yaml.contains("exclude_groups")
          if isGrouped && tuple.contains(where: { $0.prefix(1) == name.prefix(1) }) { continue }
          next[tuple + [name], default: 0] += weight * Self.weight(of: name, event.spec.sourceFile)
        }
      }
      expected = next
    }
    let total = expected.values.reduce(0, +)
    expected = expected.filter { $0.value > 0 }
    #expect(Set(found.keys).isSubset(of: expected.keys))
    let square = expected.reduce(0) { sum, one in
      let wanted = one.value / total * Double(scenes.count)
      let difference = (found[one.key] ?? 0) - wanted
      return sum + difference * difference / wanted
    }
    // Five deviations above the mean, and what the tail of so few degrees has more: once in a million.
    let degrees = Double(expected.count - 1)
    #expect(square < degrees + 5 * (2 * degrees).squareRoot() + 14, "\(square) of \(degrees) degrees\n\(yaml)")
  }

  private static func weight(of name: String, _ choice: Choice) -> Double {
    guard case .chooseWeighted(let names, let weights) = choice else { return 1 }
    return zip(names, weights).reduce(0) { $0 + ($1.0 == name ? $1.1 : 0) }
  }

  /// One after the other, the third of three would take B in 57 % of mixtures.
  @Test(arguments: bounds.indices) func eventsThatAreAlikeAreExchangeable(method: Int) throws {
    let scenes = try JointFixture(Self.cases[0], bank: Self.artists).scenes(Self.count, bounds: Self.bounds[method])
    var shares = [0.0, 0, 0]
    for scene in scenes {
      for event in scene.events where event.source.name == "B - 1.wav" {
        shares[event.drawingOrder] += 1 / Double(scenes.count)
      }
    }
    let deviation = (2.0 / 9 / Double(scenes.count)).squareRoot()
    for share in shares { expectClose(share, 1.0 / 3, within: 5 * deviation) }
  }

  /// Twelve labels for twelve events: independent draws would differ once in 20,000 times.
  @Test func asManyEventsAsLabels() throws {
    let bank = Soundbank(foreground: Recipes.side("fg", (0..<12).map { ("label\($0)", [2, 3]) }))
    let fixture = try JointFixture("constraints: {distinct_labels: true}\nevents: [{count: 12}]", bank: bank)
    var first: [String: Int] = [:]
    let scenes = try fixture.scenes(600)
    for scene in scenes {
      #expect(Set(scene.events.map(\.label)).count == 12)
      for event in scene.events where event.drawingOrder == 11 { first[event.label, default: 0] += 1 }
    }
    #expect(first.count == 12 && first.values.allSatisfy { abs($0 - 50) < 38 }, "\(first)")
  }
}
