import TestSupport
import Testing

@testable import Soundscape

@Suite struct IncludeTests {
  /// Files below a folder of their own: `a.yaml` is the recipe.
  private func folder(_ files: [String: String]) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    for (name, text) in files {
      try FileSystem.makeDirectories(Path.parent(of: folder.path(name)))
      try FileSystem.write(Array(text.utf8), to: folder.path(name))
    }
    return folder
  }

  private func complaint(_ folder: TemporaryDirectory) -> String {
    let error = failure { try RecipeReader.read(file: folder.path("a.yaml")) }
    return error?.description.replacing(folder.path(""), with: "") ?? "no error"
  }

  private let head = "duration: 10\nsoundbank: {foreground: fg}\n"

  @Test func keysOfTheIncludingFileWin() throws {
    let folder = try folder([
      "a.yaml": "include: [b.yaml, sub/c.yaml]\nduration: 3\nrender: {level: gain}\nevents: [{label: dog}]\n"
        + "fade_in:\n",
      "b.yaml": "duration: 5\nseed: 1\nchannels: 2\nrender: {level: lufs, fill: once}\nfade_in: 1",
      "sub/c.yaml": "include: d.yaml\nseed: 2\nevents: [{label: cat}, {label: cow}]\nrender: {fill: chain}",
      "sub/d.yaml": "soundbank: {foreground: ../fg, background: bg}\nseed: 3\nref_db: -20",
    ])
    let recipe = try RecipeReader.read(file: folder.path("a.yaml"))
    #expect(recipe.duration == 3 && recipe.seed == .integer(2) && recipe.channelCount == 2)
    #expect(recipe.referenceLoudness == .const(-20) && recipe.fadeIn == 0.01)
    #expect(recipe.render.level == .gain && recipe.render.fill == .chain)
    #expect(recipe.events.map(\.label) == [.const("dog")])
    // Paths are relative to the file that they are in.
    #expect(recipe.soundbank.foreground.map(\.path) == [folder.path("sub/../fg")])
    #expect(recipe.soundbank.background.map(\.path) == [folder.path("sub/bg")])
    #expect(recipe.origin.file == folder.path("a.yaml"))
    #expect(recipe.origin.location(of: "ref_db") == "\(folder.path("sub/d.yaml")):3:9: ref_db")
    #expect(recipe.origin.location(of: "render.fill") == "\(folder.path("sub/c.yaml")):4:16: render.fill")
    #expect(recipe.origin.location(of: "render.level") == "\(folder.path("a.yaml")):3:17: render.level")
  }

  @Test func settingsAndVariantsLieOverWhatIsIncluded() throws {
    let folder = try folder([
      "a.yaml": "include: sub/b.yaml\nduration: 1",
      "sub/b.yaml": "soundbank: {foreground: fg}\nseed: 1\n"
        + "variants: [{set: {fit: clamp}}]",
    ])
    let recipe = try RecipeReader.read(
      file: folder.path("a.yaml"),
      settings: [.init(keyPath: "seed", value: "2"), .init(keyPath: "soundbank.foreground", value: "x")])
    #expect(recipe.seed == .integer(2) && recipe.variants[0].recipe.fit == .clamp)
    // From the command line a path is relative to the recipe itself.
    #expect(recipe.soundbank.foreground.map(\.path) == [folder.path("x")])
  }

  @Test func theDigestIsOfTheMergedContent() throws {
    let folder = try folder([
      "a.yaml": "include: b.yaml\nduration: 1", "b.yaml": "soundbank: {foreground: fg}\nseed: 1",
      "whole.yaml": "duration: 1\nseed: 1\nsoundbank: {foreground: fg}",
    ])
    let digests = try ["a", "whole"].map { try RecipeReader.read(file: folder.path("\($0).yaml")).origin.digest }
    #expect(digests[0] == digests[1])
  }

  @Test func errorsNameTheFileInWhichTheyStand() throws {
    func complaint(_ included: String, rest: String = "") throws -> String {
      self.complaint(try folder(["a.yaml": head + "include: sub/b.yaml\n" + rest, "sub/b.yaml": included]))
    }
    #expect(try complaint("seed: 1\nref_db: 99") == "sub/b.yaml:2:9: ref_db: needs −120 to 20 LUFS (found 99)")
    #expect(try complaint("sed: 1") == "sub/b.yaml:1:1: sed: unknown key; did you mean seed?")
    #expect(
      try complaint("render: {fil: once}", rest: "render: {}")
        == "sub/b.yaml:1:10: render.fil: unknown key; did you mean fill?")
    #expect(
      try complaint("seed: [1")
        == "sub/b.yaml:2:1: is not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence from 1:7)"
    )
    #expect(try complaint("- 1") == "sub/b.yaml:1:1: needs a mapping of keys to values (found a list of 1)")
    #expect(
      try complaint("let: {level: 99}", rest: "ref_db: $level")
        == "a.yaml:4:9: ref_db: needs −120 to 20 LUFS (found 99) (by let.level at sub/b.yaml:1:14)")
    #expect(
      try complaint("variants: [{set: {ref_db: 99}}]")
        == "sub/b.yaml:1:27: variants[0].set.ref_db: needs −120 to 20 LUFS (found 99)")
    #expect(try complaint("include: none.yaml") == "sub/b.yaml:1:10: include: sub/none.yaml: no such file or folder")
    #expect(try complaint("") == "no error")
  }

  @Test func circlesAreTold() throws {
    let circle = try folder([
      "a.yaml": head + "include: b.yaml", "b.yaml": "seed: 1\ninclude: [sub/c.yaml]",
      "sub/c.yaml": "include: ../b.yaml",
    ])
    #expect(
      complaint(circle)
        == "sub/c.yaml:1:10: include: circular include: b.yaml → sub/c.yaml → sub/../b.yaml")
    let own = try folder(["a.yaml": head + "include: b.yaml", "b.yaml": "include: a.yaml"])
    #expect(complaint(own) == "b.yaml:1:10: include: circular include: a.yaml → b.yaml → a.yaml")
    // A link makes a new path of the same file.
    let linked = try folder(["a.yaml": head + "include: again/a.yaml"])
    try Links.make(linked.path("again"), to: ".")
    #expect(complaint(linked) == "a.yaml:3:10: include: circular include: a.yaml → again/a.yaml")
  }

  /// Files that include the next one twice are as many as the rice on the chessboard.
  @Test func tooManyFilesAreRefused() throws {
    var files = ["a.yaml": head + "include: [0.yaml]"]
    for i in 0..<30 { files["\(i).yaml"] = "include: [\(i + 1).yaml, \(i + 1).yaml]" }
    files["30.yaml"] = "seed: 1"
    #expect(complaint(try folder(files)).hasSuffix("includes more than 256 files"))
  }
}
