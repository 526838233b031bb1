/// A line of `import.jsonl`: a sound of the bank, and what it was made from.
struct ImportRow: Sendable {
  /// How a sound got into the bank.
  enum Way: String, Sendable { case copied, linked, converted }

  /// The path in the bank.
  var file: String
  /// From the bank's folder, both with links followed.
  var source: String
  var sourceStamp: Stamp
  /// Which stream of sound of the source, from 0; nil for its only one.
  var stream: Int?
  var way: Way
  /// What was asked for.
  var request: String
  /// Of the file in the bank; nil for a link.
  var stamp: Stamp?
  var sha256: String?
  var info: AudioFileInfo?
  var samples: SampleFormat?

  /// By what a file shows that it is still the same.
  struct Stamp: Hashable, Sendable {
    var bytes: Int
    /// When it was last written, in nanoseconds since 1970.
    var modified: Int

    init(bytes: Int, modified: Int) { (self.bytes, self.modified) = (bytes, modified) }

    init?(of path: String) {
      guard let stamp = FileStamp(of: path) else { return nil }
      self.init(bytes: stamp.byteCount, modified: stamp.writingTime)
    }
  }
}

// MARK: Lines

extension ImportRow {
  var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("file", file)
      json.member("source", source)
      json.member("stream", stream)
      json.member("how", way.rawValue)
      json.member("request", request)
      json.member("frames", info?.frameCount)
      json.member("sample_rate", info?.sampleRate)
      json.member("channels", info?.channelCount)
      json.member("samples", samples?.rawValue)
      json.member("bytes", stamp?.bytes)
      json.member("modified", stamp?.modified)
      json.member("sha256", sha256)
      json.member("source_bytes", sourceStamp.bytes)
      json.member("source_modified", sourceStamp.modified)
    }
    json.endLine()
    return json.bytes
  }

  /// nil for a line that is not of an import.
  init?(_ line: some Sequence<UInt8>) {
    guard let tree = try? JSONTree(json: line), let file = tree["file"].string,
      let source = tree["source"].string, let way = tree["how"].string.flatMap(Way.init),
      let request = tree["request"].string, let bytes = tree["source_bytes"].whole,
      let modified = tree["source_modified"].whole
    else { return nil }
    self.init(
      file: file, source: source, sourceStamp: Stamp(bytes: bytes, modified: modified),
      stream: tree["stream"].whole, way: way, request: request)
    if let bytes = tree["bytes"].whole, let modified = tree["modified"].whole {
      stamp = Stamp(bytes: bytes, modified: modified)
    }
    sha256 = tree["sha256"].string
    samples = tree["samples"].string.flatMap(SampleFormat.init)
    if let frames = tree["frames"].whole, let rate = tree["sample_rate"].whole,
      let channels = tree["channels"].whole
    {
      info = AudioFileInfo(frameCount: frames, sampleRate: rate, channelCount: channels)
    }
  }
}

extension JSONTree {
  fileprivate var whole: Int? { if case .integer(let value) = self { value } else { nil } }
}
