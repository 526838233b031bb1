/// Where the audio is in a WAV, RF64, BW64, Wave64, AU, AIFF, CAF or NIST file, and which numbers in its header say how long it is.
struct AudioLayout {
  /// What a header with sizes of 64 bits is made of.
  struct WAVFields {
    /// The chunk `fmt `, with its name and size.
    var format: Range<Int>
    /// Bytes of a frame.
    var blockSize: Int
  }

  /// The first byte of audio.
  var dataStart: Int
  /// The bytes of audio, as the header says.
  var declared: UInt64
  /// The bytes of the whole file, if the header says.
  var whole: UInt64?
  /// Whether sizes have 32 bits.
  var isShort = true
  /// Whether a size of all ones means up to the end of the file, to libsndfile too.
  var allowsUnknownSize = false
  var fields: [SizeField]
  var wavFields: WAVFields?
  /// How a WAV says that its samples are coded; nil where it does not.
  var coding: Int?
  /// The name of a format that is the same but for its name, under which libsndfile reads it.
  var otherMagic: String?
  /// The bytes of a chunk's name and size, for formats in chunks.
  var chunkHeader: (nameLength: Int, sizeWidth: Int, bigEndian: Bool)?

  /// Nil for other formats, and where no audio is found.
  init?(_ window: FileWindow) throws(SystemFailure) {
    let found: AudioLayout?
    switch try window.text(at: 0) {
    case "RIFF": found = try Self.wav(window, bigEndian: false)
    case "RIFX": found = try Self.wav(window, bigEndian: true)
    case "RF64", "BW64": found = try Self.rf64(window)
    case "riff": found = try Self.wave64(window)
    case ".snd": found = try Self.au(window, bigEndian: true)
    case "dns.": found = try Self.au(window, bigEndian: false)
    case "FORM": found = try Self.aiff(window)
    case "caff": found = try Self.caf(window)
    case "NIST": found = try Self.nist(window)
    default: found = nil
    }
    guard let found, found.dataStart <= window.size else { return nil }
    self = found
  }

  init(dataStart: Int, declared: UInt64, whole: UInt64? = nil, isShort: Bool = true, fields: [SizeField]) {
    self.dataStart = dataStart
    self.declared = declared
    self.whole = whole
    self.isShort = isShort
    self.fields = fields
  }

  /// Whether the audio is a stream of MPEG frames.
  var isMPEG: Bool {
    // WAVE_FORMAT_MPEG and WAVE_FORMAT_MPEGLAYER3.
    coding == 0x50 || coding == 0x55
  }

  /// Whether another chunk, or several, follow the declared audio up to the end of the file.
  func isFollowedByChunk(_ window: FileWindow) throws(SystemFailure) -> Bool {
    guard let chunkHeader, declared <= UInt64(window.size - dataStart) else { return false }
    var position = dataStart + Int(declared)
    // The last chunk may lack its padding; after the audio it may lack too.
    if position % 2 == 1, try !isChunk(window, at: position, chunkHeader) { position += 1 }
    var count = 0
    while position < window.size, count < 1_000 {
      guard try isChunk(window, at: position, chunkHeader),
        let size = try window.number(
          at: position + chunkHeader.nameLength, width: chunkHeader.sizeWidth, bigEndian: chunkHeader.bigEndian),
        size <= UInt64(window.size)
      else { return count > 0 && window.size - position < 8 }
      let header = chunkHeader.nameLength == 16 ? 0 : chunkHeader.nameLength + chunkHeader.sizeWidth
      position += header + max(Int(size), chunkHeader.nameLength == 16 ? 24 : 0)
      if chunkHeader.nameLength == 4, chunkHeader.sizeWidth == 4 { position += position % 2 }
      count += 1
    }
    return count > 0 && position <= window.size + 1
  }

  /// Whether what is there looks like a chunk's name: four printable characters.
  private func isChunk(
    _ window: FileWindow, at position: Int, _ header: (nameLength: Int, sizeWidth: Int, bigEndian: Bool)
  ) throws(SystemFailure) -> Bool {
    let name = try window.bytes(at: position, count: 4)
    return name.count == 4 && name.allSatisfy { (0x20...0x7E).contains($0) }
  }
}
