/// One line of `manifest.jsonl`: a mixture, its files and their digests. Paths are relative to the data set's root.
public struct ManifestRow: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable { case ok, failed }

  /// The version of the rows that are written. Those of version 0 have no `format`.
  public static let format = 1

  public var index: Int
  public var seed: String
  /// What the data set is made by: the same for all rows that belong together (see `RunIdentity`).
  public var run: String
  public var status: Status
  public var duration: Seconds?
  public var split: String?
  /// The name of the layout; nil in manifests that do not record it.
  public var layout: String?
  public var mixture: String?
  public var stems: [String] = []
  /// The events of each stem, by their positions in the annotation; nil where each stem holds one, in their order.
  public var stemEvents: [[Int]]?
  public var jams: String?
  public var labels: String?
  /// Path → SHA-256, for each file of the mixture.
  public var sha256: [String: String] = [:]
  /// Kind → how many.
  public var warnings: [String: Int] = [:]
  public var error: String?
  /// The file format of the sound that an annotation without sound is for; nil where there is sound, and for WAV.
  public var audioFormat: FileFormat?

  /// A mixture that was made.
  init(
    _ heading: MixtureHeading, artifacts: [Artifact], format: FileFormat, sha256: [String: String],
    warnings: [Warning]
  ) {
    self.init(heading, status: .ok)
    var events: [[Int]] = []
    for artifact in artifacts {
      switch artifact.content {
      case .mixture: mixture = artifact.name
      case .annotation: jams = artifact.name
      case .labels: labels = artifact.name
      case .stem(let held):
        stems.append(artifact.name)
        events.append(held)
      }
    }
    if events != events.indices.map({ [$0] }) { stemEvents = events }
    if mixture == nil, format != .wav { audioFormat = format }
    self.sha256 = sha256
    self.warnings = Dictionary(warnings.map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +)
  }

  /// A mixture that could not be made.
  init(_ heading: MixtureHeading, error: SoundscapeError) {
    self.init(heading, status: .failed)
    duration = nil
    split = nil
    layout = nil
    self.error = "\(error)"
  }

  private init(_ heading: MixtureHeading, status: Status) {
    index = heading.index
    seed = heading.seed
    run = heading.run
    self.status = status
    duration = heading.duration
    split = heading.split
    layout = heading.layout
  }

  /// The files that make the mixture, the annotation last.
  public var files: [String] { stems + [mixture, labels, jams].compactMap { $0 } }

  /// The row as a line: keys sorted, none left out but `audio_format` and `stem_events`, which are there only where they
  /// say something.
  var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      if let audioFormat { json.member("audio_format", audioFormat.rawValue) }
      json.member("duration", duration)
      json.member("error", error)
      json.member("format", Self.format)
      json.member("index", index)
      json.member("jams", jams)
      json.member("labels", labels)
      json.member("layout", layout)
      json.member("mixture", mixture)
      json.member("run", run)
      json.member("seed", seed)
      json.key("sha256")
      json.object { json in
        for (path, digest) in sha256.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(path, digest) }
      }
      json.member("split", split)
      json.member("status", status.rawValue)
      if let stemEvents {
        json.key("stem_events")
        json.array { json in for events in stemEvents { json.value(events) } }
      }
      json.member("stems", stems)
      json.key("warnings")
      json.object { json in
        for (kind, count) in warnings.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(kind, count) }
      }
    }
    json.endLine()
    return json.bytes
  }
}

extension ManifestRow {
  /// The row that a line of a manifest holds, in this format or an earlier one.
  ///
  /// *Throws:* `.annotation` for anything else, and for a row that a newer version wrote.
  init(_ bytes: [UInt8], in range: Range<Int>? = nil, line number: Int, of path: String) throws(SoundscapeError) {
    guard let tree = try? JSONReader.tree(of: bytes, in: range) else { throw Manifest.brokenLine(number, of: path) }
    if case .integer(let found) = tree["format"], found > Self.format {
      let problem =
        "has format \(found), which only a newer version of Soundscape reads (\(SoundscapeVersion.current) reads "
        + "manifests of format 0 to \(Self.format))"
      throw .annotation(path: "\(path):\(number)", problem: problem)
    }
    guard let row = ManifestRow(tree) else { throw Manifest.brokenLine(number, of: path) }
    self = row
  }

  private init?(_ tree: JSONTree) {
    guard case .integer(let index) = tree["index"],
      let status = tree["status"].string.flatMap(Status.init)
    else { return nil }
    func text(_ key: String) -> String? { tree[key].string }
    self.init(
      MixtureHeading(
        index: index, seed: text("seed") ?? "", run: text("run") ?? "", split: text("split"),
        duration: tree["duration"].double, layout: text("layout")), status: status)
    mixture = text("mixture")
    jams = text("jams")
    labels = text("labels")
    error = text("error")
    stems = (tree["stems"].elements ?? []).compactMap(\.string)
    sha256 = (tree["sha256"].members ?? [:]).compactMapValues(\.string)
    warnings = (tree["warnings"].members ?? [:]).compactMapValues { $0.double.flatMap { Int(exactly: $0) } }
    audioFormat = text("audio_format").flatMap(FileFormat.init)
    guard let lists = tree["stem_events"].elements else { return }
    let events = lists.map { ($0.elements ?? []).compactMap { $0.double.flatMap { Int(exactly: $0) } } }
    guard events.count == stems.count else { return nil }
    stemEvents = events
  }
}
