/// How often each cycle was used in the mixtures before one.
///
/// It is where a mixture's cycles continue, and the same whichever worker draws that mixture.
struct CycleUses: Hashable, Sendable {
  struct Use: Hashable, Sendable {
    /// The code of the spec's name, without the number of a copy.
    var spec: UInt64
    var cycle: Cycle
  }

  /// What of a spec is counted.
  enum Cycle: Hashable, Sendable {
    /// The events drawn from it.
    case events
    /// The songs of a group.
    case songs
    /// The files of one label, by its place in the soundbank.
    case files(label: Int)
    /// One file, by its place in its label.
    case file(label: Int, file: Int)
    /// Whether a group is coherent.
    case coherence
  }

  var counts: [Use: Int] = [:]

  /// The number of uses so far, which goes up by one.
  mutating func next(_ cycle: Cycle, of spec: EventKey) -> Int {
    let use = Use(spec: spec.code, cycle: cycle)
    defer { counts[use, default: 0] += 1 }
    return counts[use, default: 0]
  }
}
