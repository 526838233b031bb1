import TestSupport
import Testing

@testable import Soundscape

/// Stems that are sums: of the copies of an event, of a group, of a label.
@Suite struct StemsOfTests {
  private func outline(_ stemsOf: OutputOptions.StemsOf, names: OutputOptions.StemNames = .label) -> MixtureOutline {
    let events: [MixtureOutline.Event] = [
      .init(label: "rain", role: .background, name: "background[0]"),
      .init(label: "dog", role: .foreground, name: "a#0"),
      .init(label: "cat", role: .foreground, name: "song#0/cat"),
      .init(label: "dog", role: .foreground, name: "song#0/dog"),
      .init(label: "cat", role: .foreground, name: "song#1/cat"), .init(label: "cat", role: .foreground, name: "a#1"),
      .init(label: "dog", role: .foreground, name: "events[3]#0"),
      .init(label: "cow", role: .foreground, name: "events[3]#1"),
    ]
    return MixtureOutline(index: 0, events: events, stemNames: names, stemsOf: stemsOf)
  }

  private func stems(_ stemsOf: OutputOptions.StemsOf) -> [String: [Int]] {
    var stems: [String: [Int]] = [:]
    for artifact in FolderLayout().artifacts(of: outline(stemsOf)) {
      if case .stem(let events) = artifact.content { stems[Path.stem(of: Path.name(of: artifact.name))] = events }
    }
    return stems
  }

  @Test func theyAreOfNamesGroupsOrLabels() {
    #expect(stems(.name) == ["rain": [0], "a": [1, 5], "song": [2, 3, 4], "dog+cow": [6, 7]])
    #expect(
      stems(.group)
        == ["rain": [0], "dog-0": [1], "song-0": [2, 3], "song-1": [4], "cat": [5], "dog-1": [6], "cow": [7]])
    #expect(stems(.label) == ["rain": [0], "dog": [1, 3, 6], "cat": [2, 4, 5], "cow": [7]])
    #expect(stems(.event).count == 8)
  }

  @Test(arguments: OutputOptions.StemsOf.allCases)
  func aDataSetOfThemIsWholeAndCanBeMadeAgain(stemsOf: OutputOptions.StemsOf) async throws {
    var fixture = try DatasetFixture()
    fixture.recipe.events[0].name = "one"
    fixture.recipe.output.stemsOf = stemsOf
    _ = try fixture.generator("set", 0..<4).run()
    let root = fixture.folder.path("set")
    let report = try DatasetVerifier(root).run()
    #expect(report.isFaultless, "\(report.findings)")
    _ = try Recreator(inputs: [root], sink: FolderSink(fixture.folder.path("again"))).run()
    let (old, new) = (try fixture.tree("set"), try fixture.tree("again"))
    #expect(old.keys.sorted() == new.keys.sorted())
    #expect(old.filter { $0.key.hasSuffix(".wav") } == new.filter { $0.key.hasSuffix(".wav") })
    #expect(try DatasetVerifier(fixture.folder.path("again")).run().isFaultless)
    let cut = Trimmer(inputs: [root], to: 0.05..<0.2, sink: FolderSink(fixture.folder.path("cut")))
    #expect(try cut.run().progress.failed == 0)
    #expect(try DatasetVerifier(fixture.folder.path("cut")).run().isFaultless)
  }

  @Test func otherLayoutsHaveTheirOwn() {
    let error = failure {
      let recipe = try Recipes.read("output: {layout: musdb, stems_of: name}")
      return try Layouts.builtIn.layout(for: recipe)
    }
    #expect("\(String(describing: error))".contains("output.stems_of: the layout musdb needs event (found name)"))
  }
}
