import TestSupport
import Testing

@testable import Soundscape

/// An index that is damaged, of another program or of somebody who means harm ends nothing and traps nowhere.
@Suite struct DamagedIndexTests {
  let fixture: IndexFixture

  init() throws {
    fixture = try IndexFixture()
    try fixture.scan()
  }

  /// Runs use the bank all the same and say why the index is not used; scans refuse it and leave it as it is.
  private func expectRefusal(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let before = try FileSystem.read(fixture.inside)
    let scan = fixture.sounds().scan()
    #expect(scan.soundbank.foreground.labels[0].sounds.count == 3, sourceLocation: sourceLocation)
    #expect(scan.warnings.map(\.kind) == [.indexNotUsed], sourceLocation: sourceLocation)
    #expect(scan.warnings.first?.message.contains(words) == true, "\(scan.warnings)", sourceLocation: sourceLocation)
    let error = try #require(failure { try fixture.scan() }, sourceLocation: sourceLocation)
    #expect("\(error)".contains(words), "\(error)", sourceLocation: sourceLocation)
    #expect(try FileSystem.read(fixture.inside) == before, sourceLocation: sourceLocation)
  }

  private func change(_ statements: String) throws {
    try Database(FileSystem.realPath(fixture.inside), for: .writing).execute(statements)
  }

  @Test func anotherFileIsRefused() throws {
    try FileSystem.write(Array("not a database, but a text that is long enough".utf8), to: fixture.inside)
    try expectRefusal("is damaged, or not an index of sounds")
  }

  @Test func aDatabaseOfAnotherProgramIsRefused() throws {
    FileSystem.discard(fixture.inside)
    try change("CREATE TABLE notes (text TEXT)")
    try expectRefusal("a database of another program")
  }

  @Test func aNewerFormatIsRefused() throws {
    try change("PRAGMA user_version = 2")
    try expectRefusal("has format 2, which only a newer version of Soundscape reads")
  }

  @Test(arguments: ["CREATE TRIGGER t AFTER INSERT ON sounds BEGIN SELECT 1; END", "CREATE TABLE more (x TEXT)"])
  func otherTablesAreRefused(statement: String) throws {
    try change(statement)
    try expectRefusal("has other tables than an index of sounds")
  }

  /// A folder may lie in a bank that somebody else made: nothing outside is written to.
  @Test func aLinkInItsPlaceIsNotFollowed() throws {
    let other = fixture.folder.path("other.sqlite")
    try FileSystem.rename(fixture.inside, to: other)
    try Links.make(fixture.inside, to: other)
    try expectRefusal("is a link, which is not followed")
  }

  /// SQLite would remove the file that such a journal names.
  @Test func aJournalThatNamesAnotherFileIsRefused() throws {
    let mark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    try FileSystem.write([UInt8](repeating: 1, count: 600) + mark, to: fixture.inside + "-journal")
    #expect("\(try #require(failure { try fixture.scan() }))".contains("is of another program"))
  }

  @Test(
    "Rows that no scan writes are left out",
    arguments: [
      "frames = -1", "frames = 9223372036854775807", "rate = 0", "rate = 99999999", "channels = 0",
      "channels = 100000", "size = -5", "state = 17", "sha256 = x'00'", "sha256 = 'text'", "peak = 'loud'",
      "peak = -1.0", "sound_end = 999999", "sound_start = -1", "path = x'ff00'", "frames = 'many'", "loudness = 9e999",
    ])
  func rowsOutOfRange(change: String) throws {
    try self.change("UPDATE sounds SET \(change) WHERE path = 'dog/a.wav'")
    #expect(try fixture.rows().count == 2)
    #expect(fixture.sounds().scan().soundbank.foreground.labels[0].sounds[0].info.frameCount == 4_000)
    let report = try fixture.scan()
    #expect(report.newCount == 1 && report.unchangedCount == 2)
  }

  /// What an index says is not believed against the file.
  @Test func aShapeThatIsNotTheFilesFailsWhereItIsRead() throws {
    try change("UPDATE sounds SET rate = 16000, channels = 2 WHERE path = 'dog/a.wav'")
    let sounds = fixture.sounds()
    let sound = try sounds.listSounds().soundbank.foreground.labels[0].sounds[0]
    let error = failure { () throws in
      _ = try sounds.open(sound)
      return 0
    }
    #expect("\(try #require(error))".contains("another rate or other channels"))
  }

  /// Every byte of the file, a few at a time.
  @Test func damageOfAnyBytesIsHarmless() throws {
    let whole = try FileSystem.read(fixture.inside)
    var generator = SmallGenerator(seed: 5)
    for round in 0..<200 {
      var bytes = whole
      if round.isMultiple(of: 4) { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
      for _ in 0..<8 where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      FileSystem.discard(fixture.inside)
      try FileSystem.write(bytes, to: fixture.inside)
      let sounds = try fixture.sounds().listSounds().soundbank.foreground.labels[0].sounds
      #expect(sounds.count == 3, "seed 5, round \(round)")
    }
  }

  /// What is on the disk in the middle of a change is what a process leaves that is killed then.
  @Test func aKilledScanLeavesAWholeIndex() throws {
    let rows = try fixture.rows()
    let journal = fixture.inside + "-journal"
    let left: (index: [UInt8], journal: [UInt8])
    do {
      let database = try Database(FileSystem.realPath(fixture.inside), for: .writing)
      // Pages go to the file before the change is whole.
      try database.execute("PRAGMA cache_size = 1; PRAGMA cache_spill = ON; BEGIN IMMEDIATE; DELETE FROM bank")
      for _ in 0..<12 {
        try database.execute(
          "INSERT INTO sounds (path, size, modified, changed, device, node, state, problem) "
            + "SELECT path || hex(randomblob(9)), 1, 1, 1, 1, 1, 2, 'x' FROM sounds")
      }
      left = (try FileSystem.read(fixture.inside), try FileSystem.read(journal))
      try database.execute("ROLLBACK")
    }
    #expect(left.index.count > 100_000 && left.journal.count > 4_096, "the change was under way")
    try FileSystem.write(left.index, to: fixture.inside)
    try FileSystem.write(left.journal, to: journal)
    let report = try fixture.scan()
    #expect(report.unchangedCount == 3 && report.newCount == 0 && report.goneCount == 0)
    #expect(try fixture.rows() == rows && !FileSystem.exists(journal))
  }
}
