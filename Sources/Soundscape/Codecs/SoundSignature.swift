/// What the first bytes of a file say about its format.
enum SoundSignature {
  /// The stream of a file that is MPEG audio: some frames in a row, with or without tags and a little of something else
  /// before them. nil for other files.
  static func mpegStream(_ window: FileWindow) throws(SystemFailure) -> MPEGStream? {
    let start = try MPEGTag.end(ofTagsAt: 0, in: window)
    // They may hold anything that looks like a frame.
    if fileMarks.contains(Array(try window.bytes(at: start, count: 4))) { return nil }
    return try MPEGStream(window)
  }

  /// Whether libsndfile would take a file for MPEG audio by its first bytes, and look for frames all through it with notes
  /// on standard error.
  static func beginsLikeMPEG(_ window: FileWindow) throws(SystemFailure) -> Bool {
    let head = try window.bytes(at: 0, count: 4)
    if head.starts(with: "ID3".utf8) {
      let start = try MPEGTag.end(ofTagsAt: 0, in: window)
      return !fileMarks.contains(Array(try window.bytes(at: start, count: 4)))
    }
    return head.count > 1 && head[head.startIndex] == 0xFF && head[head.startIndex + 1] & 0xE0 == 0xE0
  }

  /// What the files of formats that libsndfile reads begin with.
  static let fileMarks = Set(
    ["RIFF", "RIFX", "RF64", "BW64", "riff", "FORM", "fLaC", "OggS", ".snd", "dns.", "caff", "NIST"].map {
      Array($0.utf8)
    })

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
    var converted = Path.stem(of: name) + ".flac"
    // Some disks take capital letters for small ones.
    if hasSameBytes(converted.lowercased(), name.lowercased()) { converted = Path.stem(of: name) + "-converted.flac" }
    return "\(format)\(refused)ffmpeg -i \(quoted(name)) \(quoted(converted))"
  }

  /// Whether a file has the mark of a known format of sounds that is not read, by what is wrong with it.
  static func isRefusal(_ problem: String) -> Bool { problem.holds(bytesOf: refused) }

  private static let refused = " is not read; convert it, such as with: "

  /// A name as a shell takes it, and a program that takes `-x` for an option and `x:` for a protocol.
  private static func quoted(_ name: String) -> String {
    let name = name.begins(with: "-") || name.holds(":") ? "./" + name : name
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
        true
      default: false
      }
    }
    if isPlain { return name }
    if name.unicodeScalars.contains(where: \.breaksLine) { return "$'\(escaped(name))'" }
    return "'" + name.parts(between: "'").joined(separator: "'\\''") + "'"
  }

  /// A name in which a shell finds what a terminal must not: `a\x1bb` between `$'` and `'`.
  private static func escaped(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "'", "\\": text += "\\\(scalar)"
      case _ where scalar.breaksLine:
        for byte in String(scalar).utf8 { text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

/// Something that is not a sound, or is in a format that libsndfile does not know.
let notASoundFile = "not a sound file that libsndfile can read"
