extension MixtureOutline {
  /// The events of each stem, and what its file is named by; in the order of each stem's first event.
  var stemParts: [(name: String, events: [Int])] {
    guard stemsOf != .event else {
      return events.enumerated().map { ($0.element.stemName(by: stemNames), [$0.offset]) }
    }
    var places: NameTable<Int> = [:]
    var parts: [(name: String, events: [Int])] = []
    for (i, event) in events.enumerated() {
      let key = "\(event.role.rawValue)/\(event.stemKey(stemsOf, place: i))"
      if let place = places[key] {
        parts[place].events.append(i)
      } else {
        places[key] = parts.count
        parts.append(("", [i]))
      }
    }
    for i in parts.indices { parts[i].name = name(of: parts[i].events) }
    return parts
  }

  /// The name that the recipe gives what a stem is of; else the label of its events.
  private func name(of members: [Int]) -> String {
    let first = events[members[0]]
    let isNamed = stemsOf == .name || stemsOf == .group && first.name.holds("/")
    if isNamed, !first.name.isEmpty, !first.hasPlaceForName {
      return first.stemKey(stemsOf, place: members[0]).replacing("#", with: "-")
    }
    if members.count == 1 { return first.stemName(by: stemNames) }
    var seen: NameSet = []
    let labels = members.map { events[$0].label }.filter { seen.insert($0).inserted }
    let name = labels.joined(separator: "+")
    return name.utf8.count <= Self.longestSum ? name : "\(labels[0])+\(labels.count - 1)"
  }

  /// Bytes of a name that is made of several labels.
  private static let longestSum = 120
}

extension MixtureOutline.Event {
  /// What events of one stem have in common.
  fileprivate func stemKey(_ stemsOf: OutputOptions.StemsOf, place: Int) -> String {
    switch stemsOf {
    case .event: "\(place)"
    case .label: label
    // Names hold neither sign but between their parts: `song#1/vocals`.
    case .name: String(name.parts(between: "/", mostSplits: 1)[0].parts(between: "#", mostSplits: 1)[0])
    case .group: String(name.parts(between: "/", mostSplits: 1)[0])
    }
  }
}
