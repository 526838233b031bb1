extension PathTemplate {
  /// What the placeholders stand for in a path; nil for a path of another form.
  ///
  /// Names are compared by their bytes, then by their characters: disks write accents in two forms.
  func match(_ path: String) -> NameTable<String>? {
    let names = Path.parts(of: path)
    guard names.count >= components.count - components.filter({ $0 == .folders }).count else { return nil }
    return match(components[...], names[...], [:])
  }

  private func match(
    _ components: ArraySlice<Component>, _ names: ArraySlice<String>, _ bound: NameTable<String>
  ) -> NameTable<String>? {
    guard let first = components.first else { return names.isEmpty ? bound : nil }
    switch first {
    case .folders:
      for skipped in 0...names.count {
        if let found = match(components.dropFirst(), names.dropFirst(skipped), bound) { return found }
      }
      return nil
    case .name(let pieces):
      guard let name = names.first else { return nil }
      guard let found = Self.match(pieces, name, bound) else { return nil }
      return match(components.dropFirst(), names.dropFirst(), found)
    }
  }

  private static func match(_ pieces: [Piece], _ name: String, _ bound: NameTable<String>) -> NameTable<String>? {
    if let found = quickMatch(pieces, name, bound) { return found }
    var scalars = NameMatcher(pieces, Array(name.unicodeScalars), bound) { Array($0.unicodeScalars) }
    if let found = scalars.run() {
      return bound.merging(found) { String(String.UnicodeScalarView(name.unicodeScalars.dropFirst($0).prefix($1))) }
    }
    var characters = NameMatcher(pieces, Array(name), bound) { Array($0) }
    return characters.run().map { bound.merging($0) { String(name.dropFirst($0).prefix($1)) } }
  }
}

extension PathTemplate {
  /// The most usual forms, `<label>` and `<file>.wav`, without a search; nil for all others, and what they do not match.
  private static func quickMatch(
    _ pieces: [Piece], _ name: String, _ bound: NameTable<String>
  ) -> NameTable<String>? {
    guard case .placeholder(let placeholder)? = pieces.first, pieces.count < 3, bound[placeholder] == nil else {
      return nil
    }
    var end = ""
    if pieces.count == 2 {
      guard case .text(let text) = pieces[1] else { return nil }
      end = text
    }
    let count = name.utf8.count - end.utf8.count
    // A mark after the last character would be a part of it.
    guard count > 0, name.ends(with: end), end.utf8.first.map({ $0 < 0x80 }) ?? true else { return nil }
    var found = bound
    found[placeholder] = end.isEmpty ? name : String(Substring(name.utf8.prefix(count)))
    return found
  }
}

extension NameTable<String> {
  fileprivate func merging(_ found: [(String, Range<Int>)], _ text: (Int, Int) -> String) -> NameTable<String> {
    var merged = self
    for (name, range) in found { merged[name] = text(range.lowerBound, range.count) }
    return merged
  }
}

/// Matches one name; places that were tried in vain are remembered, so that it takes time in proportion to the pieces times
/// the name's length squared at most.
private struct NameMatcher<Element: Equatable> {
  private enum Step {
    case text([Element])
    case any
    case placeholder(String)
  }

  private let steps: [Step]
  private let name: [Element]
  private var failed: Set<Int> = []

  init(
    _ pieces: [PathTemplate.Piece], _ name: [Element], _ bound: NameTable<String>, _ elements: (String) -> [Element]
  ) {
    self.name = name
    steps = pieces.map { piece in
      switch piece {
      case .text(let text): .text(elements(text))
      case .any: .any
      case .placeholder(let name): bound[name].map { .text(elements($0)) } ?? .placeholder(name)
      }
    }
  }

  /// Where the placeholders are.
  mutating func run() -> [(String, Range<Int>)]? { match(0, 0) }

  private mutating func match(_ step: Int, _ place: Int) -> [(String, Range<Int>)]? {
    guard step < steps.count else { return place == name.count ? [] : nil }
    let key = step * (name.count + 1) + place
    if failed.contains(key) { return nil }
    switch steps[step] {
    case .text(let text):
      if name.dropFirst(place).starts(with: text), let rest = match(step + 1, place + text.count) { return rest }
    case .any:
      for end in (place...name.count).reversed() {
        if let rest = match(step + 1, end) { return rest }
      }
    case .placeholder(let placeholder):
      for end in (place...name.count).reversed() where end > place {
        if let rest = match(step + 1, end) { return [(placeholder, place..<end)] + rest }
      }
    }
    failed.insert(key)
    return nil
  }
}
