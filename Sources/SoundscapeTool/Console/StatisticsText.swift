import Soundscape

/// The statistics of a data set as tables for a person.
struct StatisticsText {
  /// Labels, sources and errors that are listed one by one.
  static let mostListed = 12

  var columns: Int

  func text(of statistics: DatasetStatistics) -> String {
    var blocks = [mixtures(statistics.mixtures)]
    blocks.append(choices(statistics.choices, of: statistics.mixtures.made))
    blocks.append(alterations(statistics.alterations))
    blocks += fields(statistics.fields)
    for (role, balance) in [("foreground", statistics.foreground), ("background", statistics.background)] {
      if balance.events > 0 { blocks.append(labels(of: balance, role) + sources(of: balance) + groups(of: balance)) }
    }
    blocks.append(splits(of: statistics.splitSources))
    if statistics.mixtures.made > 0 { blocks.append(polyphony(statistics.polyphony, statistics.mixtures.made)) }
    blocks.append(levels(statistics.levels))
    return blocks.filter { !$0.isEmpty }.map { $0.map(printable).joined(separator: "\n") }.joined(separator: "\n\n")
  }

  // MARK: Mixtures

  private func mixtures(_ mixtures: MixtureCounts) -> [String] {
    let failed = mixtures.failed > 0 ? ", \(mixtures.failed) failed" : ""
    var lines = ["MIXTURES  \(mixtures.made) ok\(failed), \(clock(mixtures.duration)) in all"]
    if let events = mixtures.eventsPerMixture {
      lines.append("  foreground events: \(events.least) to \(events.greatest), mean \(number(events.mean, 2))")
    }
    if let range = mixtures.durations, range.lowerBound < range.upperBound {
      lines.append("  seconds: \(number(range.lowerBound)) to \(number(range.upperBound))")
    }
    if !mixtures.splits.isEmpty {
      let splits = Balance.ranked(mixtures.splits).map {
        "\($0.name) \($0.count) (\(percent($0.count, mixtures.made)))"
      }
      lines.append("  splits: " + splits.joined(separator: ", "))
    }
    let failures = Balance.ranked(mixtures.failures)
    for (message, count) in failures.prefix(Self.mostListed) { lines.append("  failed \(count) ×: \(message)") }
    return lines + rest(failures.count, "other errors")
  }

  // MARK: Alterations

  private func alterations(_ rules: [Alterations.Rule]) -> [String] {
    guard !rules.isEmpty else { return ["ALTERED  nothing"] }
    var table = TextTable([
      .init(title: "rule", alignment: .left, isFlexible: true), .init(title: "count"), .init(title: "share"),
      .init(title: "mean change"), .init(title: "largest"),
    ])
    for rule in rules {
      table.add([
        rule.name, "\(rule.count)", percent(rule.share) + (rule.concernsMixture ? " of mixtures" : " of events"),
        number(rule.meanChange, 3), number(rule.largestChange, 3),
      ])
    }
    return ["ALTERED  after drawing, by rule (change: after − before)"] + table.lines(columns: columns)
  }

  // MARK: Fields

  private func fields(_ fields: [FieldStatistics]) -> [[String]] {
    var table = TextTable([
      .init(title: "", alignment: .left), .init(title: "n"), .init(title: "mean"), .init(title: "min"),
      .init(title: "max"), .init(title: "requested", alignment: .left, isFlexible: true), .init(title: "D"),
      .init(title: "p=.001"), .init(title: "within"),
    ])
    // It fits in 80 columns.
    table.gap = 1
    var spec: String?
    var headings: [Int: String] = [:]
    for field in fields {
      if field.spec != spec { headings[table.rows.count] = field.spec }
      spec = field.spec
      let values = field.values
      table.add([
        field.field, "\(values.count)", number(values.mean), number(values.least), number(values.greatest),
        field.requested.map(DistributionText.text) ?? "–", distance(field.distance),
        field.distance.map { number($0.critical, 4) } ?? "–", distance(field.conditionalDistance),
      ])
    }
    guard !fields.isEmpty else { return [] }
    let lines = table.lines(columns: columns)
    var block = ["FIELDS  values against what was asked for", lines[0]]
    for (i, line) in lines.dropFirst().enumerated() {
      if let heading = headings[i] { block.append(heading) }
      block.append(line)
    }
    block += [
      "  D: Kolmogorov–Smirnov distance, at the values of the distribution where it is",
      "  discrete (d); *: above the critical value; within: D of the draws from what",
      "  each was confined to.",
    ]
    return [block]
  }

  private func distance(_ distance: FieldStatistics.Distance?) -> String {
    guard let distance else { return "–" }
    return number(distance.value, 4) + (distance.isDiscrete ? "d" : "") + (distance.isSignificant ? "*" : " ")
  }

  // MARK: Balance

  private func labels(of balance: Balance, _ role: String) -> [String] {
    let known = balance.knownLabels.isEmpty ? "" : " of \(balance.knownLabels.count)"
    let entropy = balance.labelEntropy.map { ", normalised entropy \(number($0, 4))" } ?? ""
    var lines = ["\(role.uppercased())  \(balance.labels.count)\(known) labels used\(entropy)"]
    var table = TextTable([.init(title: "", alignment: .left, isFlexible: true), .init(title: ""), .init(title: "")])
    let ranked = Balance.ranked(balance.labels)
    for (label, count) in ranked.prefix(Self.mostListed) {
      table.add([label, "\(count)", percent(count, balance.events)])
    }
    lines += table.lines(columns: columns)
    return lines + rest(ranked.count, "other labels")
  }

  private func sources(of balance: Balance) -> [String] {
    let ranked = Balance.ranked(balance.sources)
    guard let most = ranked.first, let least = ranked.last else { return [] }
    let entropy = balance.sourceEntropy.map { ", normalised entropy \(number($0, 4))" } ?? ""
    var table = TextTable([
      .init(title: "", alignment: .left), .init(title: "", alignment: .left, isFlexible: true), .init(title: ""),
      .init(title: ""),
    ])
    for (name, file) in [("most used", most), ("least used", least)] {
      table.add([name, shortPath(file.name), "\(file.count)", percent(file.count, balance.events)])
    }
    return ["  \(ranked.count) source files used\(entropy)"] + table.lines(columns: columns)
  }

  /// Label folder and file name, which tell a source by themselves.
  private func shortPath(_ path: String) -> String { path.split(separator: "/").suffix(2).joined(separator: "/") }

  // MARK: Words

  func rest(_ count: Int, _ what: String) -> [String] {
    count > Self.mostListed ? ["  and \(count - Self.mostListed) \(what)"] : []
  }

  func percent(_ count: Int, _ total: Int) -> String { percent(Double(count) / Double(max(total, 1))) }
  func percent(_ share: Double) -> String { FixedPoint.text(100 * share, decimals: 1) + " %" }

  /// With as many decimals as asked for, else about four digits in all.
  func number(_ value: Double?, _ decimals: Int? = nil) -> String {
    guard let value else { return "–" }
    let digits = decimals ?? (abs(value) < 100 ? 3 : abs(value) < 1_000 ? 2 : 1)
    let text = FixedPoint.text(value, decimals: digits)
    // No −0.000.
    return text.hasPrefix("-") && text.allSatisfy({ "-0.".contains($0) }) ? String(text.dropFirst()) : text
  }

  func clock(_ seconds: Double) -> String {
    seconds < 3_600
      ? FixedPoint.text(seconds / 60, decimals: 1) + " min" : FixedPoint.text(seconds / 3_600, decimals: 2) + " h"
  }
}
