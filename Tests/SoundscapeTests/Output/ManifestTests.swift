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
    try Manifest(rows: rows).write(to: path)
    #expect(try Manifest.read(path)?.rows == rows)
    #expect(try Manifest.read(folder.path("none")) == nil)
  }

  /// What version 0.1.0 wrote, before rows had a format.
  @Test func rowsWithoutAFormatAreRead() throws {
    let text = String(decoding: Self.row(3).line.dropLast(), as: UTF8.self)
    #expect(text.contains(#""format": 1, "#))
    #expect(try read(text.replacing(#""format": 1, "#, with: "")) == [Self.row(3)])
  }

  @Test func aRowOfANewerFormatIsRefusedWithWhatReadsIt() throws {
    let text = String(decoding: Self.row(3).line.dropLast(), as: UTF8.self)
    let newer = text.replacing(#""format": 1"#, with: #""format": 2"#)
    let problem =
      "has format 2, which only a newer version of Soundscape reads (\(SoundscapeVersion.current) reads manifests of "
      + "format 0 to 1)"
    #expect(throws: SoundscapeError.annotation(path: path + ":2", problem: problem)) { try read(text, newer) }
  }

  @Test(arguments: [("index", "1.5"), ("index", "null"), ("status", "\"odd\""), ("status", "null")])
  func aMemberOfTheWrongKindIsNotARow(key: String, value: String) throws {
    var tree = try JSONTree(json: Self.row(3).line)
    tree[key] = try JSONTree(json: value.utf8)
    var json = JSONWriter()
    json.value(tree)
    let line = String(decoding: json.bytes, as: UTF8.self)
    #expect(throws: SoundscapeError.annotation(path: path + ":1", problem: "is not a line of a manifest")) {
      try read(line)
    }
  }

  @Test func aLineWithoutItsEndIsSkipped() throws {
    try FileSystem.write(Self.row(1).line + Self.row(2).line.dropLast(), to: path)
    #expect(try Manifest.read(path)?.rows == [Self.row(1)])
  }
}
