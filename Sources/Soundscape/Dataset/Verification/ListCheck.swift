/// Whether the lists of a data set say what its annotations say.
struct ListCheck {
  /// Those that belong to the data set, by their paths.
  private(set) var paths: NameSet = []
  private(set) var findings: [VerificationFinding] = []

  /// Makes the lists again, and compares them with those that are there.
  ///
  /// Where an annotation cannot be read, nothing can be said of the lists: that is a finding of its own.
  init(root: String, layouts: Layouts) {
    guard let lists = try? ListWriter(root: root, layouts: layouts).lists().lists else { return }
    for path in lists.keys.sorted(by: isInByteOrder) {
      paths.insert(path)
      let expected = lists[path]?.file(at: path) ?? []
      let place = Path.join(root, path)
      if let problem = RootFolder.problem(of: path, below: root) {
        findings.append(.init(.failure, index: nil, file: path, problem))
      } else if !FileSystem.exists(place) {
        findings.append(.init(.failure, index: nil, file: path, "is missing, a list of the data set's mixtures"))
      } else if (try? FileSystem.readPlain(place, most: expected.count)) != expected {
        findings.append(.init(.failure, index: nil, file: path, "does not list what the annotations say"))
      }
    }
  }
}
