import TestSupport
import Testing

@testable import Soundscape

@Suite struct DamagedRecipeTests {
  private static let sound = """
    duration: 10
    soundbank: {foreground: fg, background: bg}
    let: {a: [uniform, 0, 1], b: $a, c: 3}
    ref_db: $b
    background: [{label: [cycle, []]}]
    events:
      - {name: x, label: [choose, [dog, $$cat]], snr: [normal, $c, 1], count: [uniform, 1, 3]}
      - {labels: [a, b], coherent: 0.5, share: [snr], override: {a: {snr: [cycle, [1, 2]]}}, source_time: [uniform, 0, end]}
    variants: [{weight: 1, set: {events.*.snr: null, "events[1].labels": [a, c]}}, {weight: 2}]
    constraints: {max_polyphony: 2, no_overlap: [a], min_gap: 0.1, exclude_groups: '(?<group>.)-'}
    gate: {min_rms_db: -60, max_attempts: 20}
    """

  /// Whatever happens to a recipe's text: it is read, or refused in one line that names the file.
  @Test func isReadOrRefusedInOneLine() throws {
    let seed = UInt64.random(in: 0..<UInt64.max)
    var generator = SmallGenerator(seed: seed)
    let pieces = [
      "[", "]", "{", "}", ",", ":", "$", "$a", "null", "-1", ".nan", "1e999", "''", "\n", " ", "*", "&a", "a",
    ]
    var refused = 0
    for _ in 0..<400 {
      var text = Array(Self.sound)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        let end = min(text.count, place + Int.random(in: 0...6, using: &generator))
        text.replaceSubrange(place..<end, with: pieces.randomElement(using: &generator) ?? "")
      }
      let error = failure { try RecipeReader.read(text: String(text), file: "a.yaml") }
      guard let error else { continue }
      refused += 1
      guard case .recipe = error else {
        Issue.record("seed \(seed): \(error)")
        continue
      }
      let line = "\(error)"
      #expect(line.hasPrefix("a.yaml") && !line.contains("\n"), "seed \(seed): \(line)")
    }
    #expect(refused > 100, "seed \(seed)")
  }

  @Test func theSoundOneIsRead() throws {
    let recipe = try RecipeReader.read(text: Self.sound, file: "a.yaml")
    #expect(recipe.variants[0].recipe.events[1].group?.members.map(\.label) == [.const("a"), .const("c")])
  }
}
