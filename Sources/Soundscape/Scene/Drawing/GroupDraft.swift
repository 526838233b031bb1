/// A foreground group with what its events play, as drawn in one try at the whole mixture.
struct GroupDraft {
  let group: EventSelection.Group
  let windows: [Window]
  /// The number of the try.
  let attempt: Int

  /// Whether all its events begin at one time.
  var isOne: Bool { group.shares(.eventTime) }
  /// As many in every try: a song that lacks a label leaves a place empty.
  var itemCount: Int { isOne ? 1 : group.slots.slots.count }
  /// The length that must fit the mixture, for an event of the group.
  func length(of place: Int) -> Seconds { isOne ? windows.map(\.length).max() ?? 0 : windows[place].length }
}

/// The drafts of a few tries that look the easiest to place.
struct EasiestDrafts {
  private static let most = 24
  private(set) var all: [(load: Double, drafts: [GroupDraft])] = []

  mutating func offer(_ drafts: [GroupDraft], _ constraints: Constraints, labels: [SoundLabel]) {
    let load = Self.load(of: drafts, constraints, labels)
    if all.count == Self.most, let last = all.last, load >= last.load { return }
    all.insert((load, drafts), at: all.firstIndex { $0.load > load } ?? all.count)
    if all.count > Self.most { all.removeLast() }
  }

  /// Seconds that must follow each other.
  private static func load(of drafts: [GroupDraft], _ constraints: Constraints, _ labels: [SoundLabel]) -> Double {
    var byLabel: [Int: Double] = [:]
    var total = 0.0
    for draft in drafts {
      for (event, window) in zip(draft.group.events, draft.windows) {
        total += window.length
        byLabel[event.label, default: 0] += window.length + constraints.minGap
      }
    }
    let voices = constraints.maxPolyphony.map { total / Double($0) } ?? 0
    let apart: Double =
      switch constraints.noOverlap {
      case .all: byLabel.values.reduce(0, +)
      case .sameLabel: byLabel.values.max() ?? 0
      case .labels(let listed): byLabel.reduce(0) { $0 + (listed.contains(labels[$1.key].name) ? $1.value : 0) }
      case nil: 0
      }
    return max(voices, apart)
  }
}
