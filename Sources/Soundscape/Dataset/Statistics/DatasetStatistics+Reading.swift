import Synchronization

extension DatasetStatistics {
  /// Reads the statistics of a data set.
  ///
  /// Annotations are read one after another by each worker and let go of; the statistics are the same for any number of
  /// workers.
  /// - Parameters:
  ///   - dataset: the folder of `manifest.jsonl`, or the manifest itself.
  ///   - jobs: how many annotations are read at once.
  ///   - progress: is told now and then, from any worker.
  ///
  /// *Throws:* `.annotation` where there is no manifest, where it is empty or broken, and for the first annotation that
  /// cannot be read.
  public static func read(
    _ dataset: String, jobs: Int = 1, progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) async throws(SoundscapeError) -> DatasetStatistics {
    let lines = try ManifestLines(dataset)
    let results = await withTaskGroup(of: Part.self) { group in
      for _ in 0..<max(1, jobs) { group.addTask { Part(lines, progress) } }
      return await group.reduce(into: [Part]()) { $0.append($1) }
    }
    if Task.isCancelled { throw .cancelled }
    if let failure = results.compactMap(\.failure).min(by: { $0.line < $1.line }) { throw failure.error }
    return results.reduce(into: DatasetStatistics()) { $0.merge($1.statistics) }
  }

  /// What one worker reads.
  private struct Part: Sendable {
    var statistics = DatasetStatistics()
    var failure: (line: Int, error: SoundscapeError)?

    init(_ lines: ManifestLines, _ progress: (DatasetProgress) -> Void) {
      while !Task.isCancelled, let batch = lines.next() {
        for line in batch {
          do throws(SoundscapeError) {
            try lines.add(line, to: &statistics)
          } catch {
            failure = (line, error)
            lines.stop()
            return
          }
        }
        var state = DatasetProgress(total: lines.count, found: 0)
        state.made = batch.upperBound
        progress(state)
      }
    }
  }
}

/// The lines of a manifest, each decoded when it is its turn: what they hold of digests is not kept.
private final class ManifestLines: Sendable {
  private let path: String
  private let root: String
  private let bytes: [UInt8]
  private let lines: [Range<Int>]
  private let handedOut = Atomic(0)
  /// Lines that a worker takes at a time.
  private static let batch = 16

  var count: Int { lines.count }

  init(_ dataset: String) throws(SoundscapeError) {
    let isFolder = FileSystem.isDirectory(dataset)
    path = isFolder ? Path.join(dataset, Manifest.fileName) : dataset
    root = isFolder ? dataset : Path.parent(of: dataset)
    guard FileSystem.exists(path) else {
      let journal = Path.join(root, Manifest.journalName)
      let hint = FileSystem.exists(journal) ? "its run did not end; the same generate command goes on with it" : nil
      throw .annotation(
        path: path, problem: "no such file: \(hint ?? "a data set is a folder with a \(Manifest.fileName)")")
    }
    bytes = try FileSystem.read(path)
    var lines: [Range<Int>] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(start..<end)
      start = end + 1
    }
    guard !lines.isEmpty else { throw .annotation(path: path, problem: "the data set is empty (found no mixture)") }
    self.lines = lines
  }

  /// The next lines, each given to one worker alone; nil when there are none.
  func next() -> Range<Int>? {
    let first = handedOut.add(Self.batch, ordering: .relaxed).oldValue
    return first < count ? first..<min(first + Self.batch, count) : nil
  }

  /// Hands nothing out any more. Lines before those handed out are with their workers, who see to them.
  func stop() { handedOut.store(count, ordering: .relaxed) }

  func add(_ line: Int, to statistics: inout DatasetStatistics) throws(SoundscapeError) {
    let place = "\(path):\(line + 1)"
    let row: JSONTree
    do { row = try JSONReader.tree(of: bytes, in: lines[line]) } catch {
      throw .annotation(path: place, problem: "is no line of a manifest")
    }
    guard case .integer(let index) = row["index"],
      let status = row["status"].string.flatMap(ManifestRow.Status.init)
    else { throw .annotation(path: place, problem: "is no line of a manifest") }
    switch status {
    case .failed: statistics.addFailure(row["error"].string ?? "no reason given")
    case .ok:
      guard let jams = row["jams"].string else {
        throw .annotation(path: place, problem: "mixture \(index) has no annotation")
      }
      let document = try JAMSDocument(path: Path.join(root, jams))
      try statistics.add(document, index: index, split: row["split"].string)
    }
  }
}
