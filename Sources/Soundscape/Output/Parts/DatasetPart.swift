/// What a part of a data set is of, as its folder says in `part.json`.
public struct DatasetPart: Hashable, Sendable {
  public let shard: Shard
  /// The mixtures of all parts.
  public let whole: Range<Int>
  /// Mixtures that stay together in a part.
  public let unit: Int

  public init(_ shard: Shard, of whole: Range<Int>, unit: Int = 1) {
    (self.shard, self.whole, self.unit) = (shard, whole, unit)
  }

  /// The mixtures of the part.
  public var indices: Range<Int> { shard.range(of: whole, unit: unit) }

  /// The version of the file.
  private static let format = 1
  /// A longer file is not of this kind.
  private static let mostBytes = 4_096

  /// The file's content.
  ///
  /// - Parameter run: what decides every byte of the data set.
  func json(run: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("count", whole.count)
      json.member("format", Self.format)
      json.member("part", shard.number)
      json.member("parts", shard.count)
      json.member("run", run)
      json.member("start", whole.lowerBound)
      json.member("unit", unit)
    }
    json.endLine()
    return json.bytes
  }

  /// Reads the file of a part's folder; nil where there is none.
  ///
  /// *Throws:* `.annotation` for a file that is not one of a part.
  static func read(in root: RootFolder) throws(SoundscapeError) -> (part: DatasetPart, run: String)? {
    guard let bytes = try root.read(.part) else { return nil }
    func number(_ tree: JSONTree, _ key: String) -> Int? { ManifestMembers.whole(tree[key]) }
    guard bytes.count <= mostBytes, let tree = try? JSONReader.tree(of: bytes), number(tree, "format") == format,
      let start = number(tree, "start"), let count = number(tree, "count"), let unit = number(tree, "unit"), unit > 0,
      let part = number(tree, "part"), let parts = number(tree, "parts"), let shard = Shard(part, of: parts),
      let run = tree["run"].string, !start.addingReportingOverflow(count).overflow
    else { throw .annotation(path: root.shown(.part), problem: "is not the description of a part") }
    return (DatasetPart(shard, of: start..<start + count, unit: unit), run)
  }

  /// Writes the file, unless it is there.
  ///
  /// *Throws:* `.output` where the folder is that of another part.
  func write(in root: RootFolder, run: String, staged: InnerPath) throws(SoundscapeError) {
    if let known = try Self.read(in: root) {
      guard known.part == self, known.run == run else {
        let theirs = known.part.whole
        throw .output(
          path: root.path,
          problem: "is part \(known.part.shard) of \(theirs.count) mixtures from \(theirs.lowerBound) on, not part "
            + "\(shard) of \(whole.count) from \(whole.lowerBound) on", advice: .overwriteOrOtherFolder)
      }
      return
    }
    try root.removeStaged()
    try root.write(json(run: run), to: staged)
    try root.move(staged, to: .part, replacing: true)
  }
}
