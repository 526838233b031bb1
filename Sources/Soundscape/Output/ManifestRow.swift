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
  /// Which of the recipe's variants the mixture is of; nil where there are none, and in earlier manifests.
  public var variant: MixtureOrigin.Variant?
  /// Whether each group of its events is coherent, by the group's name.
  public var coherent: NameTable<Bool> = [:]
  /// The name of the layout; nil in manifests that do not record it.
  public var layout: String?
  public var mixture: String?
  public var stems: [String] = []
  /// The events of each stem, by their positions in the annotation; nil where each stem holds one, in their order.
  public var stemEvents: [[Int]]?
  /// Sums of events that stems hold too, and the events of each.
  public var submixes: [String] = []
  public var submixEvents: [[Int]] = []
  /// What stems are named by, also where there are none.
  public var stemNames = OutputOptions.StemNames.label
  /// What each stem is the sum of, also where there are none.
  public var stemsOf = OutputOptions.StemsOf.event
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
      case .submix: submixes.append(artifact.name)
      }
    }
    stemEvents = artifacts.stemEvents
    submixEvents = artifacts.submixEvents
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
    (stemNames, stemsOf, shardWidth) = (.label, .event, nil)
    (variant, coherent) = (nil, [:])
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
    stemsOf = heading.stemsOf
    variant = heading.variant
    coherent = heading.coherent
    shardWidth = heading.shardWidth
  }

  /// The files that make the mixture, the annotation last.
  public var files: [String] { sounds + [labels, jams].compactMap { $0 } }

  /// The files that hold sound, the mixture last.
  public var sounds: [String] { stems + submixes + [mixture].compactMap { $0 } }

  /// The row as a line: keys sorted, none left out but `audio_format`, `coherent`, `damaged_sources`, `shard_width`,
  /// `skipped_sources`, `stem_events`, `stem_names`, `stems_of`, `submix_events`, `submixes` and `variant`, which are there only
  /// where they say something, and at last the digest of all that is before it.
  var line: [UInt8] { ManifestLine.sealed(content) }

  private var content: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      if let audioFormat { json.member("audio_format", audioFormat.rawValue) }
      if !coherent.isEmpty {
        json.key("coherent")
        json.object { json in
          for (name, isCoherent) in coherent.sorted(by: { isInByteOrder($0.key, $1.key) }) {
            json.member(name, isCoherent)
          }
        }
      }
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
      if stemsOf != .event { json.member("stems_of", stemsOf.rawValue) }
      if !submixes.isEmpty {
        json.key("submix_events")
        json.array { json in for events in submixEvents { json.value(events) } }
        json.member("submixes", submixes)
      }
      if let variant { json.member("variant", variant) }
      json.key("warnings")
      json.object { json in
        for (kind, count) in warnings.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(kind, count) }
      }
    }
    return json.bytes
  }
}
