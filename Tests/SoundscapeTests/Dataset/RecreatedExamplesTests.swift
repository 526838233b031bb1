import TestSupport
import Testing

@testable import Soundscape

/// Mixtures of the examples made again from their annotations: the same annotation but for paths, which agree here.
@Suite struct RecreatedExamplesTests {
  private static let folder = FileSystem.find("examples", fromFoldersAbove: #filePath) ?? ""
  private static let names = ["incoherent", "music-separation", "rooms", "sound-events", "speech-in-noise"]

  /// Both layouts of one example, and one layout of the others: those go through the same code.
  private static let cases: [(String, String)] = {
    #if DEBUG
      names.map { ($0, $0 == "sound-events" ? "scaper" : "folder") } + [("sound-events", "folder")]
    #else
      names.flatMap { [($0, "folder"), ($0, "scaper")] }
    #endif
  }()

  @Test(arguments: cases)
  func theAnnotationIsTheSame(name: String, layout: String) throws {
    let recipe = try RecipeReader.read(
      file: Path.join(Self.folder, "\(name).yaml"),
      settings: [
        // Short work: how it sounds does not matter here.
        .init(keyPath: "sample_rate", value: "8000"), .init(keyPath: "render.stretch", value: "soundtouch"),
        .init(keyPath: "output.layout", value: layout), .init(keyPath: "output.absolute_paths", value: "false"),
      ])
    let soundbank = try Soundbank.scan(recipe.soundbank).soundbank
    let work = try TemporaryDirectory()
    let made = try DatasetGenerator(
      engine: try Engine(recipe: recipe, soundbank: soundbank), indices: 0..<1, sink: FolderSink(work.path("set"))
    ).run()
    #expect(made.failures.isEmpty, "\(made.failures)")
    let again = work.path("again")
    let summary = try Recreator(inputs: [work.path("set")], sink: FolderSink(again)).run()
    #expect(summary.failures.isEmpty, "\(summary.failures)")
    let jams = try #require(try Manifest.read(again + "/manifest.jsonl")?.rows.first?.jams)
    #expect(try text(again, jams) == text(work.path("set"), jams))

    // Cut, the annotation has no measurements until it is rendered: then they stay.
    _ = try Trimmer(inputs: [work.path("set")], to: 0.5..<2.25, sink: FolderSink(work.path("cut"))).run()
    _ = try Recreator(inputs: [work.path("cut")], sink: FolderSink(work.path("one"))).run()
    _ = try Recreator(inputs: [work.path("one")], sink: FolderSink(work.path("two"))).run()
    #expect(try text(work.path("one"), jams) == text(work.path("two"), jams))
    var cut = try Annotation(jams: work.path("cut/") + jams)
    let measured = try Annotation(jams: work.path("one/") + jams)
    #expect(cut.events.map(\.firstFrame) == measured.events.map(\.firstFrame))
    for i in cut.events.indices { cut.events[i].measured = measured.events[i].measured }
    #expect(firstDifference(cut.jams, measured.jams) == nil)
  }

  private func text(_ root: String, _ jams: String) throws -> String {
    String(decoding: try FileSystem.read("\(root)/\(jams)"), as: UTF8.self)
  }
}
