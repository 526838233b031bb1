/// Which files play in each mixture, where a list says so instead of draws.
public struct Compositions: Hashable, Sendable {
  /// The list's file.
  public var path: String
  /// The kept column by which cells name sounds; nil for their paths and names.
  public var column: String?
  /// For each mixture the sound of each foreground event, in the order of the recipe.
  public var rows: [[String]]
  /// The line of the file on which each row begins, from 1.
  var lines: [Int]

  public init(path: String, column: String? = nil, rows: [[String]]) {
    self.path = path
    self.column = column
    self.rows = rows
    lines = Array(1...max(1, rows.count))
  }

  /// Reads a list: comma-separated values without a header, a row for each mixture.
  ///
  /// *Throws:* `.source` for a file that is not such a list.
  init(file path: String, column: String?) throws(SoundscapeError) {
    self.init(path: path, column: column, rows: [])
    lines = []
    let bytes = try FileSystem.readPlain(path, most: Self.mostBytes)
    do throws(DataTable.Failure) {
      var reader = CellReader(bytes, separator: UInt8(ascii: ","))
      while let (cells, line) = try reader.next() {
        // A line without anything in it.
        if cells.count == 1, cells[0].isEmpty { continue }
        rows.append(cells)
        lines.append(line)
      }
    } catch { throw .source(path: path, problem: "is not a list of compositions: \(error)") }
    guard !rows.isEmpty else { throw .source(path: path, problem: "lists no compositions") }
  }

  private static let mostBytes = 1 << 29

  /// SHA-256 of what it says.
  var digest: String {
    SHA256Hasher.hexDigest(of: rows.map { $0.joined(separator: "\t") }.joined(separator: "\n") + "\n\(column ?? "")")
  }
}

extension Recipe {
  /// What a list of compositions leaves no room for: the key path, and the problem; nil where there is nothing.
  var compositionsProblem: (keyPath: String, problem: String)? {
    guard compositions != nil else { return nil }
    let clash = "has no effect with compositions, which say what every event plays"
    for (i, spec) in events.enumerated() {
      if spec.group != nil {
        return ("events[\(i)].labels", "cannot be used with compositions: write an event for each file")
      }
      if spec.label != .any { return ("events[\(i)].label", clash) }
      if spec.sourceFile != .any { return ("events[\(i)].source_file", clash) }
    }
    if constraints != Constraints() {
      return ("constraints", "cannot be used with compositions, which say what is in a mixture")
    }
    if gate != nil { return ("gate", "cannot be used with compositions: it would draw other files") }
    if output.splitBy.dividesSounds {
      return ("output.split_by", "cannot be used with compositions, which take sounds of all splits")
    }
    return nil
  }
}
