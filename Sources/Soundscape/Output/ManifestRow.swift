/// One line of `manifest.jsonl`: a mixture, its files and their digests. Paths are relative to the data set's root.
public struct ManifestRow: Hashable, Sendable, Codable {
  public enum Status: String, Hashable, Sendable, Codable { case ok, failed }

  public var index: Int
  public var seed: String
  /// What the data set is made by: the same for all rows that belong together (see `RunIdentity`).
  public var run: String
  public var status: Status
  public var duration: Double?
  public var split: String?
  public var mixture: String?
  public var stems: [String] = []
  public var jams: String?
  public var labels: String?
  /// Path → SHA-256, for each file of the mixture.
  public var sha256: [String: String] = [:]
  /// Kind → how many.
  public var warnings: [String: Int] = [:]
  public var error: String?

  public init(index: Int, seed: String, run: String, status: Status) {
    self.index = index
    self.seed = seed
    self.run = run
    self.status = status
  }

  /// The files that make the mixture, the JAMS last.
  public var files: [String] { stems + [mixture, labels, jams].compactMap { $0 } }

  /// The row as a line: keys sorted, none left out.
  var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("duration", duration)
      json.member("error", error)
      json.member("index", index)
      json.member("jams", jams)
      json.member("labels", labels)
      json.member("mixture", mixture)
      json.member("run", run)
      json.member("seed", seed)
      json.key("sha256")
      json.object { json in
        for (path, digest) in sha256.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(path, digest) }
      }
      json.member("split", split)
      json.member("status", status.rawValue)
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
