// What was drawn for the mixture as a whole, and the groups of its events: only there where there is any.

extension JSONWriter {
  /// `variant`, `split` and `let` of our part.
  mutating func origin(_ origin: MixtureOrigin) {
    if let variant = origin.variant { member(.variant, variant) }
    if let split = origin.split { member(.split, split) }
    if let prompt = origin.prompt { member(.prompt, prompt) }
    guard !origin.values.isEmpty else { return }
    key(.let)
    object { json in
      for (name, value) in origin.values.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(name, value) }
    }
  }

  /// `group` of an event's entry.
  mutating func membership(_ group: GroupMembership?) {
    guard let group else { return }
    key(.group)
    object { json in
      json.member(.name, group.name)
      json.member(.coherent, group.isCoherent)
      json.member(.song, group.song)
    }
  }
}

extension MixtureOrigin.Variant: JSONValue {
  package func write(to json: inout JSONWriter) {
    switch self {
    case .place(let place): place.write(to: &json)
    case .name(let name): name.write(to: &json)
    }
  }

  /// nil where it is neither a place nor a name.
  init?(_ tree: JSONTree) {
    if let name = tree.string {
      self = .name(name)
    } else if let place = tree.double.flatMap({ Int(exactly: $0) }), place >= 0 {
      self = .place(place)
    } else {
      return nil
    }
  }
}

extension MixtureOrigin.LetValue: JSONValue {
  package func write(to json: inout JSONWriter) {
    switch self {
    case .number(let number): number.write(to: &json)
    case .text(let text): text.write(to: &json)
    }
  }
}

extension JAMSReader {
  mutating func origin() throws(SoundscapeError) -> MixtureOrigin {
    var origin = MixtureOrigin()
    if let tree = tree(.variant) {
      guard let variant = MixtureOrigin.Variant(tree) else {
        throw failure(.variant, "needs a name or a place from 0 on")
      }
      origin.variant = variant
    }
    origin.split = try optionalText(.split)
    origin.prompt = try optionalText(.prompt)
    for (name, tree) in try object(.let) ?? [:] {
      if let text = tree.string {
        origin.values[name] = .text(text)
      } else if let number = tree.double, number.isFinite {
        origin.values[name] = .number(number)
      } else {
        throw failure(.let, "\(name) needs a number or a text")
      }
    }
    return origin
  }

  /// The group that an event, by its position, is a member of.
  mutating func membership(of i: Int, in path: String) throws(SoundscapeError) -> GroupMembership? {
    guard let members = try object(.group) else { return nil }
    var reader = JAMSReader(members, at: .part(.group, of: i), of: path)
    return GroupMembership(
      name: try reader.text(.name), isCoherent: try reader.flag(.coherent, missing: false),
      song: try reader.optionalText(.song))
  }
}
