import TestSupport

@testable import Soundscape

/// A bank of a few sounds, and a cache of its own for indexes.
struct IndexFixture {
  let folder: TemporaryDirectory
  let places: IndexPlaces

  init() throws {
    folder = try TemporaryDirectory()
    places = IndexPlaces(cache: folder.path("cache/indexes"))
    for (i, name) in ["a", "b", "c"].enumerated() {
      try add(Signals.noise(frameCount: 4_000 + i, seed: UInt64(i)), "dog/\(name).wav")
    }
  }

  var root: String { folder.path("bank") }
  var inside: String { root + "/.soundscape/index.sqlite" }
  func path(_ inner: String) -> String { "\(root)/\(inner)" }

  func add(_ audio: AudioBuffer, _ inner: String, rate: Hertz = 8_000) throws {
    try FileSystem.makeDirectories(Path.parent(of: path(inner)))
    try AudioFile.write(audio, to: path(inner), sampleRate: rate)
  }

  /// A WAV whose header is good, with a sample in its middle that is not a number.
  func addDamaged(_ inner: String) throws {
    try add(Signals.noise(frameCount: 4_000, seed: 9), inner)
    var bytes = try FileSystem.read(path(inner))
    let middle = bytes.count - 4 * 2_000
    bytes.replaceSubrange(middle..<(middle + 4), with: [0, 0, 0xC0, 0x7F])
    FileSystem.discard(path(inner))
    try FileSystem.write(bytes, to: path(inner))
  }

  @discardableResult func scan(_ root: String? = nil, all: Bool = false) throws -> BankReport {
    var scan = BankScan(root ?? self.root)
    scan.places = places
    scan.jobs = 2
    scan.examinesAll = all
    return try scan.run()
  }

  func sounds(_ root: String? = nil, skipsDamaged: Bool = false) -> FileSounds {
    FileSounds(foreground: root ?? self.root, background: nil, skipsDamaged: skipsDamaged, indexes: places)
  }

  func rows(_ index: String? = nil) throws -> NameTable<IndexedFile> {
    var rows: NameTable<IndexedFile> = [:]
    try SoundIndex(reading: index ?? inside).forEachRow { rows[$0.path] = $0 }
    return rows
  }

  /// Puts other samples into a file, of the same number.
  func rewrite(_ inner: String) throws {
    var bytes = try FileSystem.read(path(inner))
    for i in (bytes.count - 100)..<bytes.count { bytes[i] ^= 0x10 }
    try FileSystem.write(bytes, to: path(inner))
  }
}
