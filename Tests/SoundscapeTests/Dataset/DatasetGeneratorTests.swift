import TestSupport
import Testing

@testable import Soundscape

@Suite struct DatasetGeneratorTests {
  @Test("Any number of jobs gives the same bytes", arguments: [2, 3, 5, 8])
  func anyNumberOfJobs(jobs: Int) async throws {
    for seed: UInt32 in [0, 1, 99] {
      var fixture = try DatasetFixture()
      fixture.recipe.seed = .integer(seed)
      _ = try fixture.generator("one", 0..<9).run()
      _ = try fixture.generator("many", 0..<9, jobs: jobs).run()
      #expect(try fixture.tree("one") == fixture.tree("many"), "seed \(seed), \(jobs) jobs")
    }
  }

  @Test("What is kept of the sources changes no byte", arguments: [0, 8_000, SourceCache.defaultByteBudget])
  func anyCache(byteBudget: Int) async throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("kept", 0..<12, jobs: 2, cacheByteBudget: byteBudget).run()
    _ = try fixture.generator("alone", 0..<12, cacheByteBudget: 0).run()
    #expect(try fixture.tree("kept") == fixture.tree("alone"))
  }

  @Test func aRunWithNothingToMakeLeavesTheManifestUntouched() throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("set", 0..<2).run()
    let manifest = fixture.folder.path("set/\(Manifest.fileName)")
    // A line of an earlier format is the same row, and shows whether the file was written again.
    try OlderLines.rewrite(manifest, version: 1)
    let before = try FileSystem.read(manifest)
    let summary = try fixture.generator("set", 0..<2).run()
    #expect(summary.progress.total == 0 && summary.progress.found == 2)
    #expect(try FileSystem.read(manifest) == before)
    #expect(!FileSystem.exists(fixture.folder.path("set/\(Manifest.journalName)")))
  }

  @Test func aRunInPartsIsTheSameAsOneRun() async throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("whole", 0..<7).run()
    _ = try fixture.generator("parts", 5..<7).run()
    _ = try fixture.generator("parts", 0..<3).run()
    let summary = try fixture.generator("parts", 0..<7).run()
    #expect(summary.progress.made == 2)
    #expect(summary.progress.found == 5)
    #expect(try fixture.tree("whole") == fixture.tree("parts"))
  }

  @Test("A run that lost a file, the end of its journal, or its annotation goes on from there")
  func resumesFromWhatIsWhole() async throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("whole", 0..<5).run()
    _ = try fixture.generator("broken", 0..<5).run()
    let root = fixture.folder.path("broken")
    var lines = try FileSystem.read(root + "/manifest.jsonl")
    lines.removeLast(40)
    try FileSystem.write(lines, to: root + "/manifest.jsonl.partial")
    FileSystem.discard(root + "/manifest.jsonl")
    FileSystem.discard(root + "/000002/mixture.jams")
    try FileSystem.makeDirectories(root + "/.soundscape")
    try FileSystem.write([1, 2, 3], to: root + "/" + InnerPath.staged(17).text)

    let summary = try fixture.generator("broken", 0..<5).run()
    #expect(summary.progress.made == 2, "mixture 2 without annotation, mixture 4 without its line")
    #expect(try fixture.tree("whole") == fixture.tree("broken"))
  }

  /// A run that was killed with folders begun and nothing finished.
  @Test func resumesFromNothingWhole() async throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("whole", 0..<3).run()
    let root = fixture.folder.path("begun")
    try FileSystem.makeDirectories(root)
    // Before it wrote its first line: nothing else can be there then.
    try FileSystem.write([], to: root + "/manifest.jsonl.partial")
    try FileSystem.makeDirectories(root + "/.soundscape")
    try FileSystem.write([1, 2, 3], to: root + "/" + InnerPath.staged(0).text)
    _ = try fixture.generator("begun", 0..<3).run()
    #expect(try fixture.tree("whole") == fixture.tree("begun"))
  }

  /// The journal is there before the first mixture, and goes with the last.
  @Test func theJournalComesFirst() async throws {
    let fixture = try DatasetFixture()
    let journal = fixture.folder.path("set/manifest.jsonl.partial")
    let stopped = try fixture.generator("set", 0..<2)
    stopped.cancellation.cancel()
    #expect(throws: SoundscapeError.cancelled) { try stopped.run() }
    #expect(FileSystem.exists(journal) && !FileSystem.exists(fixture.folder.path("set/000000")))
    for _ in 0..<2 {
      _ = try fixture.generator("set", 0..<2).run()
      #expect(!FileSystem.exists(journal))
    }
  }

  @Test func anotherRecipeNeedsOverwrite() async throws {
    var fixture = try DatasetFixture()
    _ = try fixture.generator("set", 0..<6).run()
    let before = try fixture.tree("set")
    fixture.recipe.fadeIn = 0.02
    var other = try fixture.generator("set", 0..<2)
    #expect(throws: SoundscapeError.self) { try other.run() }
    #expect(try fixture.tree("set") == before, "nothing is touched")

    try FileSystem.write([42], to: fixture.folder.path("set/000005/mine.txt"))
    other.sink = FolderSink(fixture.folder.path("set"), overwrite: true)
    _ = try other.run()
    let after = try fixture.tree("set")
    #expect(after["000005/mine.txt"] != nil, "what is not ours stays")
    #expect(after.keys.filter { $0.hasPrefix("000005/") } == ["000005/mine.txt"])
    #expect(after.keys.contains("000001/mixture.jams") && !after.keys.contains("000002/mixture.jams"))
  }

  @Test func aFolderWithOtherThingsIsLeftAlone() async throws {
    let fixture = try DatasetFixture()
    try FileSystem.makeDirectories(fixture.folder.path("home"))
    try FileSystem.write([1], to: fixture.folder.path("home/thesis.txt"))
    #expect(throws: SoundscapeError.self) { try fixture.generator("home", 0..<1).run() }
    #expect(try fixture.tree("home").keys.sorted() == ["thesis.txt"])
  }

  @Test func aSourceThatCannotBeReadFailsItsMixturesAlone() async throws {
    let fixture = try DatasetFixture()
    FileSystem.discard(fixture.folder.path("bank/b/1.wav"))
    let summary = try fixture.generator("set", 0..<12, jobs: 3).run()
    #expect(summary.progress.failed > 0 && summary.progress.failed < 12)
    #expect(summary.failures.groups.allSatisfy { $0.message.contains("bank/b/1.wav") })
    let manifest = try #require(try Manifest.read(fixture.folder.path("set/manifest.jsonl")))
    #expect(manifest.rows.map(\.index) == Array(0..<12))
    for row in manifest.rows where row.status == .failed {
      #expect(row.error != nil && row.files.isEmpty)
      #expect(
        !FileSystem.exists(fixture.folder.path("set/\(MixtureOutline.name(of: row.index))")), "nothing half-written")
    }
  }

  @Test func strictTakesAWarningForAFailure() async throws {
    var fixture = try DatasetFixture()
    fixture.recipe.events[0].eventTime = .const(10)
    var generator = try fixture.generator("set", 0..<2)
    generator.isStrict = true
    let summary = try generator.run()
    #expect(summary.progress.failed == 2)
    #expect(try fixture.tree("set").keys.sorted() == ["manifest.jsonl"])
  }

  @Test func digestsAreThoseOfTheFiles() async throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("set", 0..<3).run()
    let tree = try fixture.tree("set")
    let manifest = try #require(try Manifest.read(fixture.folder.path("set/manifest.jsonl")))
    #expect(
      Dictionary(manifest.rows.flatMap { $0.sha256.map { ($0.key, $0.value) } }, uniquingKeysWith: { a, _ in a })
        == tree.filter { $0.key != "manifest.jsonl" })
  }
}
