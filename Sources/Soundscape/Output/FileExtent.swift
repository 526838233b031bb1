/// Whether a finished file is as long as it was, as far as its beginning and its end show: cheap enough for every file of a
/// data set. Whether its bytes are right is for `verify` to say.
struct FileExtent {
  /// Enough for the header of a WAV, and the first block of a FLAC.
  private static let headSize = 48
  private static let mostTextBytes = 1 << 29

  private let size: Int
  private let head: [UInt8]
  private let tail: [UInt8]
  /// Of an Ogg file: the last page, and what is before it as far as a page can reach.
  private let lastPages: [UInt8]

  /// *Throws:* what is not a plain file.
  init(_ path: InnerPath, in root: RootFolder) throws(SystemFailure) {
    let file = try root.openToRead(path)
    guard case .file(let size) = try FileStatus(file).kind else { throw .notPlain }
    self.size = size
    var head = [UInt8](repeating: 0, count: min(Self.headSize, size))
    var tail = [UInt8](repeating: 0, count: min(2, size))
    guard try file.fill(&head, from: 0) == head.count, try file.fill(&tail, from: size - tail.count) == tail.count
    else {
      throw .missing
    }
    (self.head, self.tail) = (head, tail)
    var pages = [UInt8](
      repeating: 0, count: head.starts(with: OggPages.start) ? min(size, OggPages.mostBytesOfPage) : 0)
    guard try file.fill(&pages, from: size - pages.count) == pages.count else { throw .missing }
    lastPages = pages
  }

  /// Whether a file of a row can be whole.
  func isPossible(for file: String, of row: ManifestRow) -> Bool {
    // A label track without foreground events is empty.
    guard size > 0 else { return row.sha256[file].map { $0 == SHA256Hasher.hexDigest(of: []) } ?? true }
    if isSameName(file, row.jams) { return tail == Array("}\n".utf8) && size <= Self.mostTextBytes }
    if isSameName(file, row.labels) { return tail.last == UInt8(ascii: "\n") && size <= Self.mostTextBytes }
    if head.starts(with: "RIFF".utf8) { return isWholeWAV }
    if head.starts(with: "fLaC".utf8) { return canBeWholeFLAC }
    if head.starts(with: OggPages.start) { return OggPages.endsStream(lastPages) }
    return false
  }

  /// The header has the size of all that follows it; a byte of padding may be missing.
  private var isWholeWAV: Bool {
    head.count >= 8 && abs(size - 8 - Int(number(at: 4, width: 4, bigEndian: false))) <= 1
  }

  /// The first block has the frames, and the bytes of the smallest block.
  private var canBeWholeFLAC: Bool {
    guard head.count >= 42 else { return false }
    let (blockLength, smallest) = (Int(number(at: 10, width: 2)), Int(number(at: 12, width: 3)))
    let shape = number(at: 18, width: 8)
    let (channels, frames) = (Int(shape >> 41 & 7) + 1, Int(shape & 0xF_FFFF_FFFF))
    let blocks = (frames + max(1, blockLength) - 1) / max(1, blockLength)
    return size >= 42 + blocks * smallest && size <= FileFormat.mostBytes(frameCount: frames, channelCount: channels)
  }

  private func number(at place: Int, width: Int, bigEndian: Bool = true) -> UInt64 {
    let bytes = head[place..<(place + width)]
    return bigEndian
      ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
