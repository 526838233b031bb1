// Lists and mappings.

extension RecipeNode {
  /// The elements of a list.
  func list(_ wanted: String = "a list") throws(SoundscapeError) -> [RecipeNode] {
    guard case .sequence(let list) = node else { throw wrongType(wanted) }
    return list.enumerated().map { child($0.element, "\(keyPath)[\($0.offset)]") }
  }

  /// The keys of a mapping with their values, whatever the keys are: `key` is where the key itself stands.
  func entries() throws(SoundscapeError) -> [(name: String, key: RecipeNode, value: RecipeNode)] {
    guard case .mapping(let mapping) = node else { throw wrongType("a mapping of keys to values") }
    var entries: [(name: String, key: RecipeNode, value: RecipeNode)] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      guard case .scalar(let name) = key else {
        let found = child(key, keyPath)
        throw found.failure("a key must be a text (found \(found.summary))")
      }
      let path = keyPath.isEmpty ? name.string : "\(keyPath).\(name.string)"
      let place = child(key, path)
      if !seen.insert(name.string).inserted { throw place.failure("stands here a second time") }
      entries.append((name.string, place, child(value, path)))
    }
    return entries
  }

  /// The values of a mapping, each key checked to be one of `keys`; values of null are left out.
  ///
  /// `mended` are those of the keys that Scaper's semantics has no meaning for.
  func mapping(_ keys: [String], mended: [String] = []) throws(SoundscapeError) -> [String: RecipeNode] {
    var values: [String: RecipeNode] = [:]
    for (name, key, value) in try entries() {
      guard keys.contains(name) else { throw key.failure("unknown key\(suggestion(for: name, among: keys))") }
      if semantics == .scaper, mended.contains(name) { throw key.standsWithOurSemanticsAlone() }
      if !value.isNull { values[name] = value }
    }
    return values
  }

  /// What Scaper has nothing like; `word` names it where it is not the key itself.
  func standsWithOurSemanticsAlone(_ word: String? = nil) -> SoundscapeError {
    failure("\(word.map { $0 + " " } ?? "")stands with semantics: soundscape alone")
  }
}

/// `; did you mean x?`, or what else there is.
private func suggestion(for word: String, among names: [String]) -> String {
  let hint = hint(for: word, among: names)
  return hint.isEmpty ? "; known here: \(names.joined(separator: ", "))" : hint
}
