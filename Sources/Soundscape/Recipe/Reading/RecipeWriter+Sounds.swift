// The section `soundbank`.

extension RecipeWriter {
  static func soundbank(_ folders: Recipe.SoundbankFolders) -> Node.Mapping {
    var fields = Node.Mapping()
    fields.add("foreground", sources(folders.foreground))
    if !folders.background.isEmpty { fields.add("background", sources(folders.background)) }
    return fields
  }

  private static func sources(_ sources: [SoundSource]) -> Node {
    sources.count == 1 ? source(sources[0]) : .list(sources.map(source))
  }

  private static func source(_ source: SoundSource) -> Node {
    if source == SoundSource(path: source.path) { return .text(source.path) }
    var fields = Node.Mapping()
    fields.add("path", .text(source.path))
    switch source.arrangement {
    case .labelFolders: break
    case .files(let template): fields.add("files", .text(template.text))
    case .table(let table):
      fields.add("table", .text(table.path))
      fields.add("file", .text(table.fileForm?.text ?? table.fileColumn ?? ""))
      fields.add("label", table.labelColumn.map(Node.text))
      fields.add("separator", table.separator.map(Node.text))
      if table.separator != nil { fields.add("several", table.several, usually: .first) }
      var conditions = Node.Mapping()
      for (column, cells) in table.conditions.sorted(by: { isInByteOrder($0.key, $1.key) }) {
        conditions.add(column, .list(cells.map(Node.text)))
      }
      fields.add("where", section: conditions)
    }
    fields.add("label", source.label.map { .list([Node("const"), .text($0)]) })
    var labels = Node.Mapping()
    for mapping in source.labels { labels.add(mapping.label, .list(mapping.found.map(Node.text))) }
    fields.add("labels", section: labels)
    switch source.group {
    case .field(let text)?, .pattern(let text)?: fields.add("group", .text(text))
    case nil: break
    }
    fields.add("song", source.song.map(Node.text))
    fields.add("sum", source.sumsFiles, usually: false, Node.flag)
    fields.add("keep", source.kept, usually: []) { .list($0.map(Node.text)) }
    if let chunks = source.chunks {
      var windows = Node.Mapping()
      windows.add("length", .number(chunks.length))
      windows.add("hop", chunks.hop, usually: chunks.length, Node.number)
      fields.add("chunks", section: windows)
    }
    return .mapping(fields)
  }
}
