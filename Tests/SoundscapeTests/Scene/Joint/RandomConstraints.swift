import TestSupport

/// Small recipes with constraints, distributions and counts mixed by chance.
struct RandomConstraints {
  private var generator: SmallGenerator

  init(seed: UInt64) { generator = SmallGenerator(seed: seed) }

  private mutating func one(_ of: String...) -> String { of[Int.random(in: of.indices, using: &generator)] }

  mutating func recipe() -> String {
    var constraints: [String] = []
    let kind = Int.random(in: 0..<7, using: &generator)
    if kind < 3 { constraints.append("max_polyphony: \(one("1", "2", "2", "3"))") }
    if kind > 1 && kind < 6 {
      constraints.append("no_overlap: \(one("all", "same_label", "[cat, dog]"))")
      constraints.append("min_gap: \(one("0", "0", "0.3"))")
    }
    switch Int.random(in: 0..<(kind == 6 ? 3 : 6), using: &generator) {
    case 0: constraints.append("distinct_labels: true")
    case 1: constraints.append("distinct_sources: true")
    case 2: constraints.append("exclude_groups: '^(?<group>[^-]+) - '")
    default: break
    }
    var lines = ["constraints: {\(constraints.joined(separator: ", "))}"]
    lines.append("fit: \(one("conditional", "conditional", "clamp", "resample"))")
    lines.append("events:")
    for place in 0..<Int.random(in: 1...3, using: &generator) {
      let label = one("dog", "[choose, []]", "[choose, [cat, horn]]", "[choose_weighted, [cat, dog, horn], [1, 3, 2]]")
      let duration = one(
        "[uniform, 0.4, 3]", "[uniform, 1, 2]", "[choose, [0.5, 1, 2.5]]", "[truncnorm, 1.5, 1, 0.3, 4]", "1.25")
      let time = one(
        "[uniform, 0, 10]", "[uniform, 0, 10]", "[normal, 4, 2]", "[truncnorm, 5, 2, 0, 9]",
        "[choose, [0, 1, 3, 5, 8]]",
        "[uniform, 2, 7]")
      let stretch = one("", "", ", time_stretch: [uniform, 0.7, 1.4]")
      let count = one("1", "2", "2", "3")
      lines.append(
        "  - {name: e\(place), label: \(label), count: \(count), event_duration: \(duration), event_time: \(time)\(stretch)}"
      )
    }
    return lines.joined(separator: "\n")
  }
}
