/// How an object of a file is written where this program would write it differently. An annotation keeps it, so that a file
/// of another program comes out with every field that it had.
struct WrittenForm: Hashable, Sendable, Codable {
  /// Members that the annotation does not know.
  var unknown: NameTable<JSONTree> = [:]
  /// Members that it knows, in another form: a whole number without its decimal point, another constant, null.
  var known: [JAMSKey: JSONTree] = [:]
  /// Members that are not there.
  var absent: Set<JAMSKey> = []

  var isEmpty: Bool { unknown.isEmpty && known.isEmpty && absent.isEmpty }

  /// Keeps what still holds when the values have changed: numbers are compared with the values, constants stay.
  mutating func settle() {
    absent = []
    known = known.filter { $0.value.double != nil || JAMSKey.constants.contains($0.key) }
  }
}

extension Annotation {
  /// From now on, has every known member written as this program writes it.
  mutating func settleWrittenForms() {
    for object in written.keys { written[object]?.settle() }
  }
}

// MARK: Writing

extension JSONWriter {
  /// Keys need no escapes.
  mutating func key(_ key: JAMSKey) { self.key(plain: key.rawValue) }

  mutating func member(_ key: JAMSKey, _ value: some JSONValue) {
    self.key(key)
    self.value(value)
  }

  /// A member of an object that another program may have written in another form.
  mutating func member(_ key: JAMSKey, _ value: some JSONValue, as form: WrittenForm?) {
    guard let form else { return member(key, value) }
    if form.absent.contains(key) { return }
    if let tree = form.known[key] { member(key, tree) } else { member(key, value) }
  }

  /// A number keeps its form as long as it is the same number.
  mutating func member(_ key: JAMSKey, _ value: Double, as form: WrittenForm?) {
    guard let form else { return member(key, value) }
    if form.absent.contains(key) { return }
    if let tree = form.known[key], tree.isNull || tree.double == value { member(key, tree) } else { member(key, value) }
  }

  mutating func member(_ key: JAMSKey, _ value: Double?, as form: WrittenForm?) {
    if let value { return member(key, value, as: form) }
    if form?.absent.contains(key) != true { member(key, JSONTree.null) }
  }

  /// Members that the annotation does not know, after those that it does.
  mutating func unknownMembers(of form: WrittenForm?) {
    guard let form, !form.unknown.isEmpty else { return }
    for (key, value) in form.unknown.sorted(by: { isInByteOrder($0.key, $1.key) }) { member(key, value) }
  }
}
