/// A WAV of whole numbers, read and written as they are stored: 32 bits too, which floats would round.
struct WholeNumberWave: Sendable {
  let sampleRate: Hertz
  let channelCount: Int
  let frameCount: Int
  /// The bits of a sample in the files that `file` makes: 24 become 32.
  let storedBits: Int
  private let path: String
  private let width: Int
  private let dataStart: Int

  /// *Throws:* `.source` for anything else.
  init(_ path: String) throws(SoundscapeError) {
    self.path = path
    guard let size = FileSystem.size(ofFile: path) else { throw .source(path: path, problem: "is not a plain file") }
    let found: (format: [UInt8], data: Range<Int>)?
    do throws(SystemFailure) {
      found = try Self.chunks(FileWindow(path: path, size: size, mostAhead: headerSize))
    } catch { throw .source(path, error) }
    guard let (format, data) = found, case let bits = Self.number(format, at: 14, width: 2),
      [8, 16, 24, 32].contains(bits), Self.isWholeNumbers(format)
    else {
      throw .source(path: path, problem: "is not a WAV of whole numbers; convert it to one with 8, 16, 24 or 32 bits")
    }
    channelCount = Self.number(format, at: 2, width: 2)
    sampleRate = Self.number(format, at: 4, width: 4)
    guard channelCount > 0, AudioFileInfo.sampleRates.contains(sampleRate) else {
      throw .source(path: path, problem: "has \(channelCount) channels at \(sampleRate) Hz")
    }
    width = bits / 8
    storedBits = bits == 24 ? 32 : bits
    dataStart = data.lowerBound
    frameCount = data.count / (width * channelCount)
  }

  /// Reads frames, interleaved.
  func read(_ frames: Range<Int>) throws(SoundscapeError) -> [Int32] {
    let (first, count) = (frames.lowerBound * width * channelCount, frames.count * channelCount)
    let bytes = try FileSystem.read(
      (dataStart + first)..<(dataStart + first + count * width), of: path)
    return (0..<count).map { i in
      let at = i * width
      switch width {
      case 1: return Int32(bytes[at]) - 128
      case 2: return Int32(Int16(truncatingIfNeeded: Self.number(bytes, at: at, width: 2)))
      // The low byte repeats the sign, as pydub has it.
      case 3:
        let number = Int32(truncatingIfNeeded: Self.number(bytes, at: at, width: 3) << 8)
        return number < 0 ? number | 0xFF : number
      default: return Int32(truncatingIfNeeded: Self.number(bytes, at: at, width: 4))
      }
    }
  }

  /// A WAV file of interleaved samples, with the shortest of headers.
  func file(_ samples: [Int32]) -> [UInt8] {
    let stored = storedBits / 8
    let size = samples.count * stored
    var bytes: [UInt8] = []
    bytes.reserveCapacity(44 + size)
    func add(_ number: Int, _ width: Int) {
      for i in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * i))) }
    }
    bytes += "RIFF".utf8
    add(36 + size, 4)
    bytes += "WAVEfmt ".utf8
    add(16, 4)
    add(1, 2)
    add(channelCount, 2)
    add(sampleRate, 4)
    add(sampleRate * channelCount * stored, 4)
    add(channelCount * stored, 2)
    add(storedBits, 2)
    bytes += "data".utf8
    add(size, 4)
    for sample in samples { add(stored == 1 ? Int(sample) + 128 : Int(sample), stored) }
    return bytes
  }

  // MARK: The header

  private static func chunks(_ window: FileWindow) throws(SystemFailure) -> (format: [UInt8], data: Range<Int>)? {
    guard try window.text(at: 0) == "RIFF", try window.text(at: 8) == "WAVE" else { return nil }
    var format: [UInt8] = []
    var position = 12
    while position + 8 <= window.size, let size = try window.number(at: position + 4, width: 4, bigEndian: false) {
      let name = try window.text(at: position)
      let start = position + 8
      if name == "fmt " { format = Array(try window.bytes(at: start, count: min(Int(size), 40))) }
      if name == "data" { return format.count < 16 ? nil : (format, start..<min(window.size, start + Int(size))) }
      position = start + Int(size) + Int(size % 2)
    }
    return nil
  }

  private static func isWholeNumbers(_ format: [UInt8]) -> Bool {
    let tag = number(format, at: 0, width: 2)
    // WAVE_FORMAT_EXTENSIBLE says it later.
    return tag == 1 || tag == 0xFFFE && format.count >= 26 && number(format, at: 24, width: 2) == 1
  }

  private static func number(_ bytes: [UInt8], at offset: Int, width: Int) -> Int {
    (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }
}
