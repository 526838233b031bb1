/// Names for stems that hold single events.
enum StemList {
  /// Each name where only one event has it, else the name and the event's number among those of the name.
  static func unique(_ names: [String]) -> [String] {
    let totals = NameTable(names.map { ($0, 1) }, uniquingKeysWith: +)
    var counts: NameTable<Int> = [:]
    var taken = NameSet(names)
    return names.map { name in
      guard totals[name] != 1 else { return name }
      while true {
        let number = counts[name, default: 0]
        counts[name] = number + 1
        // A label may itself be called `dog-1`: then the next number is tried.
        if taken.insert("\(name)-\(number)").inserted { return "\(name)-\(number)" }
      }
    }
  }
}
