/// A quick look at whether times that were drawn independently keep the constraints: without the amounts and names that
/// `PlacementProblem` has for messages.
///
/// Times from lists may miss by a rounding, and so may all here: what is found to keep them is looked at again.
struct PlacementCheck {
  /// One sound of an item.
  struct Part {
    let item: Int
    /// Of the labels, by number.
    let label: Int
    let start: Seconds
    let end: Seconds
  }

  private let maxPolyphony: Int?
  private let gap: Seconds
  /// The labels that exclude each other; nil where each excludes itself, or all exclude all.
  private let listed: Set<Int>?
  private let noOverlap: Constraints.NoOverlap?

  /// - Parameter number: of a label, nil for one that no event can have.
  init(_ constraints: Constraints, number: (String) -> Int?) {
    maxPolyphony = constraints.maxPolyphony
    gap = constraints.minGap
    noOverlap = constraints.noOverlap
    if case .labels(let labels)? = constraints.noOverlap {
      listed = Set(labels.compactMap(number))
    } else {
      listed = nil
    }
  }

  func holds(for parts: [Part]) -> Bool {
    let parts = parts.sorted { $0.start < $1.start }
    for (place, part) in parts.enumerated() {
      var sounding = 1
      for other in parts[..<place] {
        if other.end > part.start + Placement.rounding, part.end > part.start { sounding += 1 }
        guard other.item != part.item, other.end + gap > part.start + Placement.rounding else { continue }
        if exclude(other.label, part.label) { return false }
      }
      if let maxPolyphony, sounding > maxPolyphony { return false }
    }
    return true
  }

  private func exclude(_ label: Int, _ other: Int) -> Bool {
    switch noOverlap {
    case .all: true
    case .sameLabel: label == other
    case .labels: listed?.contains(label) == true && listed?.contains(other) == true
    case nil: false
    }
  }
}
