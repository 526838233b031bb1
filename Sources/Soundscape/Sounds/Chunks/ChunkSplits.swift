// Recordings, and all chunks of each, are divided like mixtures: into parts with a name and a share.

extension OutputOptions.Split {
  /// The splits that a text means, as `train=0.8,val=0.1,test=0.1`; nil for anything else.
  public static func splits(_ text: String) -> [Self]? {
    var names: NameSet = []
    var splits: [Self] = []
    for part in text.parts(between: ",") {
      guard let (name, number) = part.halves(at: "="), let share = Double(number), share > 0, share.isFinite,
        InnerPath.problem(ofName: name) == nil, !name.begins(with: "."), names.insert(name).inserted
      else { return nil }
      splits.append(Self(name: name, share: share))
    }
    return splits
  }

  /// Which split each recording is in.
  ///
  /// A recording is in one split only, so that what overlaps, and what is repeated in a piece, never crosses. The longest
  /// recording comes first, and each goes where most is missing: the shares are met as closely as whole recordings allow.
  static func assignment(of durations: [Seconds], to splits: [Self]) -> [Int] {
    let shares = splits.reduce(0) { $0 + $1.share }
    let total = durations.reduce(0, +)
    var missing = splits.map { total * $0.share / shares }
    var result = [Int](repeating: 0, count: durations.count)
    // Sorting keeps the order of equal ones, which is that of their names.
    for i in durations.indices.sorted(by: { (-durations[$0], $0) < (-durations[$1], $1) }) {
      var best = 0
      for split in missing.indices where missing[split] > missing[best] { best = split }
      result[i] = best
      missing[best] -= durations[i]
    }
    return result
  }
}
