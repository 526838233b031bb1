// Lists and mappings.

extension RecipeNode {
  /// The elements of a list.
  func list(_ wanted: String = "a list") throws(SoundscapeError) -> [RecipeNode] {
    guard case .sequence(let list) = node else { throw wrongType(wanted) }
    return list.enumerated().map { child($0.element, "\(keyPath)[\($0.offset)]") }
  }

  /// The keys of a mapping with their values, whatever the keys are: `key` is where the key itself is.
  func entries() throws(SoundscapeError) -> [(name: String, key: RecipeNode, value: RecipeNode)] {
    guard case .mapping(let mapping) = node else { throw wrongType("a mapping of keys to values") }
    var entries: [(name: String, key: RecipeNode, value: RecipeNode)] = []
    for (key, value) in mapping {
      guard case .scalar(let name) = key else {
        let found = child(key, keyPath)
        throw found.failure("a key must be a text (found \(found.summary))")
      }
      let path = KeyPathSteps.path(keyPath, key: name.string)
      entries.append((name.string, child(key, path), child(value, path)))
    }
    return entries
  }

  /// The values of a section, each key checked to be one that it has and that the semantics allows.
  ///
  /// - Parameter other: a section whose keys are allowed too.
  func mapping(
    _ section: RecipeSection, and other: RecipeSection? = nil
  ) throws(SoundscapeError) -> NameTable<RecipeNode> {
    try mapping(keys: section.keys + (other?.keys ?? []), elsewhere: section.placeElsewhere(of:)) {
      dialect.refuses(key: $0, in: section)
    }
  }

  /// The values of a mapping, each key checked to be one of `keys`; values of null are left out.
  ///
  /// - Parameter elsewhere: where a key belongs that is not among them, as far as that is known.
  func mapping(
    keys: [String], elsewhere: (String) -> String? = { _ in nil }, isRefused: (String) -> Bool = { _ in false }
  ) throws(SoundscapeError) -> NameTable<RecipeNode> {
    var values: NameTable<RecipeNode> = [:]
    for (name, key, value) in try entries() {
      guard keys.containsName(name) else {
        let place = elsewhere(name).map { "; did you mean \($0)?" }
        throw key.failure("unknown key\(place ?? suggestion(for: name, among: keys))")
      }
      if isRefused(name) { throw key.needsSoundscapeSemantics() }
      if !value.isNull { values[name] = value }
    }
    return values
  }

  /// The error for what Scaper does not have; `word` names it if it is not the key itself.
  func needsSoundscapeSemantics(_ word: String? = nil) -> SoundscapeError {
    failure("\(word.map { $0 + " " } ?? "")is only available with `semantics: soundscape`")
  }
}

/// `; did you mean x?`, or what else there is.
private func suggestion(for word: String, among names: [String]) -> String {
  let hint = hint(for: word, among: names)
  return hint.isEmpty ? "; known here: \(names.joined(separator: ", "))" : hint
}
