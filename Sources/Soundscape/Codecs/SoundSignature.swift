/// What the first bytes of a file say about its format.
enum SoundSignature {
  /// MPEG audio, with or without a tag before it.
  static func isMPEG(_ window: FileWindow) throws(SystemFailure) -> Bool {
    let start = try MPEGFrames.endOfLeadingTags(window)
    if let word = try window.number(at: start, width: 4, bigEndian: true), MPEGHeader(UInt32(word)) != nil {
      return true
    }
    // A tag belongs to MPEG audio, unless another format's mark follows it.
    guard start > 0 else { return false }
    return !["fLaC", "RIFF", "FORM", "OggS"].contains(try window.text(at: start))
  }

  /// The name of a format that is not read here; nil for an unknown one.
  static func foreignName(_ window: FileWindow) throws(SystemFailure) -> String? {
    let head = Array(try window.bytes(at: 0, count: 16))
    func has(_ bytes: [UInt8], at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: bytes) }
    func hasText(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }
    if hasText("ftyp", at: 4) { return "MPEG-4 audio (AAC or ALAC)" }
    if has([0x30, 0x26, 0xB2, 0x75]) { return "Windows Media" }
    if has([0x1A, 0x45, 0xDF, 0xA3]) { return "Matroska or WebM" }
    if head.count > 1, head[0] == 0xFF, head[1] & 0xF6 == 0xF0 { return "AAC" }
    let marks = [
      "#!AMR": "AMR", "DSD ": "DSD", "FRM8": "DSD", "MAC ": "Monkey's Audio", "wvpk": "WavPack", "MPCK": "Musepack",
      "MP+": "Musepack", "TTA1": "True Audio", ".RMF": "RealMedia", "FLV": "Flash video", "caff": "CAF in this coding",
      "OggS": "Ogg in this coding", "RIFF": "WAV or AVI in this coding", "FORM": "AIFF in this coding",
    ]
    return marks.first { hasText($0.key) }?.value
  }

  /// What is wrong with a file that could not be opened as a sound, with the way to convert one of a known format.
  static func refusal(of path: String, _ window: FileWindow) throws(SystemFailure) -> String {
    guard let format = try foreignName(window) else { return notASoundFile }
    let name = Path.name(of: path)
    return "\(format) is not read; convert it, such as with: "
      + "ffmpeg -i \(quoted(name)) \(quoted(Path.stem(of: name) + ".flac"))"
  }

  /// A name as a shell takes it.
  private static func quoted(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
        true
      default: false
      }
    }
    return isPlain
      ? name : "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

/// Something that is not a sound, or is in a format that libsndfile does not know.
let notASoundFile = "not a sound file that libsndfile can read"
