import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// What a run does to a folder that others use too: nothing that is not its own is replaced, removed or left out.
@Suite struct FolderSinkTests {
  let fixture: DatasetFixture
  init() throws { fixture = try DatasetFixture() }

  private func path(_ name: String) -> String { fixture.folder.path(name) }
  private func put(_ text: String, _ name: String) throws {
    try FileSystem.makeDirectories(Path.parent(of: path(name)))
    try FileSystem.write(Array(text.utf8), to: path(name))
  }
  private func overwriting(_ root: String) throws -> DatasetGenerator {
    var generator = try fixture.generator(root, 0..<2)
    generator.sink = FolderSink(path(root), overwrite: true)
    return generator
  }
  private func isMine(_ name: String) throws -> Bool { try FileSystem.read(path(name)) == Array("mine".utf8) }

  @Test(
    "Overwriting refuses a manifest that lists files elsewhere",
    arguments: ["manifest.jsonl", "manifest.jsonl.partial"])
  func overwritingStaysInside(list: String) throws {
    try put("mine", "victim/a.txt")
    for outside in ["../victim/a.txt", path("victim/a.txt"), "000000/../../victim/a.txt", "."] {
      for key in ["\"jams\": \"\(outside)\"", "\"stems\": [\"\(outside)\"]", "\"labels\": \"\(outside)\""] {
        try put("{\"index\": 0, \"run\": \"x\", \"status\": \"ok\", \(key)}\n", "set/\(list)")
        let error = #expect(throws: SoundscapeError.self) { try overwriting("set").run() }
        #expect("\(error.map { "\($0)" } ?? "")".contains("is not a path inside the data set"))
      }
    }
    #expect(try isMine("victim/a.txt"))
    #expect(try fixture.tree("set").keys.sorted() == [list])
  }

  @Test func overwritingFollowsNoLink() throws {
    try put("mine", "victim/mixture.jams")
    try put(
      "{\"index\": 0, \"run\": \"x\", \"status\": \"ok\", \"jams\": \"000000/mixture.jams\"}\n", "set/manifest.jsonl")
    try FileManager.default.createSymbolicLink(atPath: path("set/000000"), withDestinationPath: path("victim"))
    #expect(throws: SoundscapeError.self) { try overwriting("set").run() }
    #expect(try isMine("victim/mixture.jams"))
  }

  @Test(
    "A foreign file is not replaced, whatever manifest is there",
    arguments: ["manifest.jsonl", "manifest.jsonl.partial"])
  func foreignFiles(list: String) throws {
    try put("mine", "set/000000/mixture.wav")
    for text in ["", "{\"journal_of\":"] {
      try put(text, "set/\(list)")
      let error = #expect(throws: SoundscapeError.self) { try fixture.generator("set", 0..<2).run() }
      let isManifest = list == "manifest.jsonl" && !text.isEmpty
      #expect(error?.advice == (isManifest ? .otherFolder : .overwriteOrOtherFolder))
    }
    #expect(try isMine("set/000000/mixture.wav"))
    #expect(try fixture.tree("set").count == 2)
  }

  @Test(
    "A foreign file that is met on the way is not replaced",
    arguments: ["mixture.wav", "labels.txt", "mixture.jams"])
  func foreignFilesDuringARun(name: String) throws {
    _ = try fixture.generator("set", 0..<1).run()
    try put("mine", "set/000001/\(name)")
    let error = #expect(throws: SoundscapeError.self) { try fixture.generator("set", 0..<3).run() }
    #expect("\(error.map { "\($0)" } ?? "")".contains("is already there, and is not a file of this run"))
    #expect(try isMine("set/000001/\(name)"))
    #expect(try fixture.tree("set").keys.filter { $0.hasPrefix("000001/") } == ["000001/\(name)"])
  }

  @Test("Links in the folder are not followed", arguments: ["000001", "000001/mixture.wav"])
  func links(name: String) throws {
    _ = try fixture.generator("set", 0..<1).run()
    try put("mine", "victim/mixture.wav")
    try FileSystem.makeDirectories(Path.parent(of: path("set/\(name)")))
    let target = name == "000001" ? "victim" : "victim/mixture.wav"
    try FileManager.default.createSymbolicLink(atPath: path("set/\(name)"), withDestinationPath: path(target))
    #expect(throws: SoundscapeError.self) { try fixture.generator("set", 0..<2).run() }
    #expect(try isMine("victim/mixture.wav"))
    #expect(try FileSystem.list(path("victim")) == ["mixture.wav"])
  }

  /// A run that was killed between two renames leaves files that no journal names.
  @Test func filesOfTheSameBytesAreItsOwn() throws {
    _ = try fixture.generator("whole", 0..<2).run()
    _ = try fixture.generator("set", 0..<1).run()
    try FileSystem.makeDirectories(path("set/000001"))
    try FileSystem.write(try FileSystem.read(path("whole/000001/mixture.wav")), to: path("set/000001/mixture.wav"))
    _ = try fixture.generator("set", 0..<2).run()
    #expect(try fixture.tree("set") == fixture.tree("whole"))
  }

  @Test func anotherRecipesJournalIsNotContinued() throws {
    let stopped = try fixture.generator("set", 0..<2)
    stopped.cancellation.cancel()
    #expect(throws: SoundscapeError.cancelled) { try stopped.run() }
    var other = fixture
    other.recipe.fadeIn = 0.02
    let error = #expect(throws: SoundscapeError.self) { try other.generator("set", 0..<2).run() }
    #expect(error?.advice == .overwriteOrOtherFolder)
    #expect(try fixture.generator("set", 0..<2).run().progress.made == 2)
  }

  @Test func oneRunAtATime() throws {
    let sink = FolderSink(path("set"))
    let session = try fixture.engine().begin(in: sink)
    let error = #expect(throws: SoundscapeError.self) { try fixture.generator("set", 2..<4).run() }
    #expect(error?.advice == .otherRun)
    var renderer = try fixture.engine().makeRenderer()
    for index in 0..<2 { try session.record(try session.make(index, renderer: &renderer).value) }
    try session.end()
    _ = try fixture.generator("set", 2..<4).run()
    #expect(try Manifest.read(path("set/manifest.jsonl"))?.rows.map(\.index) == [0, 1, 2, 3])
  }

  @Test(
    "A run notices what is taken from it",
    arguments: ["manifest.jsonl.partial", ".soundscape/lock", "manifest.jsonl", "000000/mixture.wav", ""])
  func vanished(name: String) throws {
    _ = try fixture.generator("set", 5..<6).run()
    let session = try fixture.engine().begin(in: FolderSink(path("set")))
    var renderer = try fixture.engine().makeRenderer()
    try session.record(try session.make(0, renderer: &renderer).value)
    try FileManager.default.removeItem(atPath: path("set/\(name)"))
    #expect(throws: SoundscapeError.self) {
      try session.record(try session.make(1, renderer: &renderer).value)
      try session.end()
    }
  }

  @Test func aJournalThatLostLinesIsNoticed() throws {
    let session = try fixture.engine().begin(in: FolderSink(path("set")))
    var renderer = try fixture.engine().makeRenderer()
    try session.record(try session.make(0, renderer: &renderer).value)
    #expect(truncate(path("set/manifest.jsonl.partial"), 0) == 0)
    #expect(throws: SoundscapeError.self) { try session.end() }
  }

  @Test("After a power cut, what is not marked as safe is checked", arguments: [true, false])
  func powerCut(syncs: Bool) throws {
    _ = try fixture.generator("whole", 0..<3).run()
    _ = try fixture.generator("set", 0..<3).run()
    try FileSystem.rename(path("set/manifest.jsonl"), to: path("set/manifest.jsonl.partial"))
    // As long as it was: what is cut off is seen in any case.
    var bytes = try FileSystem.read(path("set/000001/mixture.wav"))
    bytes[bytes.count - 1] ^= 1
    try FileSystem.write(bytes, to: path("set/000001/mixture.wav"))
    var again = try fixture.generator("set", 0..<3)
    again.sink = FolderSink(path("set"), syncs: syncs)
    #expect(try again.run().progress.made == (syncs ? 1 : 0))
    if syncs { #expect(try fixture.tree("set") == fixture.tree("whole")) }
  }

  @Test func aDataSetAmongTheSoundsIsRefused() throws {
    for place in ["bank", "bank/out", "bank/a/out"] {
      #expect(throws: SoundscapeError.self) { try fixture.generator(place, 0..<1).run() }
    }
    #expect(try FileSystem.list(path("bank")) == ["a", "b", "c"])
  }

  @Test("An annotation whose name is not one of a mixture is refused by name", arguments: ["...jams", "..jams"])
  func dots(name: String) throws {
    _ = try fixture.generator("set", 0..<1).run()
    try FileSystem.makeDirectories(path("lone"))
    try FileSystem.write(try FileSystem.read(path("set/000000/mixture.jams")), to: path("lone/\(name)"))
    for run in 0..<2 {
      let error = #expect(throws: SoundscapeError.self) {
        let sink = FolderSink(path("a/b/out"))
        if run == 0 { _ = try Recreator(inputs: [path("lone/\(name)")], sink: sink).run() }
        if run == 1 { _ = try Trimmer(inputs: [path("lone/\(name)")], to: 0..<0.1, sink: sink).run() }
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains("lone/\(name): its name without .jams"))
      #expect(!FileSystem.exists(path("a")))
    }
  }

  @Test func whatIsReadIsInside() throws {
    _ = try fixture.generator("set", 0..<1).run()
    try FileManager.default.moveItem(atPath: path("set/000000/mixture.jams"), toPath: path("x.jams"))
    try FileManager.default.createSymbolicLink(
      atPath: path("set/000000/mixture.jams"), withDestinationPath: path("x.jams"))
    #expect(throws: SoundscapeError.self) { try DatasetReader(dataset: path("set")).entry(at: 0) }
    #expect(try !DatasetVerifier(path("set")).run().isFaultless)
    let text = String(decoding: try FileSystem.read(path("set/manifest.jsonl")), as: UTF8.self)
    try put(text.replacing("000000/mixture.jams", with: "../x.jams"), "set/manifest.jsonl")
    #expect(throws: SoundscapeError.self) { try DatasetReader(dataset: path("set")).entry(at: 0) }
    #expect(throws: SoundscapeError.self) {
      try Recreator(inputs: [path("set")], sink: FolderSink(path("again"))).run()
    }
  }
}
