import TestSupport
import Testing

@testable import Soundscape

@Suite struct ManifestTests {
  private let folder: TemporaryDirectory
  private var path: String { folder.path(Manifest.fileName) }

  init() throws { folder = try TemporaryDirectory() }

  private static func row(_ index: Int) -> ManifestRow {
    let heading = MixtureHeading(index: index, seed: "7", run: "abc", split: "train", duration: 2.5)
    var row = ManifestRow(heading, artifacts: [], format: .wav, sha256: [:], warnings: [])
    row.mixture = "\(index)/mixture.wav"
    row.stems = ["\(index)/stems/a.wav", "\(index)/stems/“b”.wav"]
    row.jams = "\(index)/mixture.jams"
    row.labels = "\(index)/mixture.txt"
    row.sha256 = ["\(index)/mixture.wav": "00ff"]
    row.warnings = ["clipping": 2]
    return row
  }

  private func read(_ lines: String...) throws -> [ManifestRow] {
    try FileSystem.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
    return try #require(try Manifest.read(path)).rows
  }

  @Test func rowsAreReadAsTheyWereWritten() throws {
    let heading = MixtureHeading(index: 0, seed: "[1, 2]", run: "abc", split: nil, duration: 1)
    let failed = ManifestRow(heading, error: .output(path: "a", problem: "no such \"file\""))
    let rows = [failed, Self.row(1), Self.row(12)]
    try FileSystem.write(Manifest(rows: rows).bytes, to: path)
    #expect(try Manifest.read(path)?.rows == rows)
    #expect(try Manifest.read(folder.path("none")) == nil)
  }

  /// What versions before 0.2.0 wrote: rows without a digest, and at first without a format.
  @Test(arguments: [0, 1])
  func rowsOfEarlierFormatsAreRead(version: Int) throws {
    let text = String(decoding: try OlderLines.line(Self.row(3), version: version), as: UTF8.self)
    var expected = Self.row(3)
    expected.version = version
    #expect(try read(text) == [expected])
    #expect(!text.contains("line_sha256") && text.contains(#""format": 1, "#) == (version == 1))
  }

  @Test func theFirstFormatMayLeaveOutAllButIndexAndStatus() throws {
    #expect(try read(#"{"index": 4, "status": "failed"}"#).map(\.index) == [4])
    let line = #"{"format": 1, "index": 4, "status": "failed"}"#
    let problem = "lacks the key seed"
    #expect(throws: SoundscapeError.annotation(path: path + ":1", problem: problem)) { try read(line) }
  }

  @Test func aRowOfANewerFormatIsRefusedWithWhatReadsIt() throws {
    let text = String(decoding: Self.row(3).line.dropLast(), as: UTF8.self)
    let newer = String(decoding: ManifestLine.sealed(Array(#"{"format": 3}"#.utf8)).dropLast(), as: UTF8.self)
    let problem =
      "has format 3, which only a newer version of Soundscape reads (\(SoundscapeVersion.current) reads manifests of "
      + "format 0 to 2)"
    #expect(throws: SoundscapeError.annotation(path: path + ":2", problem: problem)) { try read(text, newer) }
  }

  @Test(arguments: [("index", "1.5"), ("index", "null"), ("index", "-1"), ("status", "\"odd\""), ("status", "null")])
  func aMemberOfTheWrongKindIsNotARow(key: String, value: String) throws {
    let line = try OlderLines.line(Self.row(3), version: 1) { $0[key] = try JSONTree(json: value.utf8) }
    #expect(throws: SoundscapeError.annotation(path: path + ":1", problem: "is not a line of a manifest")) {
      try read(String(decoding: line, as: UTF8.self))
    }
  }

  @Test("A key that is missing, unknown or of another type is named", arguments: [1, 2])
  func keysAreChecked(version: Int) throws {
    let keys = try #require(try JSONTree(json: Self.row(3).line).members).keys.filter {
      !["index", "status", "format", "line_sha256"].contains($0)
    }
    #expect(keys.count == 12)
    func expectRefused(_ key: String, _ change: (inout JSONTree) throws -> Void) throws {
      let line = try OlderLines.line(Self.row(3), version: version, change)
      let error = #expect(throws: SoundscapeError.self, "\(key)") { try read(String(decoding: line, as: UTF8.self)) }
      #expect("\(error.map { "\($0)" } ?? "")".contains(key), "\(error.map { "\($0)" } ?? "")")
    }
    for key in keys {
      try expectRefused(key) { tree in
        var members = tree.members ?? [:]
        members[key] = nil
        tree = .object(members)
      }
      try expectRefused(key) { $0[key] = .bool(true) }
      try expectRefused(key + "s") { $0[key + "s"] = .null }
    }
    try expectRefused("stems") { $0["stems"] = .array([.integer(1)]) }
    try expectRefused("warnings") { $0["warnings"] = .object(["clipping": .number(0.5)]) }
    try expectRefused("audio_format") { $0["audio_format"] = .string("mp3") }
    try expectRefused("stem_events") { $0["stem_events"] = .array([.array([.integer(0)])]) }
  }

  @Test func aLineOfTheSecondFormatNeedsItsDigest() throws {
    let line = try OlderLines.line(Self.row(3), version: 1) { $0["format"] = .integer(2) }
    let problem = "does not end with line_sha256"
    #expect(throws: SoundscapeError.annotation(path: path + ":1", problem: problem)) {
      try read(String(decoding: line, as: UTF8.self))
    }
  }

  @Test("Each flipped bit of a line is found")
  func everyFlip() throws {
    let line = Self.row(3).line
    for i in line.indices.dropLast() {
      for bit in 0..<8 {
        var flipped = line
        flipped[i] ^= 1 << bit
        #expect(throws: SoundscapeError.self, "byte \(i), bit \(bit)") {
          try FileSystem.write(flipped, to: path)
          _ = try Manifest.read(path)
        }
      }
    }
  }

  @Test func aLineWithoutItsEndIsSkipped() throws {
    try FileSystem.write(Self.row(1).line + Self.row(2).line.dropLast(), to: path)
    #expect(try Manifest.read(path)?.rows == [Self.row(1)])
  }
}
