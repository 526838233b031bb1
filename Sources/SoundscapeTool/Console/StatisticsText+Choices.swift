import Soundscape

// What was drawn for mixtures as a whole.

extension StatisticsText {
  func choices(_ choices: ChoiceStatistics, of mixtures: Int) -> [String] {
    var lines: [String] = []
    if !choices.variants.isEmpty {
      lines.append("  variants: " + shares(choices.variants, of: mixtures))
    }
    for (name, counts) in choices.groups.sorted(by: { isInByteOrder($0.key, $1.key) }) {
      lines.append(
        "  group \(name): coherent \(counts.coherent) (\(percent(counts.coherent, counts.total))), not "
          + "\(counts.independent)")
    }
    for (name, value) in choices.values.sorted(by: { isInByteOrder($0.key, $1.key) }) {
      if let numbers = value.numbers {
        lines.append(
          "  let \(name): mean \(number(numbers.mean)), \(number(numbers.least)) to \(number(numbers.greatest))")
      }
      if !value.texts.isEmpty { lines.append("  let \(name): " + shares(value.texts, of: mixtures)) }
    }
    return lines.isEmpty ? [] : ["CHOICES  of mixtures as a whole"] + lines
  }

  /// Names with their counts, the most frequent first.
  private func shares(_ counts: NameTable<Int>, of mixtures: Int) -> String {
    let ranked = Balance.ranked(counts)
    let listed = ranked.prefix(Self.mostListed).map { "\($0.name) \($0.count) (\(percent($0.count, mixtures)))" }
    let rest = ranked.count - listed.count
    return listed.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// The groups of the bank: artists, speakers, recordings.
  func groups(of balance: Balance) -> [String] {
    guard !balance.groups.isEmpty else { return [] }
    let ranked = Balance.ranked(balance.groups)
    let entropy = balance.groupEntropy.map { ", normalised entropy \(number($0, 4))" } ?? ""
    return [
      "  \(ranked.count) groups of sources used\(entropy), most \(ranked[0].name) (\(ranked[0].count)), least "
        + "\(ranked[ranked.count - 1].name) (\(ranked[ranked.count - 1].count))"
    ]
  }
}
