/// Verifies a data set: that every file is as it was written, every mixture the exact sum of its stems, and every
/// annotation true of its audio.
///
/// Each byte is read once, by as many workers as there are jobs; memory does not depend on how long the mixtures are.
public struct DatasetVerifier: Sendable {
  /// How closely a data set is looked at.
  public enum Depth: Hashable, Sendable {
    /// Files and digests alone; nothing is decoded.
    case digests
    /// Sums and annotations too.
    case full
  }

  /// The folder of `manifest.jsonl`, or the path of the manifest itself.
  public var root: String
  public var depth: Depth

  public init(root: String, depth: Depth = .full) {
    self.root = root
    self.depth = depth
  }

  /// Looks at every mixture that the manifest calls whole, and at what else lies in the folder.
  ///
  /// - Parameter jobs: how many mixtures are verified at once.
  /// - Parameter progress: is told after each mixture, from any worker.
  /// *Throws:* `.source` or `.annotation` for a folder without a manifest that can be read; what is wrong with the
  /// mixtures is in the report.
  public func verify(
    jobs: Int = 1, progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) async throws(SoundscapeError) -> VerificationReport {
    let (folder, rows) = try manifest()
    let made = rows.filter { $0.status == .ok }
    let queue = VerificationQueue(rows: made)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, min(jobs, made.count)) {
        group.addTask {
          while !Task.isCancelled, let row = queue.next() {
            let verdict = MixtureVerifier.verdict(on: row, root: folder, depth: depth)
            progress(queue.add(verdict))
          }
        }
      }
    }
    if Task.isCancelled { throw .cancelled }
    var report = queue.report
    report.unmadeCount = rows.count - made.count
    // A file has one finding, so that index and file settle the order.
    report.findings.sort { a, b in
      a.index == b.index ? isInByteOrder(a.file, b.file) : (a.index ?? 0) < (b.index ?? 0)
    }
    report.findings += try Strangers(root: folder, known: rows).findings()
    return report
  }

  private func manifest() throws(SoundscapeError) -> (folder: String, rows: [ManifestRow]) {
    var folder = root
    if !FileSystem.isDirectory(root), Path.name(of: root) == Manifest.fileName, FileSystem.exists(root) {
      folder = Path.parent(of: root).isEmpty ? "." : Path.parent(of: root)
    }
    guard FileSystem.isDirectory(folder) else {
      let problem = FileSystem.exists(folder) ? "is a file" : "no such folder"
      throw .source(
        path: root, problem: "\(problem); verify takes the folder that generate wrote, or its manifest.jsonl")
    }
    let path = Path.join(folder, Manifest.fileName)
    guard FileSystem.exists(path) else { throw .source(path: folder, problem: try withoutManifest(folder)) }
    let again = "; remove the line and start the same generate again: it makes the mixture anew"
    let manifest: Manifest?
    do throws(SoundscapeError) { manifest = try Manifest.read(path) } catch {
      guard case .annotation(let place, let problem) = error else { throw error }
      throw .annotation(path: place, problem: problem + again)
    }
    let bytes = try FileSystem.read(path)
    let lineFeed = UInt8(ascii: "\n")
    guard bytes.last ?? lineFeed == lineFeed else {
      throw .annotation(path: "\(path):\(bytes.count { $0 == lineFeed } + 1)", problem: "is cut off" + again)
    }
    let rows = manifest?.rows ?? []
    guard !rows.isEmpty else {
      throw .annotation(path: path, problem: "lists no mixtures; start the same generate again, it makes them")
    }
    return (folder, rows)
  }

  private func withoutManifest(_ folder: String) throws(SoundscapeError) -> String {
    if FileSystem.exists(Path.join(folder, Manifest.journalName)) {
      return "has no manifest.jsonl: its run was not finished; start the same generate again, it goes on"
    }
    if try FileSystem.list(folder).isEmpty { return "is empty: there is no data set; generate makes one" }
    return "has no manifest.jsonl; verify takes the folder that generate wrote, or its manifest.jsonl"
  }
}
