/// The labels of a bank for those that a source has, by `labels`, and what that leaves out.
struct LabelNames {
  private let names: NameTable<String>
  private let rest: String?
  private let mappings: [LabelMapping]
  private var used: NameSet = []
  private var leftOut: NameTable<Int> = [:]
  /// The labels that the source has, and `labels` names only as the rest.
  private var others: NameSet = []

  init(_ mappings: [LabelMapping]) {
    self.mappings = mappings
    names = NameTable(
      mappings.flatMap { mapping in mapping.found.map { ($0, mapping.label) } }, uniquingKeysWith: { first, _ in first }
    )
    rest = mappings.first { $0.found.isEmpty }?.label
  }

  /// The bank's label; nil for one that is left out.
  subscript(found: String) -> String? { mutating get { self[[found]].first } }

  /// The bank's labels, each once, of a sound that has several; none for one that is left out.
  subscript(found: [String]) -> [String] {
    mutating get {
      guard !mappings.isEmpty else { return found }
      var labels: [String] = []
      for name in found {
        var label = names[name] ?? names.first(where: { $0.key == name })?.value
        if label != nil {
          used.insert(name)
        } else {
          label = rest
          others.insert(name)
        }
        if let label, !labels.containsName(label) { labels.append(label) }
      }
      if labels.isEmpty { for name in found { leftOut[name, default: 0] += 1 } }
      return labels
    }
  }

  /// What is said of labels that `labels` does not name. A list of labels is a choice, and leaves out what it is to.
  func leftOut(of place: String) -> Warning? {
    let isChoice = mappings.allSatisfy { $0.found.count == 1 && hasSameBytes($0.found[0], $0.label) }
    guard !leftOut.isEmpty, !isChoice else { return nil }
    let names = leftOut.keys.sorted(by: isInByteOrder)
    let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
    return Warning(
      .labelsLeftOut, subject: place,
      "left out: \(counted(names.count, "label")) that `labels` does not name (\(shown)); `other: []` would take them")
  }

  /// What `labels` names and the source does not have.
  func missing(in place: String) -> [SoundscapeError] {
    guard !used.isEmpty || !others.isEmpty else { return [] }
    return mappings.flatMap(\.found).filter { found in !used.contains(where: { $0 == found }) }.map { found in
      let hint = hint(for: found, among: others.sorted())
      return .soundbank(path: place, problem: "`labels` names \(found), which it does not have\(hint)")
    }
  }
}
