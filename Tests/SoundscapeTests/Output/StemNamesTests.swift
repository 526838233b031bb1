import TestSupport
import Testing

@testable import Soundscape

/// `output.stem_names: name`: stems by the names that the recipe gives its events.
@Suite struct StemNamesTests {
  private func names(_ events: [(label: String, name: String)]) throws -> [String] {
    let outline = MixtureOutline(
      index: 0, events: events.map { .init(label: $0.label, role: .foreground, name: $0.name) }, stemNames: .name)
    return try FolderLayout().artifacts(of: outline, wanted: OutputOptions()).prefix(events.count)
      .map { Path.stem(of: Path.name(of: $0.name)) }
  }

  @Test func namesBecomeFiles() throws {
    #expect(
      try names([
        ("dog", "speech"), ("dog", "event#0"), ("cat", "event#1"), ("vocals", "song/vocals"), ("bass", "song#2/bass"),
        ("rain", "background[0]"), ("horn", "events[3]"), ("drums", "events[1]/drums"), ("bell", "bell"),
      ]) == ["speech", "event-0", "event-1", "song-vocals", "song-2-bass", "rain", "horn", "drums", "bell"])
  }

  @Test func noTwoAreTheSame() throws {
    #expect(
      try names([("dog", "a#0"), ("dog", "a-0"), ("dog", "events[0]"), ("dog", "events[1]")])
        == ["a-0-0", "a-0-1", "dog-0", "dog-1"])
    // A name that only begins like a place is one.
    #expect(try names([("dog", "events[x]"), ("cat", "")]) == ["events[x]", "cat"])
  }

  @Test func aDataSetKeepsThemInAllThatIsMadeOfIt() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.events[0].name = "speech"
    fixture.recipe.events[0].count = nil
    fixture.recipe.output.stemNames = .name
    fixture.recipe.events.append(EventSpec())
    fixture.recipe.events[1].label = .const("b")
    fixture.recipe.events[1].name = "a"
    _ = try fixture.generator("set", 0..<3).run()
    let root = fixture.folder.path("set")
    let rows = try DatasetReader(dataset: root).rows()
    for row in rows {
      #expect(Set(row.stems.map { Path.stem(of: Path.name(of: $0)) }) == ["speech", "a"])
      #expect(row.stemNames == .name)
    }
    let report = try DatasetVerifier(root).run()
    #expect(report.isFaultless, "\(report.findings.map(\.description))")
    #expect(try StatisticsReader(root).run().mixtures.made == 3)

    _ = try Recreator(inputs: [root], sink: FolderSink(fixture.folder.path("again"))).run()
    let (old, new) = (try fixture.tree("set"), try fixture.tree("again"))
    for (path, digest) in old where path.hasSuffix(".wav") { #expect(new[path] == digest, "\(path)") }
    let single = root + "/000001/mixture.jams"
    _ = try Recreator(inputs: [single], sink: FolderSink(fixture.folder.path("single"))).run()
    #expect(
      try DatasetReader(dataset: fixture.folder.path("single")).rows()[0].stems.map { Path.name(of: $0) }
        == rows[1].stems.map { Path.name(of: $0) })
    _ = try Trimmer(inputs: [root], to: 0..<0.2, sink: FolderSink(fixture.folder.path("cut"))).run()
    for name in ["again", "single", "cut"] {
      let report = try DatasetVerifier(fixture.folder.path(name)).run()
      #expect(report.isFaultless, "\(name): \(report.findings.map(\.description))")
    }
    #expect(try DatasetReader(dataset: fixture.folder.path("cut")).rows().allSatisfy { $0.stemNames == .name })
  }

  @Test func annotationsWithoutSoundGetTheirStemsByName() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.events[0].name = "speech"
    fixture.recipe.events[0].count = nil
    (fixture.recipe.output.stemNames, fixture.recipe.output.audio) = (.name, false)
    _ = try fixture.generator("bare", 0..<1).run()
    _ = try Recreator(inputs: [fixture.folder.path("bare")], sink: FolderSink(fixture.folder.path("full"))).run()
    #expect(FileSystem.exists(fixture.folder.path("full/000000/stems/speech.wav")))
  }

  @Test func whatCannotBeIsRefused() throws {
    var fixture = try DatasetFixture()
    (fixture.recipe.output.layout, fixture.recipe.output.stemNames) = ("scaper", .name)
    #expect(
      "\(String(describing: failure { try fixture.generator("set", 0..<1).run() }))".contains(
        "output.stem_names: the layout scaper needs label (found name)"))
    fixture.recipe.output.layout = "folder"
    fixture.recipe.events[0].name = String(repeating: "x", count: 300)
    #expect(
      "\(String(describing: failure { try fixture.generator("set", 0..<1).run() }))".contains(
        "cannot name a stem's file"))
    #expect(
      failure { try Recipes.read("output: {stem_names: event}") }?.description.hasSuffix(
        "output.stem_names: needs label or name (found event)") == true)
  }
}
