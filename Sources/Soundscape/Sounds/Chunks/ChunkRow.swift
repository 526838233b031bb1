/// A line of `chunks.jsonl`: a chunk, and where it is from.
struct ChunkRow: Sendable {
  /// The path below the folder of the chunks.
  var chunk: String
  /// From that folder, with links followed.
  var source: String
  /// Where it begins in the source, in samples of a channel at the chunk's rate.
  var startSamples: Int
  /// In samples of a channel.
  var length: Int
  var sampleRate: Hertz
  var channelCount: Int
  var sha256 = ""
  var split: String?

  var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("chunk", chunk)
      json.member("source", source)
      json.member("start", seconds(of: startSamples, at: sampleRate))
      json.member("start_samples", startSamples)
      json.member("length", length)
      json.member("sample_rate", sampleRate)
      json.member("channels", channelCount)
      if let split { json.member("split", split) }
      json.member("sha256", sha256)
    }
    json.endLine()
    return json.bytes
  }

  /// The chunks that the lines of a manifest name; a last line that was cut off is skipped.
  ///
  /// *Throws:* `.annotation` for a line that is not about a chunk.
  static func chunks(in bytes: [UInt8], of path: String) throws(SoundscapeError) -> [InnerPath] {
    var found: [InnerPath] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let tree = try? JSONTree(json: bytes[start..<end]), let name = tree["chunk"].string,
        let place = try? InnerPath(name)
      else {
        throw .annotation(
          path: "\(path):\(found.count + 1)", problem: "is not a line about a chunk", advice: .otherFolder)
      }
      found.append(place)
      start = end + 1
    }
    return found
  }
}
