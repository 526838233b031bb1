// The formats whose headers say how long their audio is.

extension AudioLayout {
  /// Chunks that are looked at in search of the audio.
  private static let mostChunks = 10_000

  /// *Source:* Microsoft and IBM, *Multimedia Programming Interface and Data Specifications* 1.0.
  static func wav(_ window: FileWindow, bigEndian: Bool) throws(SystemFailure) -> AudioLayout? {
    guard try window.text(at: 8) == "WAVE" else { return nil }
    var fields: WAVFields?
    var coding: UInt64?
    return try chunks(window, from: 12, bigEndian: bigEndian) { (name, position, size) throws(SystemFailure) in
      if name == "fmt ", let block = try window.number(at: position + 20, width: 2, bigEndian: bigEndian) {
        fields = WAVFields(format: position..<(position + 8 + Int(size + size % 2)), blockSize: Int(block))
        coding = try window.number(at: position + 8, width: 2, bigEndian: bigEndian)
      }
      guard name == "data" else { return nil }
      let riff = try window.number(at: 4, width: 4, bigEndian: bigEndian)
      var layout = AudioLayout(
        dataStart: position + 8, declared: size, whole: riff.map { $0 + 8 },
        fields: [
          SizeField(position: 4, width: 4, bigEndian: bigEndian, meaning: .file(less: 8)),
          SizeField(position: position + 4, width: 4, bigEndian: bigEndian, meaning: .data(plus: 0)),
        ])
      layout.wavFields = bigEndian ? nil : fields
      layout.coding = coding.map { Int($0) }
      layout.chunkHeader = (4, 4, bigEndian)
      return layout
    }
  }

  /// RF64 and BW64, which is the same but for its name.
  ///
  /// *Source:* EBU Tech 3306, ITU-R BS.2088.
  static func rf64(_ window: FileWindow) throws(SystemFailure) -> AudioLayout? {
    guard try window.text(at: 8) == "WAVE", try window.text(at: 12) == "ds64",
      let riff = try window.number(at: 20, width: 8, bigEndian: false),
      let long = try window.number(at: 28, width: 8, bigEndian: false)
    else { return nil }
    let isBW64 = try window.text(at: 0) == "BW64"
    var blockSize = 1
    var coding: UInt64?
    return try chunks(window, from: 12, bigEndian: false) { (name, position, size) throws(SystemFailure) in
      if name == "fmt ", let block = try window.number(at: position + 20, width: 2, bigEndian: false) {
        blockSize = Int(block)
        coding = try window.number(at: position + 8, width: 2, bigEndian: false)
      }
      guard name == "data" else { return nil }
      let isLong = size == UInt64(UInt32.max)
      var layout = AudioLayout(
        dataStart: position + 8, declared: isLong ? long : size, whole: riff &+ 8, isShort: !isLong,
        fields: [
          SizeField(position: 20, width: 8, bigEndian: false, meaning: .file(less: 8)),
          SizeField(position: 28, width: 8, bigEndian: false, meaning: .data(plus: 0)),
          SizeField(position: 36, width: 8, bigEndian: false, meaning: .frames(byteCount: blockSize)),
          SizeField(
            position: position + 4, width: isLong ? 0 : 4, bigEndian: false, meaning: .data(plus: 0)),
        ])
      layout.chunkHeader = (4, 4, false)
      layout.otherMagic = isBW64 ? "RF64" : nil
      layout.coding = coding.map { Int($0) }
      return layout
    }
  }

  /// Sony's, with names of 16 bytes and sizes of 64 bits that count them too.
  static func wave64(_ window: FileWindow) throws(SystemFailure) -> AudioLayout? {
    guard try window.text(at: 24) == "wave", let whole = try window.number(at: 16, width: 8, bigEndian: false) else {
      return nil
    }
    var position = 40
    for _ in 0..<mostChunks {
      guard let size = try window.number(at: position + 16, width: 8, bigEndian: false) else { return nil }
      if try window.text(at: position) == "data" {
        var layout = AudioLayout(
          dataStart: position + 24, declared: size >= 24 ? size - 24 : 0, whole: whole, isShort: false,
          fields: [
            SizeField(position: 16, width: 8, bigEndian: false, meaning: .file(less: 0)),
            SizeField(position: position + 16, width: 8, bigEndian: false, meaning: .data(plus: 24)),
          ])
        layout.chunkHeader = (16, 8, false)
        return layout
      }
      guard size >= 24, size <= UInt64(window.size) else { return nil }
      position += (Int(size) + 7) & ~7
    }
    return nil
  }

  /// Sun's and NeXT's.
  static func au(_ window: FileWindow, bigEndian: Bool) throws(SystemFailure) -> AudioLayout? {
    guard let start = try window.number(at: 4, width: 4, bigEndian: bigEndian), start >= 24,
      start <= UInt64(window.size), let size = try window.number(at: 8, width: 4, bigEndian: bigEndian)
    else { return nil }
    var layout = AudioLayout(
      dataStart: Int(start), declared: size,
      fields: [SizeField(position: 8, width: 4, bigEndian: bigEndian, meaning: .data(plus: 0))])
    layout.allowsUnknownSize = true
    return layout
  }

  /// The codings of AIFC in which a frame takes as many bytes as its samples have bits for.
  private static let plainCodings: Set = [
    "NONE", "sowt", "twos", "raw ", "in24", "42ni", "in32", "23ni", "fl32", "FL32", "fl64", "FL64",
  ]

  /// *Source:* Apple, *Audio Interchange File Format AIFF-C* (1991).
  static func aiff(_ window: FileWindow) throws(SystemFailure) -> AudioLayout? {
    guard ["AIFF", "AIFC"].contains(try window.text(at: 8)) else { return nil }
    var common: SizeField?
    return try chunks(window, from: 12, bigEndian: true) { (name, position, size) throws(SystemFailure) in
      if name == "COMM", let channels = try window.number(at: position + 8, width: 2, bigEndian: true),
        let bits = try window.number(at: position + 14, width: 2, bigEndian: true), bits > 0,
        case let coding = try window.text(at: position + 26), size <= 18 || plainCodings.contains(coding)
      {
        common = SizeField(
          position: position + 10, width: 4, bigEndian: true,
          meaning: .frames(byteCount: Int(channels) * ((Int(bits) + 7) / 8)))
      }
      guard name == "SSND" else { return nil }
      let offset = Int(try window.number(at: position + 8, width: 4, bigEndian: true) ?? 0)
      let form = try window.number(at: 4, width: 4, bigEndian: true)
      var layout = AudioLayout(
        dataStart: position + 16 + offset, declared: size >= UInt64(8 + offset) ? size - UInt64(8 + offset) : 0,
        whole: form.map { $0 + 8 },
        fields: [
          SizeField(position: 4, width: 4, bigEndian: true, meaning: .file(less: 8)),
          SizeField(position: position + 4, width: 4, bigEndian: true, meaning: .data(plus: 8 + offset)),
        ] + [common].compactMap { $0 })
      layout.chunkHeader = (4, 4, true)
      return layout
    }
  }

  /// NIST SPHERE, of TIMIT and other speech corpora: a header in text.
  ///
  /// *Source:* NIST, *SPHERE* 2.6 documentation.
  static func nist(_ window: FileWindow) throws(SystemFailure) -> AudioLayout? {
    let most = 1 << 16
    let start = try window.text(at: 8, count: 8).split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    guard let start, (16...most).contains(start) else { return nil }
    var numbers: NameTable<Int> = [:]
    for line in try window.text(at: 16, count: start - 16).utf8.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
      if words.count >= 3, words[1] == "-i" { numbers[words[0]] = Int(words[2]) }
    }
    guard let frames = numbers["sample_count"], let width = numbers["sample_n_bytes"],
      case let size = frames.multipliedReportingOverflow(by: width), !size.overflow,
      case let all = size.partialValue.multipliedReportingOverflow(by: numbers["channel_count"] ?? 1), !all.overflow,
      all.partialValue >= 0
    else { return nil }
    return AudioLayout(dataStart: start, declared: UInt64(all.partialValue), isShort: false, fields: [])
  }

  /// Apple's Core Audio Format; a size of −1 means up to the end of the file.
  static func caf(_ window: FileWindow) throws(SystemFailure) -> AudioLayout? {
    var position = 8
    for _ in 0..<mostChunks {
      guard let size = try window.number(at: position + 4, width: 8, bigEndian: true) else { return nil }
      if try window.text(at: position) == "data" {
        var layout = AudioLayout(
          dataStart: position + 16, declared: size >= 4 ? size - 4 : 0, isShort: false,
          fields: [SizeField(position: position + 4, width: 8, bigEndian: true, meaning: .data(plus: 4))])
        layout.chunkHeader = (4, 8, true)
        return layout
      }
      guard size <= UInt64(window.size) else { return nil }
      position += 12 + Int(size)
    }
    return nil
  }

  /// Goes through chunks until the body returns a layout.
  private static func chunks(
    _ window: FileWindow, from start: Int, bigEndian: Bool,
    _ body: (_ name: String, _ position: Int, _ size: UInt64) throws(SystemFailure) -> AudioLayout?
  ) throws(SystemFailure) -> AudioLayout? {
    var position = start
    for _ in 0..<mostChunks {
      guard let size = try window.number(at: position + 4, width: 4, bigEndian: bigEndian) else { return nil }
      if let layout = try body(try window.text(at: position), position, size) { return layout }
      position += 8 + Int(size + size % 2)
    }
    return nil
  }
}
