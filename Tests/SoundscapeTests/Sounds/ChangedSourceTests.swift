import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// Sources are what they were: a run that is resumed, a mixture that is made again, and a run that is under way notice
/// when they are not.
@Suite struct ChangedSourceTests {
  let fixture: DatasetFixture

  init() throws { fixture = try DatasetFixture() }

  /// Other sounds of the same length under the same names.
  private func change() throws {
    for label in ["a", "b", "c"] {
      for k in 0..<2 {
        let path = fixture.folder.path("bank/\(label)/\(k).wav")
        var bytes = try FileSystem.read(path)
        for i in (bytes.count - 100)..<bytes.count { bytes[i] ^= 0x10 }
        FileSystem.discard(path)
        try FileSystem.write(bytes, to: path)
      }
    }
  }

  private func resumed(_ count: Int, from start: Int = 0, allowsChanged: Bool = false) throws -> DatasetSummary {
    // The soundbank is read again, as by a new process.
    let soundbank = try Soundbank.scan(fixture.recipe.soundbank).soundbank
    var generator = DatasetGenerator(
      engine: try Engine(recipe: fixture.recipe, soundbank: soundbank), indices: start..<count,
      sink: FolderSink(fixture.folder.path("set")))
    generator.allowsChangedSources = allowsChanged
    return try generator.run()
  }

  @Test func aResumedRunNotices() throws {
    _ = try resumed(3)
    #expect(try resumed(4).progress.found == 3)
    try change()
    let error = try #require(failure { try resumed(5) })
    #expect(error.advice == .allowChangedSources && "\(error)".contains("changed since"))
    let summary = try resumed(5, allowsChanged: true)
    #expect(summary.progress.made == 1 && summary.warnings[.sourceChanged, default: 0] > 0)
  }

  /// Mixtures that are added are of the same sources as those that are there.
  @Test func aRunThatAddsMixturesNotices() throws {
    _ = try resumed(2)
    try change()
    let error = try #require(failure { try resumed(4, from: 2) })
    #expect(error.advice == .allowChangedSources)
    #expect(try resumed(4, from: 2, allowsChanged: true).progress.made == 2)
  }

  /// A program that writes into a file can set its time back.
  @Test func aFileThatIsWrittenIntoInPlaceIsNoticed() throws {
    let sounds = FileSounds(foreground: fixture.folder.path("bank"))
    let sound = try sounds.listSounds().soundbank.foreground.labels[0].sounds[0]
    let times = try FileManager.default.attributesOfItem(atPath: sound.path)[.modificationDate]
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: sound.path))
    try handle.seek(toOffset: 200)
    try handle.write(contentsOf: [UInt8](repeating: 3, count: 40))
    try handle.close()
    try FileManager.default.setAttributes([.modificationDate: times as Any], ofItemAtPath: sound.path)
    #expect(failure { _ = try sounds.open(sound) }.map { "\($0)".contains("changed or replaced") } == true)
  }

  @Test func aMixtureThatIsMadeAgainNotices() throws {
    _ = try resumed(2)
    try change()
    let jams = fixture.folder.path("set/000000/mixture.jams")
    var recreator = Recreator(inputs: [jams], sink: FolderSink(fixture.folder.path("again")))
    let failed = try recreator.run()
    #expect(failed.progress.failed == 1)
    #expect(failed.failures.groups.first?.message.contains("changed since") == true)
    recreator.sink = FolderSink(fixture.folder.path("allowed"))
    recreator.allowsChangedSources = true
    #expect(try recreator.run().progress.failed == 0)
    let made = try Annotation(jams: fixture.folder.path("allowed/000000/mixture.jams"))
    let old = try Annotation(jams: jams)
    for (event, before) in zip(made.events, old.events) {
      #expect(event.sourceFile.digest != before.sourceFile.digest)
      #expect(event.altered.contains { $0.rule == "source_changed" })
      let source = fixture.folder.path("bank/\(event.event.label)/\(Path.name(of: event.sourceFile.path))")
      #expect(event.sourceFile.digest == (try SHA256Hasher.hexDigest(ofFile: source)))
    }
  }

  @Test func aRunThatIsUnderWayNotices() throws {
    let sounds = FileSounds(foreground: fixture.folder.path("bank"))
    let sound = try sounds.listSounds().soundbank.foreground.labels[0].sounds[0]
    _ = try sounds.open(sound)
    try change()
    #expect(failure { _ = try sounds.open(sound) }.map { "\($0)".contains("changed or replaced") } == true)
    #expect(failure { _ = try sounds.digest(of: sound) } != nil)
  }
}
