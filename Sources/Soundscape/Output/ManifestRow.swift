/// One line of `manifest.jsonl`: a mixture, its files and their digests. Paths are relative to the data set's root.
public struct ManifestRow: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable { case ok, failed }

  /// The version of the rows that are written. Those of version 0 have no `format`, those of version 1 no digest.
  public static let format = 2

  /// The paths of sounds that were left out that a row has: a bank may have any number, and a data set a million rows.
  static let mostDamagedSources = 100

  /// The version of the line that the row was read from; that of new rows for one that was not read.
  var version = Self.format
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
  /// What stems are named by, also where there are none.
  public var stemNames = OutputOptions.StemNames.label
  /// How many digits the folders have that the mixture is in; nil for none.
  public var shardWidth: Int?
  public var jams: String?
  public var labels: String?
  /// Path → SHA-256, for each file of the mixture.
  public var sha256: NameTable<String> = [:]
  /// Kind → how many.
  public var warnings: NameTable<Int> = [:]
  public var error: String?
  /// Sound files of the soundbank that could not be used, and were not drawn from; nil for none.
  public var skippedSources: Int?
  /// Their paths, as annotations write those of sources, where sounds were left out on request: the first
  /// `mostDamagedSources` of them; nil for none.
  public var damagedSources: [String]?
  /// The file format of the sound that an annotation without sound is for; nil where there is sound, and for WAV.
  public var audioFormat: FileFormat?

  /// A mixture that was made.
  init(
    _ heading: MixtureHeading, artifacts: [Artifact], format: FileFormat, sha256: NameTable<String>,
    warnings: [Warning]
  ) {
    self.init(heading, status: .ok)
    for artifact in artifacts {
      switch artifact.content {
      case .mixture: mixture = artifact.name
      case .annotation: jams = artifact.name
      case .labels: labels = artifact.name
      case .stem: stems.append(artifact.name)
      }
    }
    stemEvents = artifacts.stemEvents
    if mixture == nil, format != .wav { audioFormat = format }
    self.sha256 = sha256
    self.warnings = NameTable(warnings.map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +)
  }

  /// A mixture that could not be made.
  init(_ heading: MixtureHeading, error: SoundscapeError) {
    self.init(heading, status: .failed)
    duration = nil
    split = nil
    layout = nil
    stemNames = .label
    shardWidth = nil
    self.error = "\(error)"
  }

  init(_ heading: MixtureHeading, status: Status) {
    index = heading.index
    seed = heading.seed
    run = heading.run
    self.status = status
    duration = heading.duration
    split = heading.split
    layout = heading.layout
    stemNames = heading.stemNames
    shardWidth = heading.shardWidth
  }

  /// The files that make the mixture, the annotation last.
  public var files: [String] { stems + [mixture, labels, jams].compactMap { $0 } }

  /// The row as a line: keys sorted, none left out but `audio_format`, `damaged_sources`, `shard_width`, `skipped_sources`,
  /// `stem_events` and `stem_names`, which are there only where they say something, and at last the digest of all that is before it.
  var line: [UInt8] { ManifestLine.sealed(content) }

  private var content: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      if let audioFormat { json.member("audio_format", audioFormat.rawValue) }
      if let damagedSources { json.member("damaged_sources", damagedSources) }
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
      if let shardWidth { json.member("shard_width", shardWidth) }
      if let skippedSources { json.member("skipped_sources", skippedSources) }
      json.member("split", split)
      json.member("status", status.rawValue)
      if let stemEvents {
        json.key("stem_events")
        json.array { json in for events in stemEvents { json.value(events) } }
      }
      if stemNames != .label { json.member("stem_names", stemNames.rawValue) }
      json.member("stems", stems)
      json.key("warnings")
      json.object { json in
        for (kind, count) in warnings.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(kind, count) }
      }
    }
    return json.bytes
  }
}
