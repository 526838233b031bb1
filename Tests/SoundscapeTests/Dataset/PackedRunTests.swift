import TestSupport
import Testing

@testable import Soundscape

/// Data sets in archives: whole shards, in any order, from any number of runs, with the same bytes.
@Suite struct PackedRunTests {
  private func fixture(_ layout: String = "webdataset", size: Int = 3) throws -> DatasetFixture {
    var fixture = try DatasetFixture()
    fixture.recipe.output.layout = layout
    fixture.recipe.output.shardSize = size
    fixture.recipe.output.splits = [.init(name: "train", share: 0.5), .init(name: "test", share: 0.5)]
    return fixture
  }

  @Test(arguments: ["webdataset", "shar"]) func partsMakeTheSameBytes(layout: String) throws {
    let fixture = try fixture(layout)
    _ = try fixture.maker("whole", 0..<8).run()
    // The last shard is not full; shards are made out of order, and with two workers.
    for part in [6..<8, 0..<3, 3..<6] {
      var maker = try fixture.maker("parts", part)
      maker.jobs = 2
      _ = try maker.run()
    }
    #expect(try fixture.tree("whole") == fixture.tree("parts"))
    let again = try fixture.maker("parts", 0..<8).run()
    #expect(again.progress.made == 0 && again.progress.found == 8)
    // A shard that was not full is made again when there are more.
    _ = try fixture.maker("parts", 0..<9).run()
    _ = try fixture.maker("longer", 0..<9).run()
    #expect(try fixture.tree("longer") == fixture.tree("parts"))
  }

  @Test(arguments: ["webdataset", "shar"]) func whatIsUnpackedIsADataSet(layout: String) throws {
    let fixture = try fixture(layout)
    _ = try fixture.maker("tars", 0..<6).run()
    try Unpacker(fixture.folder.path("tars"), to: fixture.folder.path("files")).run()
    let report = try DatasetVerifier(fixture.folder.path("files")).run()
    #expect(report.isFaultless && report.sums == [.exact: 6], "\(report.findings.map(\.description))")
    #expect(report.findings.isEmpty, "\(report.findings.map(\.description))")
    #expect(try RecreationChecker(inputs: [fixture.folder.path("files")]).run().identical == 6)
    let packed = #expect(throws: SoundscapeError.self) { try DatasetVerifier(fixture.folder.path("tars")).run() }
    #expect("\(packed.map { "\($0)" } ?? "")".contains("its mixtures are in archives"))
    // Laid out from files, the same archives.
    var plain = fixture
    plain.recipe.output.layout = "folder"
    _ = try plain.maker("set", 0..<6).run()
    let known = try #require(Layouts.builtIn.all.first { $0.name == layout })
    var exporter = Exporter(inputs: [fixture.folder.path("set")], as: known, to: fixture.folder.path("exported"))
    (exporter.shardSize, exporter.facts) = (3, LabelFacts(labels: ["a", "b", "c"], sourceCount: 4))
    _ = try exporter.run()
    let (made, exported) = (try fixture.tree("tars"), try fixture.tree("exported"))
    #expect(made.keys.sorted() == exported.keys.sorted())
    for (path, digest) in made where path.ends(with: ".tar") || path.ends(with: ".gz") {
      #expect(exported[path] == digest, "\(path)")
    }
  }

  @Test func otherRunsAndFoldersAreRefused() throws {
    var fixture = try fixture()
    _ = try fixture.maker("tars").run()
    fixture.recipe.seed = .integer(8)
    let error = #expect(throws: SoundscapeError.self) { try fixture.maker("tars").run() }
    #expect("\(error.map { "\($0)" } ?? "")".contains("made differently"))
    let odd = #expect(throws: SoundscapeError.self) { try fixture.maker("odd", 1..<4).run() }
    #expect("\(odd.map { "\($0)" } ?? "")".contains("needs to begin a shard"))
    try FileSystem.makeDirectories(fixture.folder.path("taken"))
    try FileSystem.write([1], to: fixture.folder.path("taken/notes.txt"))
    #expect(throws: SoundscapeError.self) { try fixture.maker("taken").run() }
  }

  @Test func finishedFilesAreHandedOn() throws {
    let fixture = try fixture()
    try FileSystem.makeDirectories(fixture.folder.path("bucket"))
    var maker = try fixture.maker("tars")
    maker.upload = try ShardUpload(
      "echo {name} >> '\(fixture.folder.path("log"))' && cp {} '\(fixture.folder.path("bucket"))'/")
    _ = try maker.run()
    let log = String(decoding: try FileSystem.read(fixture.folder.path("log")), as: UTF8.self)
    let lines = log.split(separator: "\n").map(String.init)
    #expect(lines.last == "manifest.jsonl" && lines.contains("shards/000001.jsonl"), "\(lines)")
    for name in lines where name.ends(with: ".tar") {
      #expect(
        try FileSystem.read(fixture.folder.path("bucket/\(name)"))
          == FileSystem.read(fixture.folder.path("tars/\(name)")))
    }
    // One that fails ends the run; the next one hands the same file on.
    var failing = try fixture.maker("again")
    failing.upload = try ShardUpload("echo no room >&2; false {}")
    let error = #expect(throws: SoundscapeError.self) { try failing.run() }
    #expect("\(error.map { "\($0)" } ?? "")".contains("ended with status 1: no room"))
    #expect(!FileSystem.exists(fixture.folder.path("again/shards/000000.jsonl")))
    failing.upload = nil
    _ = try failing.run()
    #expect(try fixture.tree("again") == fixture.tree("tars"))
  }
}

@Suite struct TarTests {
  @Test func membersComeBack() throws {
    let folder = try TemporaryDirectory()
    let names = ["000000.a.wav", "000000.é.json", "000001." + String(repeating: "long", count: 40) + ".wav"]
    for (i, name) in names.enumerated() {
      try FileSystem.write([UInt8](repeating: UInt8(i + 1), count: 700 * i), to: folder.path(name))
    }
    var tar = try TarWriter(folder.path("x.tar"))
    for name in names { try tar.add(folder.path(name), as: name) }
    try tar.finish(syncs: false)
    let reader = try TarReader(folder.path("x.tar"))
    for (i, name) in names.enumerated() {
      let member = try #require(try reader.next())
      #expect(member.name == name && member.content.count == 700 * i)
      var bytes: [UInt8] = []
      try reader.read(member.content) { bytes += $0 }
      #expect(bytes == [UInt8](repeating: UInt8(i + 1), count: 700 * i))
    }
    #expect(try reader.next() == nil)
    #expect(FileSystem.size(ofFile: folder.path("x.tar"))?.isMultiple(of: 10_240) == true)
  }

  @Test(arguments: 0..<40) func damageIsFound(place: Int) throws {
    let folder = try TemporaryDirectory()
    try FileSystem.write(Array("content".utf8), to: folder.path("a"))
    var tar = try TarWriter(folder.path("x.tar"))
    try tar.add(folder.path("a"), as: "a")
    try tar.finish(syncs: false)
    var bytes = try FileSystem.read(folder.path("x.tar"))
    bytes[place * 12] ^= 0x10
    FileSystem.discard(folder.path("x.tar"))
    try FileSystem.write(bytes, to: folder.path("x.tar"))
    let reader = try TarReader(folder.path("x.tar"))
    #expect(throws: SoundscapeError.self) { while try reader.next() != nil {} }
  }

  @Test func gzipHoldsItsContent() {
    #expect(Gzip.stored([]) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0])
    // The checksum is that of zlib.crc32(b"123456789").
    #expect(Array(Gzip.stored(Array("123456789".utf8)).suffix(8)) == [0x26, 0x39, 0xF4, 0xCB, 9, 0, 0, 0])
  }
}
