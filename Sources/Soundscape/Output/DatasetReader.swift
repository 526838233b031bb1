/// What a sink has written, read again: the mixtures of data sets and single annotations, one at a time.
///
/// Only the place of each line of a manifest is kept, 8 bytes a mixture; rows, annotations and sound are read when they
/// are asked for, from any thread.
public struct DatasetReader: Sendable {
  /// A mixture that was written.
  public struct Entry: Sendable {
    /// The folder that the mixture's files lie below; for a single annotation its folder.
    public var root: String
    /// The annotation's path from there; nil for a mixture that has none.
    public var jams: String?
    /// nil for a single annotation.
    public var row: ManifestRow?

    /// Where the annotation is.
    public var annotationPath: String? { jams.map { Path.join(root, $0) } }

    /// A sound file of the mixture.
    struct SoundFile {
      var track: Track
      /// As the annotation names it.
      var name: String
      /// As the manifest lists it; nil where it lists none.
      var listed: String?
      /// Where it is; nil where it is not found.
      var path: String?
    }

    /// The mixture's own file; nil where neither manifest nor annotation name one.
    func mixtureFile(of annotation: Annotation) -> SoundFile? {
      guard let name = annotation.files.mixture ?? row?.mixture else { return nil }
      return file(.mixture, name, listed: row?.mixture, of: annotation)
    }

    /// The files of the stems that the annotation names; none where its events or the manifest's stems do not match them.
    func stemFiles(of annotation: Annotation) -> [SoundFile] {
      let stems = stems(of: annotation)
      let listed = row?.stems ?? []
      guard listed.isEmpty || listed.count == stems.count else { return [] }
      return stems.enumerated().map { i, stem in
        file(.events(stem.events), stem.name, listed: listed.isEmpty ? nil : listed[i], of: annotation)
      }
    }

    /// A data set's files are those that its manifest lists, whatever the annotation says of places elsewhere.
    private func file(_ track: Track, _ name: String, listed: String?, of annotation: Annotation) -> SoundFile {
      SoundFile(
        track: track, name: name, listed: listed,
        path: listed.map { Path.join(root, $0) } ?? annotation.found(name))
    }

    /// The stems that the annotation names, each with its events by their positions; none where the two do not match.
    private func stems(of annotation: Annotation) -> [(name: String, events: [Int])] {
      let names = annotation.files.stems
      let events = row?.stemEvents ?? annotation.events.indices.map { [$0] }
      guard names.count == events.count,
        events.allSatisfy({ $0.allSatisfy(annotation.events.indices.contains) })
      else { return [] }
      return zip(names, events).map { ($0, $1) }
    }
  }

  private enum Part: Sendable {
    case manifest(ManifestLines)
    case annotation(path: String)

    var count: Int {
      switch self {
      case .manifest(let lines): lines.count
      case .annotation: 1
      }
    }
  }

  private let parts: [Part]
  /// The position of each part's first mixture, and of the end.
  private let starts: [Int]

  /// Mixtures, failed ones among them.
  public var count: Int { starts[parts.count] }

  /// Reads a data set: a folder with a `manifest.jsonl`, or the manifest itself.
  ///
  /// *Throws:* `.source` or `.annotation` where there is no manifest, or one that is empty or cut off.
  public init(dataset path: String) throws(SoundscapeError) { self.init([.manifest(try ManifestLines(path))]) }

  /// Reads data sets, each its folder or its `manifest.jsonl`, and single JAMS files, in any mixture.
  public init(inputs: [String]) throws(SoundscapeError) {
    var parts: [Part] = []
    for path in inputs {
      if FileSystem.isDirectory(path) || Path.name(of: path) == Manifest.fileName {
        parts.append(.manifest(try ManifestLines(path)))
      } else {
        guard let kind = FileSystem.kind(of: path) else { throw .annotation(path: path, problem: "no such file") }
        // Its bytes are read to the end, which a device does not have.
        if kind == .other { throw .annotation(path: path, problem: "is not a plain file") }
        if case .file(let size) = kind, let problem = JAMSDecoder.problem(ofByteCount: size) {
          throw .annotation(path: path, problem: problem)
        }
        parts.append(.annotation(path: path))
      }
    }
    self.init(parts)
  }

  private init(_ parts: [Part]) {
    self.parts = parts
    starts = parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// Refuses data sets whose files are in archives, as their first whole mixture shows.
  ///
  /// - Parameter readsSound: whether sound is read too, and not only annotations.
  func checkIsUnpacked(readsSound: Bool = true) throws(SoundscapeError) {
    for case .manifest(let lines) in parts {
      for position in 0..<lines.count {
        guard let row = try? lines.row(at: position), row.status == .ok else { continue }
        let files = readsSound ? row.files : [row.jams].compactMap { $0 }
        for archive in files.compactMap(PackedShard.archive)
        where !FileSystem.isDirectory(Path.join(lines.root, archive)) {
          throw .annotation(
            path: lines.root, problem: "its mixtures are in archives, such as \(archive)", advice: .unpack)
        }
        break
      }
    }
  }

  /// The folders of the data sets and of the single annotations.
  var roots: [String] {
    parts.map { part in
      switch part {
      case .manifest(let lines): lines.root
      case .annotation(let path): Path.parent(of: path)
      }
    }
  }

  /// The folders of the data sets.
  var datasetRoots: [String] {
    parts.compactMap { part in
      switch part {
      case .manifest(let lines): lines.root
      case .annotation: nil
      }
    }
  }

  /// The mixture at a position, from 0.
  ///
  /// *Throws:* `.annotation` for a line that is not a row, or that names files outside the data set's folder.
  public func entry(at position: Int) throws(SoundscapeError) -> Entry {
    try entry(at: position, checksFiles: true)
  }

  /// - Parameter checksFiles: whether a row whose files are links, or outside, is refused.
  func entry(at position: Int, checksFiles: Bool) throws(SoundscapeError) -> Entry {
    // The last part that begins at or before the position.
    var (low, high) = (0, parts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= position { low = middle } else { high = middle - 1 }
    }
    switch parts[low] {
    case .manifest(let lines):
      let row = try lines.row(at: position - starts[low])
      if checksFiles { try lines.check(row) }
      return Entry(root: lines.root, jams: row.jams, row: row)
    case .annotation(let path): return Entry(root: Path.parent(of: path), jams: Path.name(of: path), row: nil)
    }
  }

  /// The largest index of a mixture; nil for none, and for single annotations, which have none.
  func lastIndex() throws(SoundscapeError) -> Int? {
    var last: Int?
    for position in 0..<count {
      last = max(last ?? 0, try entry(at: position, checksFiles: false).row?.index ?? position)
    }
    return last
  }

  /// The layout of the first whole mixture; nil for none.
  func firstLayout() throws(SoundscapeError) -> String? {
    for position in 0..<count {
      if let row = try entry(at: position, checksFiles: false).row, row.status == .ok { return row.layout }
    }
    return nil
  }

  /// What the mixtures have together.
  ///
  /// Each annotation is read; those that cannot be are reported when their turn comes.
  func labelFacts() throws(SoundscapeError) -> LabelFacts {
    var labels: NameSet = []
    var sourceCount = 0
    for position in 0..<count {
      let entry = try entry(at: position)
      guard let path = entry.annotationPath, let annotation = try? Annotation(jams: path) else { continue }
      for event in annotation.events { labels.insert(event.event.label) }
      sourceCount = max(sourceCount, annotation.events.count { $0.event.role == .foreground })
    }
    return LabelFacts(labels: labels.sorted(), sourceCount: sourceCount)
  }

  /// What the inputs hold, as a checksum: annotations by their bytes, data sets by their manifests, which have those.
  func contentDigest() throws(SoundscapeError) -> String {
    var hasher = SHA256Hasher()
    for part in parts {
      switch part {
      case .manifest(let lines): hasher.update(Array(try SHA256Hasher.hexDigest(ofFile: lines.path).utf8))
      case .annotation(let path): hasher.update(Array(try SHA256Hasher.hexDigest(ofFile: path).utf8))
      }
    }
    return hasher.hexDigest()
  }
}

/// What the mixtures of a data set have together, for layouts that give each mixture the same files.
struct LabelFacts: Hashable, Sendable {
  /// The labels of all events, in byte order.
  var labels: [String] = []
  /// The most foreground events of a mixture.
  var sourceCount = 0
}
