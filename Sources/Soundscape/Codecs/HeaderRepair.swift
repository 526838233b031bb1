/// The header of a sound file whose size of the audio cannot be believed, put right.
///
/// Recorders that were stopped, programs that wrote to a pipe and files over 4 GiB leave sizes of 0, of all ones, or ones
/// that went round. libsndfile believes some of them; here each is decided in the same way, and libsndfile sees a header
/// with the true size.
enum HeaderRepair {
  /// What a decoder should see.
  enum Outcome: Hashable {
    /// The file as it is.
    case none
    case splice(SplicedInput.Splice)
    case cutOff(Truncation)
    /// Why what follows the audio cannot be left out.
    case unknownRest(String)
    /// A stream of MPEG frames, which libmpg123 reads without the header before it.
    case mpeg(Range<Int>)
  }

  /// Headers longer than this are not rewritten.
  private static let longestHeader = 1 << 24

  static func outcome(for window: FileWindow) throws(SystemFailure) -> Outcome {
    guard let layout = try AudioLayout(window) else { return try StreamExtent.outcome(for: window) }
    let size = DataSize(
      declared: layout.declared, available: window.size - layout.dataStart, whole: layout.whole,
      fileSize: window.size, isShort: layout.isShort)
    let verdict = try size.verdict { () throws(SystemFailure) in try layout.isFollowedByChunk(window) }
    guard layout.dataStart <= longestHeader else { return .none }
    if verdict == .asDeclared, let problem = try layout.restProblem(window) { return .unknownRest(problem) }
    switch verdict {
    case .cutOff(let truncation): return .cutOff(truncation)
    case .asDeclared where layout.isMPEG:
      return .mpeg(layout.dataStart..<(layout.dataStart + Int(layout.declared)))
    case .bytes(let count) where layout.isMPEG:
      return .mpeg(layout.dataStart..<(layout.dataStart + count))
    case .asDeclared:
      guard let magic = layout.otherMagic else { return .none }
      var header = Array(try window.bytes(at: 0, count: layout.dataStart))
      header.replaceSubrange(0..<4, with: magic.utf8)
      return .splice(SplicedInput.Splice(header: header, body: layout.dataStart..<window.size))
    case .bytes(let count):
      let body = layout.dataStart..<(layout.dataStart + count)
      if layout.isShort, let fields = layout.wavFields, count + layout.dataStart > Int(UInt32.max) {
        return .splice(
          SplicedInput.Splice(header: try RF64Header.bytes(window, fields, dataSize: count), body: body))
      }
      if layout.isShort, !layout.allowsUnknownSize, count + layout.dataStart > Int(UInt32.max) {
        return .unknownRest("has more than 4 GiB, which its header cannot say; convert it to WAV (RF64) or FLAC")
      }
      var header = Array(try window.bytes(at: 0, count: layout.dataStart))
      if let magic = layout.otherMagic { header.replaceSubrange(0..<4, with: magic.utf8) }
      for field in layout.fields { field.set(in: &header, dataSize: count, dataStart: layout.dataStart) }
      return .splice(SplicedInput.Splice(header: header, body: body))
    }
  }
}

/// A number in a header that depends on the size of the audio.
struct SizeField: Hashable {
  enum Meaning: Hashable {
    /// The bytes of audio, and so many more.
    case data(plus: Int)
    /// The bytes of the whole file, less so many.
    case file(less: Int)
    /// Frames of so many bytes.
    case frames(byteCount: Int)
  }

  var position: Int
  var width: Int
  var bigEndian: Bool
  var meaning: Meaning

  func set(in header: inout [UInt8], dataSize: Int, dataStart: Int) {
    guard position >= 0, position + width <= header.count else { return }
    let wanted =
      switch meaning {
      case .data(let plus): dataSize + plus
      case .file(let less): dataStart + dataSize - less
      case .frames(let byteCount): dataSize / max(1, byteCount)
      }
    let most = width < 8 ? 1 << (8 * width) - 1 : Int.max
    // All ones are the size of what is as long as the file.
    let value = min(wanted, most)
    for i in 0..<width {
      header[position + i] = UInt8(truncatingIfNeeded: value >> (8 * (bigEndian ? width - 1 - i : i)))
    }
  }
}

/// A WAV header with sizes of 64 bits.
///
/// *Source:* EBU Tech 3306.
enum RF64Header {
  static func bytes(
    _ window: FileWindow, _ fields: AudioLayout.WAVFields, dataSize: Int
  ) throws(SystemFailure) -> [UInt8] {
    let format = Array(try window.bytes(at: fields.format.lowerBound, count: fields.format.count))
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let most = number(Int(UInt32.max), 4)
    let after = [format, Array("data".utf8), most].flatMap { $0 }
    let whole = 12 + 36 + after.count + dataSize
    let frames = dataSize / max(1, fields.blockSize)
    let sizes = [number(whole - 8, 8), number(dataSize, 8), number(frames, 8), number(0, 4)].flatMap { $0 }
    let start = [Array("RF64".utf8), most, Array("WAVEds64".utf8), number(28, 4)].flatMap { $0 }
    return start + sizes + after
  }
}
