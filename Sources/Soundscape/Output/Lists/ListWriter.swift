/// Makes the lists that the layouts of a data set want, from its manifest and annotations.
///
/// They depend on nothing else: made again, they are the same bytes. So a run that was stopped, or parts that were merged,
/// end with the same lists as one run.
struct ListWriter {
  let root: String
  let layouts: Layouts

  /// The lists of the data set; none where its layout has none.
  ///
  /// *Throws:* `.annotation` for a line or an annotation that cannot be read.
  func lists() throws(SoundscapeError) -> DatasetLists {
    var lists = DatasetLists()
    let reader = try DatasetReader(dataset: root)
    for position in 0..<reader.count {
      let entry = try reader.entry(at: position)
      guard let row = entry.row, row.status == .ok, let path = entry.annotationPath,
        let layout = layouts.all.first(where: { isSameName($0.name, row.layout) }), layout.hasLists
      else { continue }
      layout.list(ListedMixture(row: row, annotation: try Annotation(jams: path), root: entry.root), in: &lists)
    }
    return lists
  }

  /// Writes them, each whole or not at all.
  func write() throws(SoundscapeError) {
    let lists = try lists().lists
    guard !lists.isEmpty else { return }
    let folder = try StagingFolder(root)
    for path in lists.keys.sorted(by: isInByteOrder) {
      try folder.write(lists[path]?.file(at: path) ?? [], to: try place(path))
    }
  }

  private func place(_ path: String) throws(SoundscapeError) -> InnerPath {
    do throws(InnerPath.Refusal) { return try InnerPath(path) } catch {
      throw .output(path: root, problem: error.problem)
    }
  }
}
