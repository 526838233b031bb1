/// Divides the sounds of a bank among the splits of a data set, so that none is in two of them.
///
/// The division depends on the bank's names, groups and contents, the rule and the shares; on neither seed, count nor place:
/// data sets of one bank and the same splits never share a sound across splits. Each label is divided by the shares by itself, the label
/// with the fewest families first, and each split gets a family of every label that has enough of them, as far as families
/// of several labels allow.
///
/// *Source:* Sechidis, Tsoumakas and Vlahavas, *On the stratification of multi-label data* (2011).
struct SoundDivision {
  private let families: SoundFamilies
  /// The split of each family.
  private let splits: [Int]
  let soundbank: Soundbank

  init(
    _ soundbank: Soundbank, among splits: [OutputOptions.Split], by rule: SplitRule, songLabels: [NameSet] = [],
    digest: (String) throws(SoundscapeError) -> String
  ) throws(SoundscapeError) {
    families = try SoundFamilies(of: soundbank, by: rule, songLabels: songLabels, digest: digest)
    self.splits = Self.divided(families, splits.map(\.share), byLabels: rule == .label)
    self.soundbank = soundbank
  }

  /// What a split draws from.
  func soundbank(ofSplit split: Int) -> Soundbank {
    func side(_ role: Role) -> Soundbank.Side {
      let whole = soundbank.side(role)
      let labels = whole.labels.enumerated().compactMap { l, label -> SoundLabel? in
        let sounds = label.sounds.enumerated().filter { s, _ in
          splits[families.family(role, label: l, sound: s)] == split
        }.map(\.element)
        return sounds.isEmpty ? nil : SoundLabel(name: label.name, sounds: sounds)
      }
      return Soundbank.Side(folder: whole.folder, labels: labels)
    }
    var part = soundbank
    part.foreground = side(.foreground)
    part.background = side(.background)
    return part
  }

  /// Sounds in which no group is found, where groups are asked for.
  var ungrouped: [Role: SoundFamilies.Ungrouped] { families.ungrouped }

  /// How many parts a role has that are in one split as a whole.
  func familyCount(_ role: Role) -> Int {
    families.families.count { $0.counts.keys.contains { families.labels[$0].role == role } }
  }

  private static func divided(_ families: SoundFamilies, _ shares: [Double], byLabels: Bool) -> [Int] {
    let all = families.families
    // In an order that has nothing to do with the names.
    let order = all.indices.map { (hash: SHA256Hasher.hexDigest(of: "split:\(all[$0].name)"), family: $0) }
      .sorted { isInByteOrder($0.hash, $1.hash) }.map(\.family)
    var ofLabel: [[Int]] = Array(repeating: [], count: families.labels.count)
    for family in order { for label in all[family].counts.keys { ofLabel[label].append(family) } }
    var assignment = Assignment(families, shares)
    if byLabels {
      // Whole labels are divided, so there is no label to be divided by itself.
      assignment.assign(order, sizes: all.map { _ in 1 }, role: .foreground)
    } else {
      // Labels are numbered in byte order already.
      let rarest = ofLabel.indices.sorted { (ofLabel[$0].count, $0) < (ofLabel[$1].count, $1) }
      for label in rarest {
        assignment.assign(
          ofLabel[label], sizes: all.map { Double($0.counts[label] ?? 0) }, role: families.labels[label].role)
      }
    }
    let splits = assignment.splits.map { $0 ?? 0 }
    if byLabels { return splits }
    var repair = DivisionRepair(families, splits: splits, shares: shares)
    repair.run()
    return repair.splits
  }
}

/// Gives families to splits, label after label.
private struct Assignment {
  private let families: SoundFamilies
  private let shares: [Double]
  private(set) var splits: [Int?]
  /// The splits that have any sound of a role.
  private var served: [Role: Set<Int>] = [:]

  init(_ families: SoundFamilies, _ shares: [Double]) {
    self.families = families
    self.shares = shares
    splits = Array(repeating: nil, count: families.families.count)
  }

  /// Gives the families of a label that have no split yet to the splits that lack most of it.
  ///
  /// - Parameters:
  ///   - order: the families of the label.
  ///   - sizes: of every family, the sounds that it has under the label.
  mutating func assign(_ order: [Int], sizes: [Double], role: Role) {
    let total = order.reduce(0) { $0 + sizes[$1] }
    var lacking = shares.map { $0 * total }
    var isServed = shares.map { $0 == 0 }
    for family in order {
      guard let split = splits[family] else { continue }
      lacking[split] -= sizes[family]
      isServed[split] = true
    }
    var rest = order.filter { splits[$0] == nil }[...]
    // One for each split first. Where there are too few, a split without any sound of the role comes before others, then
    // the one with the largest share.
    let unserved = shares.indices.filter { !isServed[$0] }.sorted { a, b in
      let (first, second) = (served[role]?.contains(a) == true, served[role]?.contains(b) == true)
      return first == second ? (shares[b], a) < (shares[a], b) : second
    }
    for split in unserved {
      guard let family = rest.popFirst() else { return }
      give(family, to: split)
      lacking[split] -= sizes[family]
    }
    while let family = rest.popFirst() {
      let split = lacking.indices.filter { shares[$0] > 0 }.max { (lacking[$0], $1) < (lacking[$1], $0) } ?? 0
      give(family, to: split)
      lacking[split] -= sizes[family]
    }
  }

  private mutating func give(_ family: Int, to split: Int) {
    splits[family] = split
    for label in families.families[family].counts.keys {
      served[families.labels[label].role, default: []].insert(split)
    }
  }
}
