// The section `soundbank`: folders of label folders, trees and tables.

extension RecipeNode {
  func soundbankFolders(of recipeFile: String) throws(SoundscapeError) -> Recipe.SoundbankFolders {
    let values = try mapping(.soundbank)
    guard let foreground = values["foreground"] else { throw failure("needs a folder under foreground") }
    return Recipe.SoundbankFolders(
      foreground: try foreground.soundSources(recipeFile),
      background: try values["background"].map { (node) throws(SoundscapeError) in
        try node.soundSources(recipeFile)
      } ?? [])
  }

  /// One source or a list of them.
  private func soundSources(_ recipeFile: String) throws(SoundscapeError) -> [SoundSource] {
    guard case .sequence(let list) = node else { return [try soundSource(recipeFile)] }
    guard !list.isEmpty else { throw failure("needs a folder, a mapping, or a list of them (found an empty list)") }
    guard list.count <= RecipeLimits.mostSoundSources else {
      throw failure("has at most \(RecipeLimits.mostSoundSources) sources (found \(list.count))")
    }
    var sources: [SoundSource] = []
    for element in try self.list() { sources.append(try element.soundSource(recipeFile)) }
    return sources
  }

  private func soundSource(_ recipeFile: String) throws(SoundscapeError) -> SoundSource {
    guard case .mapping = node else {
      if case .sequence = node { throw wrongType("a folder, or a mapping with its path") }
      return SoundSource(path: try folder(recipeFile))
    }
    let values = try mapping(.source)
    for (key, other) in [("files", "table"), ("file", "files"), ("separator", "files"), ("where", "files")] {
      if let value = values[key], values[other] != nil { throw value.failure("cannot be used together with \(other)") }
    }
    for key in ["file", "separator", "several", "where"] where values["table"] == nil {
      if let value = values[key] { throw value.failure("needs a table") }
    }
    var source: SoundSource
    if let table = values["table"] {
      source = try table.tableSource(values, recipeFile, of: self)
    } else {
      guard let path = values["path"] else { throw failure("needs a folder under path") }
      source = SoundSource(path: try path.folder(recipeFile))
      if let files = values["files"] { source.arrangement = .files(try files.pathTemplate()) }
      source.label = try values["label"]?.fixedLabel()
    }
    if let labels = values["labels"] { source.labels = try labels.labelMappings() }
    if let group = values["group"] { source.group = try group.groupRule() }
    source.song = try values["song"]?.name()
    if let sum = values["sum"] { source.sumsFiles = try sum.flag() }
    if let kept = values["keep"] { source.kept = try kept.names() }
    source.chunks = try values["chunks"]?.chunks()
    try checkFields(of: source, values)
    return source
  }

  private func tableSource(
    _ values: NameTable<RecipeNode>, _ recipeFile: String, of whole: RecipeNode
  ) throws(SoundscapeError) -> SoundSource {
    var table = SoundTable(path: try folder(recipeFile))
    guard let file = values["file"] else {
      throw whole.failure("needs the column with the sounds' files under file, or a path such as <id>.wav")
    }
    let text = try file.name()
    if text.holds("<") { table.fileForm = try file.pathTemplate() } else { table.fileColumn = text }
    var source = SoundSource(
      path: try values["path"].map { (path) throws(SoundscapeError) in try path.folder(recipeFile) }
        ?? { Path.parent(of: table.path).isEmpty ? "." : Path.parent(of: table.path) }())
    guard let label = values["label"] else {
      throw whole.failure("needs the column with the labels under label, or [const, LABEL] for one that all have")
    }
    if case .sequence = label.node {
      source.label = try label.fixedLabel()
    } else {
      table.labelColumn = try label.name()
    }
    table.separator = try values["separator"]?.name()
    if let several = values["several"] {
      table.several = try several.word(SoundTable.SeveralLabels.self)
      if table.separator == nil { throw several.failure("needs separator, the text between the labels of a cell") }
    }
    for (name, _, value) in try values["where"]?.entries() ?? [] {
      if case .sequence = value.node {
        table.conditions[name] = try value.names()
      } else {
        table.conditions[name] = [try value.text()]
      }
    }
    source.arrangement = .table(table)
    return source
  }

  // MARK: Parts

  private func pathTemplate() throws(SoundscapeError) -> PathTemplate {
    let text = try name()
    do throws(PathTemplate.Failure) { return try PathTemplate(text) } catch { throw failure("\(error)") }
  }

  /// `speech` or `[const, speech]`.
  private func fixedLabel() throws(SoundscapeError) -> String {
    guard case .const(let label) = try choice() else { throw failure("needs one label (found \(summary))") }
    return label
  }

  /// `{vocals: [lead, backing], other: []}`, or a list of the labels that are taken.
  private func labelMappings() throws(SoundscapeError) -> [LabelMapping] {
    if case .sequence = node { return try names().map { LabelMapping(label: $0, found: [$0]) } }
    var mappings: [LabelMapping] = []
    var seen: NameTable<String> = [:]
    var rest: String?
    for (name, key, value) in try entries() {
      var found: [String] = []
      if case .sequence = value.node { found = try value.names() } else { found = [try value.name()] }
      if found.isEmpty {
        if let rest { throw key.failure("\(rest) takes all other labels already") }
        rest = name
      }
      for label in found {
        if let other = seen.updateValue(name, forKey: label) {
          throw value.failure("\(label) is named under \(other) already")
        }
      }
      mappings.append(LabelMapping(label: name, found: found))
    }
    return mappings
  }

  private func groupRule() throws(SoundscapeError) -> SoundSource.GroupRule {
    let text = try name()
    return text.holds("(") ? .pattern(try groupPattern()) : .field(text)
  }

  private func chunks() throws(SoundscapeError) -> SoundChunks {
    let values = try mapping(.chunks)
    guard let length = values["length"] else { throw failure("needs length, the seconds of each window") }
    let range = RecipeLimits.duration.range
    var chunks = SoundChunks(length: try length.seconds(in: range, RecipeLimits.duration.wanted))
    if let hop = values["hop"] { chunks.hop = try hop.seconds(in: range, RecipeLimits.duration.wanted) }
    return chunks
  }

  /// Whether the placeholders that the source names are there; columns are known only when the table is read.
  private func checkFields(of source: SoundSource, _ values: NameTable<RecipeNode>) throws(SoundscapeError) {
    var known: [String]
    switch source.arrangement {
    case .table: return
    case .labelFolders: known = ["label", "file"]
    case .files(let template): known = template.placeholders
    }
    if source.label == nil, !known.containsName("label") {
      throw (values["files"] ?? self).failure("needs <label>, or a label beside it that all its sounds have")
    }
    if let label = values["label"], known.containsName("label") {
      throw label.failure("cannot be used together with <label>, which says it")
    }
    func check(_ name: String, _ key: String) throws(SoundscapeError) {
      guard !known.containsName(name), let value = values[key] else { return }
      throw value.failure("files has no <\(name)>\(hint(for: name, among: known))")
    }
    if case .field(let name)? = source.group { try check(name, "group") }
    if let song = source.song { try check(song, "song") }
    for name in source.kept { try check(name, "keep") }
    if source.sumsFiles, source.song == nil, !known.containsName("song") {
      throw (values["sum"] ?? self).failure(
        "needs <song> in files, or song: the placeholder by which files belong together")
    }
  }
}
