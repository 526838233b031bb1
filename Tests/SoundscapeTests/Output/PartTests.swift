import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// Parts that are made by themselves and put together are the data set that one run makes.
@Suite struct PartTests {
  var fixture: DatasetFixture
  init() throws { fixture = try DatasetFixture() }

  private func path(_ name: String) -> String { fixture.folder.path(name) }

  private func generator(_ number: Int, _ count: Int, _ whole: Range<Int> = 3..<13) throws -> DatasetGenerator {
    let part = DatasetPart(try #require(Shard(number, of: count)), of: whole)
    var generator = try fixture.generator("parts", part.indices)
    generator.sink = FolderSink(path("parts"), part: part)
    return generator
  }

  private func makeParts(_ count: Int, _ whole: Range<Int> = 3..<13) throws {
    for number in (1...count).shuffled() { _ = try generator(number, count, whole).run() }
  }

  private func problem(_ text: String, _ advice: Advice?) {
    let error = #expect(throws: SoundscapeError.self) { try PartMerger(path("parts")).run() }
    #expect("\(error.map { "\($0)" } ?? "")".contains(text), "\(error.map { "\($0)" } ?? "")")
    #expect(error?.advice == advice)
  }

  @Test(
    "For each layout and any number of parts",
    arguments: [
      ("folder", 1), ("folder", 2), ("folder", 10), ("scaper", 3), ("musdb", 4), ("sources", 3),
    ])
  mutating func asOneRun(layout: String, count: Int) throws {
    fixture.recipe.output.layout = layout
    if layout != "sources" {
      fixture.recipe.output.splits = [.init(name: "one", share: 0.5), .init(name: "two", share: 0.5)]
    }
    if layout == "scaper" { (fixture.recipe.output.shardWidth, fixture.recipe.output.absolutePaths) = (1, false) }
    _ = try fixture.generator("whole", 3..<13).run()
    try makeParts(count)
    let summary = try PartMerger(path("parts")).run()
    #expect(summary == PartMerger.Summary(parts: count, mixtures: 10))
    #expect(try fixture.tree("parts") == fixture.tree("whole"))
    #expect(try FileSystem.list(path("parts")) == FileSystem.list(path("whole")), "no folder is left")
    #expect(try DatasetVerifier(path("parts")).run().findings.isEmpty)
    // Again: nothing is left to do.
    #expect(try PartMerger(path("parts")).run() == PartMerger.Summary(mixtures: 10))
    // And a run of all finds all.
    #expect(try fixture.generator("parts", 3..<13).run().progress.found == 10)
  }

  @Test func withMixturesThatFail() throws {
    let hidden = (path("bank/b/1.wav"), path("hidden.wav"))
    try FileSystem.rename(hidden.0, to: hidden.1)
    _ = try fixture.generator("whole", 3..<13).run()
    try makeParts(3)
    let summary = try PartMerger(path("parts")).run()
    #expect(summary.failed > 0 && summary.mixtures == 10)
    #expect(try fixture.tree("parts") == fixture.tree("whole"))
    // What failed is not made again unless that is asked for; then all is as if nothing had been missing.
    try FileSystem.rename(hidden.1, to: hidden.0)
    var again = try fixture.generator("parts", 3..<13)
    let kept = try again.run()
    #expect(kept.progress.total == 0 && kept.failedEarlier == summary.failed)
    again.retriesFailed = true
    // Found anew: one that was moved away is not the sound that the run began with.
    again.engine = try Engine(
      recipe: fixture.recipe, soundbank: try Soundbank.scan(fixture.recipe.soundbank).soundbank)
    let retried = try again.run()
    #expect(retried.progress.made == summary.failed && retried.progress.failed == 0 && retried.failedEarlier == 0)
    var sound = try fixture.generator("sound", 3..<13)
    sound.engine = again.engine
    _ = try sound.run()
    #expect(try fixture.tree("parts") == fixture.tree("sound"))
  }

  @Test func aMergeThatWasStoppedContinues() throws {
    _ = try fixture.generator("whole", 3..<13).run()
    for moved in 0...11 {
      try? FileManager.default.removeItem(atPath: path("parts"))
      try makeParts(3)
      // As it is after so many mixtures; from the last on with the manifest, and then without the first part's.
      let rows = try (1...3).flatMap { try DatasetReader(dataset: path("parts/part-\($0)-of-3")).rows() }
      for row in rows.prefix(moved) {
        let number = try #require((1...3).first { FileSystem.exists(path("parts/part-\($0)-of-3/\(row.jams ?? "")")) })
        for file in row.files {
          try FileSystem.makeDirectories(Path.parent(of: path("parts/\(file)")))
          try FileSystem.rename(path("parts/part-\(number)-of-3/\(file)"), to: path("parts/\(file)"))
        }
      }
      if moved > 10 {
        try FileSystem.write(try FileSystem.read(path("whole/manifest.jsonl")), to: path("parts/manifest.jsonl"))
        FileSystem.discard(path("parts/part-1-of-3/part.json"))
        FileSystem.discard(path("parts/part-1-of-3/manifest.jsonl"))
        for row in rows {
          try? FileManager.default.removeItem(atPath: path("parts/part-1-of-3/\(MixtureOutline.name(of: row.index))"))
        }
      }
      let summary = try PartMerger(path("parts")).run()
      #expect(summary.mixtures == 10)
      #expect(moved > 10 || summary.left.isEmpty)
      for left in summary.left { try? FileManager.default.removeItem(atPath: left) }
      #expect(try fixture.tree("parts") == fixture.tree("whole"))
    }
  }

  @Test mutating func whatCannotBePutTogetherIsNamed() throws {
    problem("no such folder", nil)
    try FileSystem.makeDirectories(path("parts"))
    problem("holds no parts", nil)
    for number in [1, 3] { _ = try generator(number, 3).run() }
    problem("lacks 1 of 3 parts: part-2-of-3", .makeParts)
    let before = try fixture.tree("parts")
    var stopped = try generator(2, 3)
    stopped.cancellation.cancel()
    #expect(throws: SoundscapeError.cancelled) { try stopped.run() }
    stopped.sink.abandon()
    problem("part-2-of-3: is not finished", .resume)
    // Ended with what was made: a whole data set, but not all of the part.
    stopped = try generator(2, 3)
    stopped.cancellation.endEarly()
    #expect(try stopped.run().isEndedEarly)
    problem("part-2-of-3: is not finished", .resume)
    try? FileManager.default.removeItem(atPath: path("parts/part-2-of-3"))
    _ = try generator(2, 3, 0..<30).run()
    problem("part-2-of-3: overlaps others or leaves a gap", .remakePart)
    try? FileManager.default.removeItem(atPath: path("parts/part-2-of-3"))
    var other = self
    other.fixture.recipe.fadeIn = 0.02
    _ = try other.generator(2, 3).run()
    problem("part-2-of-3: is of another run than part-1-of-3", .remakePart)
    try? FileManager.default.removeItem(atPath: path("parts/part-2-of-3"))
    _ = try generator(1, 2).run()
    problem("holds parts of 2 and parts of 3", .removeParts)
    try? FileManager.default.removeItem(atPath: path("parts/part-1-of-2"))
    #expect(try fixture.tree("parts") == before, "nothing was moved")
    _ = try generator(2, 3).run()
    FileSystem.discard(path("parts/part-3-of-3/000010/mixture.wav"))
    problem("part-3-of-3: lacks 000010/mixture.wav", .remakePart)
  }

  @Test func twoDataSetsDoNotMix() throws {
    try makeParts(2)
    let error = #expect(throws: SoundscapeError.self) { try fixture.generator("parts", 3..<13).run() }
    #expect(error?.advice == .merge)
    let wrong = #expect(throws: SoundscapeError.self) { try generator(1, 2, 0..<4).run() }
    #expect("\(wrong.map { "\($0)" } ?? "")".contains("is part 1/2 of 10 mixtures from 3 on"))
    let copy = try FileManager.default.contentsOfDirectory(atPath: path("parts"))
    for name in copy { try FileManager.default.copyItem(atPath: path("parts/\(name)"), toPath: path("copy-\(name)")) }
    _ = try PartMerger(path("parts")).run()
    let again = #expect(throws: SoundscapeError.self) { try generator(1, 2).run() }
    #expect("\(again.map { "\($0)" } ?? "")".contains("already holds a data set"))
    try FileManager.default.moveItem(atPath: path("copy-part-1-of-2"), toPath: path("parts/part-1-of-2"))
    problem("part-1-of-2: is merged already", .removeParts)
    // Files that are nobody's stay.
    try? FileManager.default.removeItem(atPath: path("parts"))
    try makeParts(2)
    try FileSystem.write([1], to: path("parts/part-1-of-2/notes.txt"))
    #expect(try PartMerger(path("parts")).run().left == [path("parts/part-1-of-2")])
    #expect(FileSystem.exists(path("parts/part-1-of-2/notes.txt")))
  }
}
