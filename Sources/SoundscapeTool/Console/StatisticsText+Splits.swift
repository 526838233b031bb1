import Soundscape

// What the splits of a data set have in common.

extension StatisticsText {
  private static let mostLeaks = 5

  func splits(of sources: SplitSources) -> [String] {
    let counts = sources.sourceCounts
    guard !counts.isEmpty else { return [] }
    let groups = sources.groupCounts
    var table = TextTable([.init(title: "", alignment: .left), .init(title: "sources"), .init(title: "groups")])
    for (split, count) in counts.sorted(by: { isInByteOrder($0.key, $1.key) }) {
      table.add([split, "\(count)", groups.isEmpty ? "–" : "\(groups[split] ?? 0)"])
    }
    let (sharedSources, sharedGroups) = (sources.sharedSources, sources.sharedGroups)
    let shared =
      sharedSources.isEmpty
      ? "no source is in two of them" : "\(counted(sharedSources.count, "source")) in several: a test set that leaks"
    var lines = ["SPLITS  \(shared)"] + table.lines(columns: columns)
    for leak in sharedSources.prefix(Self.mostLeaks) { lines.append("  \(leak)") }
    if sharedSources.count > Self.mostLeaks { lines.append("  and \(sharedSources.count - Self.mostLeaks) more") }
    if !sharedGroups.isEmpty {
      lines.append("  \(counted(sharedGroups.count, "group")) in several splits, such as \(sharedGroups[0].name)")
    }
    return lines
  }
}
