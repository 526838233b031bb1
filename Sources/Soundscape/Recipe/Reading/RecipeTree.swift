/// A recipe's YAML and where each part of it came from: settings and variants change it before it is read.
struct RecipeTree {
  var root: Node
  var provenance: Provenance

  /// Puts a value at a key path; `location` is where that path is, for errors.
  mutating func lay(
    _ value: Node, at path: KeyPathSteps, from source: Provenance.Source, location: String
  ) throws(SoundscapeError) {
    for touched in try root.replace(path, with: value, location: location) { provenance.put(source, at: touched) }
  }

  /// The value of a key of the whole recipe; nil takes it away.
  subscript(key: String) -> Node? {
    get { root[key] }
    set {
      guard case .mapping(var mapping) = root else { return }
      mapping[text: key] = newValue
      root = .mapping(mapping)
    }
  }

  /// Lays this tree over another one: mappings are merged, otherwise the value of this tree wins.
  mutating func lay(over lower: RecipeTree) {
    root = merged(root, over: lower.root, at: "", from: lower.provenance)
  }

  private mutating func merged(_ upper: Node, over lower: Node, at keyPath: String, from other: Provenance) -> Node {
    guard case .mapping(var result) = upper, case .mapping(let below) = lower else { return upper }
    for (key, value) in below {
      let name = key.string ?? ""
      let path = KeyPathSteps.path(keyPath, key: name)
      if let i = result.position(of: name) {
        result[i].value = merged(result[i].value, over: value, at: path, from: other)
      } else {
        result.pairs.append((key, value))
        provenance.adopt(other, at: path)
      }
    }
    return .mapping(result)
  }
}
