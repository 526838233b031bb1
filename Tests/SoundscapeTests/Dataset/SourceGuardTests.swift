import TestSupport
import Testing

@testable import Soundscape

/// No verb writes where the sounds are, by whatever path or link.
@Suite struct SourceGuardTests {
  let fixture: DatasetFixture
  init() throws {
    fixture = try DatasetFixture()
    _ = try fixture.generator("set", 0..<2).run()
  }

  private func path(_ name: String) -> String { fixture.folder.path(name) }

  private func expectRefused(_ named: String, _ body: () throws -> Void) throws {
    let before = (try fixture.tree("bank"), try fixture.tree("set"))
    let error = #expect(throws: SoundscapeError.self, performing: body)
    #expect("\(try #require(error))".contains(named), "\(error.map { "\($0)" } ?? "")")
    #expect(try (fixture.tree("bank"), fixture.tree("set")) == before)
  }

  @Test(
    "A folder in the soundbank of the annotations is refused", arguments: ["bank", "bank/a", "bank/a/out", "bank/out"])
  func inTheBank(place: String) throws {
    for inputs in [[path("set")], [path("set/000000/mixture.jams")]] {
      for overwrite in [false, true] {
        let sink = FolderSink(path(place), overwrite: overwrite)
        try expectRefused("soundbank's folder") { _ = try Recreator(inputs: inputs, sink: sink).run() }
        try expectRefused("soundbank's folder") { _ = try Trimmer(inputs: inputs, to: 0..<0.1, sink: sink).run() }
      }
    }
    #expect(try FileSystem.list(path("bank")) == ["a", "b", "c"])
  }

  @Test("A folder that holds a source is refused, even by a link or an absolute path", arguments: [false, true])
  func aSourceInTheFolder(isAbsolute: Bool) throws {
    _ = try fixture.generator("out", 0..<1).run()
    if isAbsolute {
      var own = fixture
      own.recipe.output.absolutePaths = true
      var generator = try own.generator("set", 0..<2)
      generator.sink = FolderSink(path("set"), overwrite: true)
      _ = try generator.run()
    }
    let stem = try #require(try Manifest.read(path("out/manifest.jsonl"))?.rows[0].stems.first)
    // All sounds of the bank are the set's own stem.
    for label in ["a", "b", "c"] {
      for name in try FileSystem.list(path("bank/\(label)")) {
        FileSystem.discard(path("bank/\(label)/\(name)"))
        try Links.make(path("bank/\(label)/\(name)"), to: path("out/\(stem)"))
      }
    }
    let out = try fixture.tree("out")
    let sink = FolderSink(path("out"), overwrite: true)
    let engine = try Engine(
      recipe: fixture.recipe, soundbank: try Soundbank.scan(fixture.recipe.soundbank).soundbank)
    let runs: [() throws -> Void] = [
      { _ = try DatasetGenerator(engine: engine, indices: 0..<1, sink: sink).run() },
      { _ = try Recreator(inputs: [path("set")], sink: sink).run() },
      { _ = try Trimmer(inputs: [path("set")], to: 0..<0.1, sink: sink).run() },
      {
        var recreator = Recreator(inputs: [path("set")], sink: sink)
        recreator.sounds = FileSounds(foreground: path("bank"))
        _ = try recreator.run()
      },
    ]
    for run in runs {
      try expectRefused("holds a source of the mixtures: ", run)
      #expect(try fixture.tree("out") == out)
    }
  }

  @Test func aPathThroughALinkIsTheFileSystems() throws {
    try FileSystem.makeDirectories(path("elsewhere/inner"))
    try Links.make(path("link"), to: path("bank/a"))
    // By its text this is `out`; by the file system it is `bank/out`.
    #expect(FileSystem.absolutePath(path("link/../out")) == FileSystem.realPath(path("bank")) + "/out")
    #expect(FileSystem.realPlace(path("link/../out")) == FileSystem.realPath(path("bank")) + "/out")
    #expect(FileSystem.absolutePath(path("elsewhere/../link")) == FileSystem.absolutePath(path("link")))
    #expect(FileSystem.absolutePath("/../a/./b/..") == "/a" && FileSystem.absolutePath("/..") == "/")
    let sink = FolderSink(path("link/../out"))
    try expectRefused("soundbank's folder") {
      _ = try DatasetGenerator(engine: fixture.engine(), indices: 0..<1, sink: sink).run()
    }
    try expectRefused("soundbank's folder") { _ = try Recreator(inputs: [path("set")], sink: sink).run() }
  }
}
