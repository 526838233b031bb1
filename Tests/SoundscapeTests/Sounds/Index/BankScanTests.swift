import TestSupport
import Testing

@testable import Soundscape

/// Scans do only what is new, and find the index wherever bank and index are.
@Suite struct BankScanTests {
  let fixture: IndexFixture

  init() throws { fixture = try IndexFixture() }

  private func counts(_ report: BankReport) -> [Int] {
    [report.newCount, report.changedCount, report.unchangedCount, report.goneCount]
  }

  @Test func onlyWhatChangedIsDecoded() throws {
    #expect(counts(try fixture.scan()) == [3, 0, 0, 0])
    #expect(counts(try fixture.scan()) == [0, 0, 3, 0])
    // Another size; another file; none.
    try fixture.add(Signals.noise(frameCount: 5_000), "dog/a.wav")
    try fixture.add(Signals.noise(frameCount: 10), "dog/d.wav")
    FileSystem.discard(fixture.path("dog/c.wav"))
    #expect(counts(try fixture.scan()) == [1, 1, 1, 1])
    #expect(try fixture.rows().keys.sorted() == ["dog/a.wav", "dog/b.wav", "dog/d.wav"])
    #expect(try fixture.rows()["dog/a.wav"]?.finding.info?.frameCount == 5_000)
  }

  /// Also where the size is the same, and the time of the last writing.
  @Test func aFileThatWasRewrittenIsReadAgain() throws {
    try fixture.scan()
    let old = try fixture.rows()["dog/a.wav"]
    try FileSystem.keepingTime(of: fixture.path("dog/a.wav")) { try fixture.rewrite("dog/a.wav") }
    #expect(counts(try fixture.scan()) == [0, 1, 2, 0])
    let new = try fixture.rows()["dog/a.wav"]
    #expect(new?.finding.digest?.hex == (try SHA256Hasher.hexDigest(ofFile: fixture.path("dog/a.wav"))))
    #expect(new?.finding.digest != old?.finding.digest)
  }

  @Test func aCopiedFileIsReadButNotDecoded() throws {
    try fixture.scan()
    let path = fixture.path("dog/a.wav")
    let bytes = try FileSystem.read(path)
    try FileSystem.keepingTime(of: path) { try FileSystem.write(bytes, to: path) }
    #expect(fixture.sounds().indexed.digest(ofFile: path) == nil)
    #expect(counts(try fixture.scan()) == [0, 0, 3, 0])
    #expect(fixture.sounds().indexed.digest(ofFile: path) != nil)
  }

  @Test func aBankThatIsMovedTakesItsIndexAlong() throws {
    try fixture.scan()
    let moved = fixture.folder.path("elsewhere")
    try FileSystem.rename(fixture.root, to: moved)
    #expect(fixture.sounds(moved).indexed.file(at: "\(moved)/dog/a.wav")?.isSame == true)
    #expect(counts(try fixture.scan(moved)) == [0, 0, 3, 0])
  }

  /// A file is in the way of the folder: root may write everywhere.
  private func close(_ root: String) throws { try FileSystem.write([], to: root + "/.soundscape") }

  @Test func aBankThatCannotBeWrittenHasItsIndexInTheCache() throws {
    try close(fixture.root)
    let report = try fixture.scan()
    #expect(report.indexPath == fixture.places.cached(FileSystem.realPath(fixture.root)))
    #expect(counts(try fixture.scan()) == [0, 0, 3, 0])
    #expect(fixture.sounds().indexed.digest(ofFile: fixture.path("dog/a.wav")) != nil)
    #expect(try BankList(fixture.root, places: fixture.places).entries.count == 3)
    // Below it, too.
    #expect(fixture.sounds(fixture.path("dog")).indexed.digest(ofFile: fixture.path("dog/a.wav")) != nil)
    // Once it can be written, the index is in the bank, and nothing is left in the cache.
    FileSystem.discard(fixture.path(".soundscape"))
    #expect(try fixture.scan().indexPath == fixture.inside)
    #expect(try FileSystem.list(fixture.folder.path("cache/indexes")) == [])
  }

  @Test func aMovedBankIsRecognisedInTheCache() throws {
    try close(fixture.root)
    try fixture.scan()
    let moved = fixture.folder.path("elsewhere")
    try FileSystem.rename(fixture.root, to: moved)
    for folder in [moved, moved + "/dog"] {
      #expect(fixture.sounds(folder).indexed.file(at: "\(moved)/dog/b.wav")?.isSame == true)
    }
    #expect(try BankList(moved, places: fixture.places).entries.count == 3)
    let report = try fixture.scan(moved)
    #expect(counts(report) == [0, 0, 3, 0])
    #expect(report.indexPath == fixture.places.cached(FileSystem.realPath(moved)))
    #expect(try FileSystem.list(fixture.folder.path("cache/indexes")).count == 1)
  }

  @Test func anotherBankIsNotTakenForAMovedOne() throws {
    try close(fixture.root)
    try fixture.scan()
    // The old folder is gone, and another one has files of the same names.
    try FileSystem.rename(fixture.root, to: fixture.folder.path("hidden"))
    let other = fixture.folder.path("other")
    try FileSystem.makeDirectories(other + "/dog")
    for name in ["a", "b", "c"] {
      try AudioFile.write(Signals.noise(frameCount: 50), to: "\(other)/dog/\(name).wav", sampleRate: 8_000)
    }
    #expect(fixture.sounds(other).indexed.file(at: other + "/dog/a.wav") == nil)
    #expect(failure { try BankList(other, places: fixture.places) }?.advice == .scan)
  }

  @Test func aSecondScanAtTheSameTimeIsRefused() throws {
    let writer = try IndexWriter(FileSystem.realPath(fixture.root), places: fixture.places)
    let error = try #require(failure { try fixture.scan() })
    #expect("\(error)".contains("another scan of this bank is writing to its index"))
    // What is read meanwhile is what was there before.
    #expect(try fixture.sounds().listSounds().warnings.isEmpty)
    withExtendedLifetime(writer) {}
  }

  @Test func afterAScanOnlyTheIndexIsLeft() throws {
    try fixture.scan()
    #expect(try FileSystem.list(fixture.path(".soundscape")) == ["index.sqlite"])
  }

  @Test func withoutAnyPlaceACheckGoesOn() throws {
    try close(fixture.root)
    var scan = BankScan(fixture.root)
    scan.places = IndexPlaces(cache: nil)
    #expect("\(try #require(failure { try scan.run() }))".contains("cannot go to a cache folder"))
    scan.needsNoIndex = true
    #expect(try scan.run().indexPath == nil)
  }
}
