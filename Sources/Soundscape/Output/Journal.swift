/// What a run has written down of itself so far, `manifest.jsonl.partial`: whose it is, then a row for each mixture in
/// whatever order they are done, and now and then which of them are safe on the disk.
struct Journal {
  /// The run's identity; nil in a journal that has lost its first line.
  private(set) var run: String?
  /// The mixtures that it has rows of.
  private(set) var recorded = MixtureSet()
  /// The mixtures that a power cut cannot harm any more.
  private(set) var synced = MixtureSet()

  init(run: String?) { self.run = run }

  /// The mixtures of which a power cut may have harmed files.
  var atRisk: MixtureSet { MixtureSet(recorded.lazy.filter { [synced] in !synced.contains($0) }) }

  /// Reads the journal of a folder.
  ///
  /// A last line without its end was cut off when its writer was stopped, and is skipped.
  /// - Parameter row: takes each row, with the place of its line.
  /// *Throws:* `.annotation` for any other line that is not one of a journal, `.output` for a file that has no whole line
  /// and is not the beginning of a journal either: it is somebody else's.
  init(
    _ file: LineFile, row: (ManifestRow, _ place: Int) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    self.init(run: nil)
    var hasLines = false
    let rest = try file.forEachLine { (line) throws(SoundscapeError) in
      hasLines = true
      switch try Line(line, of: file.path) {
      case .run(let known): run = known
      case .synced(let indices): for index in indices { synced.insert(index) }
      case .row(let made):
        recorded.insert(made.index)
        // Made again after it was safe.
        synced.remove(made.index)
        try row(made, line.place)
      }
    }
    if !hasLines, !Self.isBeginning(rest) {
      throw .output(path: file.path, problem: "is in the way: it is not the journal of a run", advice: .otherFolder)
    }
  }

  /// Whether bytes without a line's end are the beginning of a journal's first line.
  private static func isBeginning(_ bytes: [UInt8]) -> Bool {
    let start = Array("{\"\(runKey)\": \"".utf8)
    let rest = bytes.dropFirst(start.count)
    return start.starts(with: bytes.prefix(start.count)) && rest.allSatisfy(Array("0123456789abcdef\"}".utf8).contains)
  }

  private enum Line {
    case run(String)
    case synced([Int])
    case row(ManifestRow)

    init(_ line: LineFile.Line, of path: String) throws(SoundscapeError) {
      func isOf(_ key: String) -> Bool { line.bytes.starts(with: "{\"\(key)\"".utf8) }
      if isOf(runKey) {
        guard let known = (try? JSONReader.tree(of: line.bytes))?[runKey].string else {
          throw Manifest.brokenLine(line.number, of: path)
        }
        self = .run(known)
      } else if isOf(syncedKey) {
        guard let indices = (try? JSONReader.tree(of: line.bytes))?[syncedKey].elements else {
          throw Manifest.brokenLine(line.number, of: path)
        }
        self = .synced(indices.compactMap(ManifestMembers.whole))
      } else {
        self = .row(try ManifestRow(line.bytes, line: line.number, of: path))
      }
    }
  }

  private static let runKey = "journal_of"
  private static let syncedKey = "synced"
  /// Mixtures that a line of safe ones names at most: a line is held in memory when it is read.
  private static let mostMarks = 1_000

  /// The first line.
  static func heading(_ run: String) -> [UInt8] {
    line { json in json.member(runKey, run) }
  }

  /// The lines that say which mixtures are safe on the disk, each of a thousand at most.
  static func marks(_ mixtures: MixtureSet) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var indices: [Int] = []
    func end() {
      guard !indices.isEmpty else { return }
      lines.append(
        line { json in
          json.key(syncedKey)
          json.value(indices)
        })
      indices = []
    }
    for index in mixtures {
      indices.append(index)
      if indices.count == mostMarks { end() }
    }
    end()
    return lines
  }

  private static func line(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in members(&json) }
    json.endLine()
    return json.bytes
  }
}
