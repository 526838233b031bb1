/// Reads a recipe's file together with those that it includes.
struct Includes {
  /// The most files of a recipe: files that include each other twice and twice again would never end.
  private static let mostFiles = 256

  /// The files being read, each included by the one before it: as written, and where they really are.
  private var open: [(file: String, path: String)] = []
  private var count = 0

  /// The content of a file, merged with what it includes: mappings key by key, the including file's values win; of
  /// several included files the later ones do.
  ///
  /// *Throws:* `.recipe` for what is not valid YAML, and at the place of an `include` that leads nowhere or is circular.
  mutating func tree(of text: String, file: String) throws(SoundscapeError) -> RecipeTree {
    open.append((file, FileSystem.realPath(file)))
    defer { open.removeLast() }
    var tree = RecipeTree(root: try Node(yaml: text, file: file), provenance: Provenance(file: file))
    guard let include = tree["include"] else { return tree }
    let place = RecipeNode(tree).child(include, "include")
    tree["include"] = nil
    for entry in try entries(place).reversed() {
      let below = try self.tree(includedAt: entry, folder: Path.parent(of: file))
      tree.lay(over: below)
    }
    return tree
  }

  private func entries(_ include: RecipeNode) throws(SoundscapeError) -> [RecipeNode] {
    if include.isNull { return [] }
    if case .sequence = include.node { return try include.list() }
    guard case .scalar = include.node else { throw include.wrongType("a file or a list of files") }
    return [include]
  }

  private mutating func tree(includedAt entry: RecipeNode, folder: String) throws(SoundscapeError) -> RecipeTree {
    let file = Path.join(folder, try entry.name())
    count += 1
    guard count <= Self.mostFiles else { throw entry.failure("includes more than \(Self.mostFiles) files") }
    let path = FileSystem.realPath(file)
    if let first = open.firstIndex(where: { hasSameBytes($0.path, path) }) {
      let way = (open[first...].map(\.file) + [file]).joined(separator: " → ")
      throw entry.failure("circular include: \(way)")
    }
    let text: String
    do { text = try RecipeReader.text(of: file) } catch { throw entry.failure("\(file): \(error.problem)") }
    let below = try tree(of: text, file: file)
    guard case .mapping = below.root else {
      throw RecipeNode(below).wrongType("a mapping of keys to values")
    }
    return below
  }
}
