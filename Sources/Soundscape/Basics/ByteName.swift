/// A name or a path that is compared by its bytes.
///
/// `String` takes texts for equal that only look alike: `é` as one character and as `e` with an accent are two files.
struct ByteName: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (a: ByteName, b: ByteName) -> Bool { hasSameBytes(a.text, b.text) }

  // What has the same bytes is equal as text, so the text's own hash will do: it is the fastest.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// Whether two names have the same bytes, or both are missing.
func isSameName(_ a: String?, _ b: String?) -> Bool { a.map(ByteName.init) == b.map(ByteName.init) }

/// Whether two lists have the same names in the same order.
func areSameNames(_ a: [String], _ b: [String]) -> Bool { a.elementsEqual(b, by: hasSameBytes) }

extension Sequence<String> {
  /// Whether a name is there, byte by byte.
  func containsName(_ name: String) -> Bool { contains { hasSameBytes($0, name) } }
}

extension Collection<String> {
  /// Where the name with the same bytes is.
  func place(ofName name: String) -> Index? { firstIndex { hasSameBytes($0, name) } }

  /// Where a name is: the one with the same bytes; else one that is written with the same characters, so that a recipe
  /// finds a folder whose disk writes accents in another form.
  func index(ofName name: String) -> Index? {
    firstIndex { hasSameBytes($0, name) } ?? firstIndex { $0 == name }
  }
}
