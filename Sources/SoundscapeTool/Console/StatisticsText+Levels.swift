import Soundscape

// How much sounds at once, and how loud.

extension StatisticsText {
  func polyphony(_ polyphony: PolyphonyStatistics, _ mixtures: Int) -> [String] {
    var table = TextTable([
      .init(title: "at once"), .init(title: "share of time"), .init(title: "mixtures with so many at most"),
    ])
    let shares = polyphony.timeShares
    for value in Set(shares.keys).union(polyphony.maxima.keys).sorted() {
      let count = polyphony.maxima[value, default: 0]
      table.add(["\(value)", percent(shares[value, default: 0]), "\(count) (\(percent(count, mixtures)))"])
    }
    return ["POLYPHONY  mean gini \(number(polyphony.meanGini, 3))"] + table.lines(columns: columns)
  }

  func levels(_ levels: LevelStatistics) -> [String] {
    var lines: [String] = []
    if let requested = levels.requested {
      let range = "\(number(requested.least, 1)) to \(number(requested.greatest, 1))"
      lines.append("  requested, ref_db + snr: \(range) LUFS, mean \(number(requested.mean, 1))")
    }
    var table = TextTable([
      .init(title: "measured − requested", alignment: .left), .init(title: "n"), .init(title: "mean"),
      .init(title: "std"), .init(title: "largest"), .init(title: "in mixture"),
    ])
    for (name, difference) in [
      ("as drawn, LU", levels.difference), ("after clipping fix, LU", levels.scaledDifference),
    ] {
      guard let difference else { continue }
      table.add([
        name, "\(difference.values.count)", number(difference.values.mean, 3), number(difference.values.deviation, 3),
        number(difference.largest, 3), "\(difference.mixture)",
      ])
    }
    if !table.rows.isEmpty { lines += table.lines(columns: columns) }
    lines += quantiles(levels)
    if !levels.rungs.isEmpty {
      lines.append(
        "  measured by: " + Balance.ranked(levels.rungs).map { "\($0.name) \($0.count)" }.joined(separator: ", "))
    }
    return lines.isEmpty ? [] : ["LEVELS"] + lines
  }

  private func quantiles(_ levels: LevelStatistics) -> [String] {
    var table = TextTable([
      .init(title: "quantiles", alignment: .left), .init(title: "n"), .init(title: "5 %"), .init(title: "50 %"),
      .init(title: "95 %"),
    ])
    for (name, summary, decimals) in [
      ("event over all else, dB", levels.snrAgainstRest, 1),
      ("event over background, dB", levels.snrAgainstBackground, 1),
      ("silence before its onset, s", levels.onsetDelay, 3),
    ] {
      guard let summary else { continue }
      table.add(
        [name, "\(summary.count)"]
          + [summary.percentile5, summary.median, summary.percentile95].map { number($0, decimals) })
    }
    return table.rows.isEmpty ? [] : table.lines(columns: columns)
  }
}
