import TestSupport
import Testing

@testable import Soundscape

/// A run that is refused leaves a folder as it was, and what is not a run's own stays in any case.
@Suite struct FolderRefusalTests {
  let fixture: DatasetFixture
  init() throws { fixture = try DatasetFixture() }

  private func path(_ name: String) -> String { fixture.folder.path(name) }
  private func put(_ bytes: [UInt8], _ name: String) throws {
    try FileSystem.makeDirectories(Path.parent(of: path(name)))
    try FileSystem.write(bytes, to: path(name))
  }

  /// Every source with other sound of the same shape.
  private func changeSources() throws {
    for label in ["a", "b", "c"] {
      for name in try FileSystem.list(path("bank/\(label)")) {
        var bytes = try FileSystem.read(path("bank/\(label)/\(name)"))
        bytes[bytes.count - 1] ^= 1
        try put(bytes, "bank/\(label)/\(name)")
      }
    }
  }

  @Test("A run that is refused changes nothing", arguments: [false, true])
  func refusedRuns(isFinished: Bool) throws {
    _ = try fixture.generator("set", 0..<2).run()
    if !isFinished { try FileSystem.rename(path("set/manifest.jsonl"), to: path("set/manifest.jsonl.partial")) }
    try put([1, 2, 3], "set/\(InnerPath.staged(3).text)")
    let before = try fixture.tree("set")
    try changeSources()
    let soundbank = try Soundbank.scan(fixture.recipe.soundbank).soundbank
    for fade in [fixture.recipe.fadeIn, 0.02] {
      var recipe = fixture.recipe
      recipe.fadeIn = fade
      let engine = try Engine(recipe: recipe, soundbank: soundbank)
      let generator = DatasetGenerator(engine: engine, indices: 0..<3, sink: FolderSink(path("set")))
      let error = #expect(throws: SoundscapeError.self) { try generator.run() }
      #expect(error?.advice == (fade == 0.02 ? .overwriteOrOtherFolder : .allowChangedSources))
      generator.sink.abandon()
      #expect(try fixture.tree("set") == before)
    }
  }

  /// A run that was stopped between its last mixture and its end may leave a file that the next one need not make.
  @Test("What a stopped run had begun is removed where nothing is left to make", arguments: [false, true])
  func leftovers(isFinished: Bool) throws {
    _ = try fixture.generator("set", 0..<2).run()
    let whole = try fixture.tree("set")
    if !isFinished { try FileSystem.rename(path("set/manifest.jsonl"), to: path("set/manifest.jsonl.partial")) }
    try put([1, 2, 3], "set/\(InnerPath.staged(61).text)")
    #expect(try fixture.generator("set", 0..<2).run().progress.made == 0)
    #expect(try fixture.tree("set") == whole)
  }

  @Test func aCutThatIsRefusedRemovesNothing() throws {
    _ = try fixture.generator("set", 0..<2).run()
    _ = try fixture.generator("out", 0..<1).run()
    let before = try fixture.tree("out")
    var trimmer = Trimmer(inputs: [path("set")], to: 0..<0.1, sink: FolderSink(path("out"), overwrite: true))
    trimmer.audio = path("set/000000/mixture.wav")
    #expect(throws: SoundscapeError.self) { try trimmer.run() }
    #expect(try fixture.tree("out") == before)
  }

  @Test(
    "A file of a run's name that is not its own is named, and stays",
    arguments: ["manifest.jsonl", "manifest.jsonl.partial"], ["mine", "mine\n", "{\"journal_of\": 3}\n", "{\"a\": 1}"])
  func foreignLists(name: String, text: String) throws {
    for overwrite in [false, true] {
      try put(Array(text.utf8), "set/\(name)")
      var generator = try fixture.generator("set", 0..<1)
      generator.sink = FolderSink(path("set"), overwrite: overwrite)
      let error = #expect(throws: SoundscapeError.self) { try generator.run() }
      #expect("\(try #require(error))".contains("set/\(name)"))
      #expect(try FileSystem.read(path("set/\(name)")) == Array(text.utf8))
      #expect(try FileSystem.list(path("set")) == [name])
    }
  }

  @Test func whatAUserPutIntoTheWorkFolderStays() throws {
    try put([7], "set/.soundscape/17.partial")
    _ = try fixture.generator("again", 0..<1).run()
    try put([7], "again/.soundscape/17.partial")
    _ = try fixture.generator("again", 0..<2).run()
    #expect(try FileSystem.read(path("again/.soundscape/17.partial")) == [7])
  }

  @Test("A lock that is not a plain file of its own is not written into", arguments: ["link", "pipe", "large", "text"])
  func foreignLocks(kind: String) throws {
    let lock = path("set/.soundscape/lock")
    try FileSystem.makeDirectories(path("set/.soundscape"))
    try put(kind == "text" ? Array("mine".utf8) : [], "mine")
    switch kind {
    case "pipe": try SpecialFiles.makePipe(lock)
    case "large":
      try put(Array("soundscape run".utf8), "set/.soundscape/lock")
      try FileSystem.resize(lock, to: 1 << 40)
    case "text": try FileSystem.rename(path("mine"), to: lock)
    default: try FileSystem.addName(lock, to: path("mine"))
    }
    let error = #expect(throws: SoundscapeError.self) { try fixture.generator("set", 0..<1).run() }
    #expect("\(try #require(error))".contains(".soundscape/lock: is not a lock of this program"))
    if kind == "link" { #expect(FileSystem.size(ofFile: path("mine")) == 0) }
    #expect(try FileSystem.list(path("set")) == [".soundscape"])
  }
}
