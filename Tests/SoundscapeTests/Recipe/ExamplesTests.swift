import Foundation
import TestSupport
import Testing

@testable import Soundscape

@Suite struct ExamplesTests {
  private static let folder = FileSystem.find("examples", fromFoldersAbove: #filePath) ?? ""

  @Test func everyExampleSuitsItsSoundbank() throws {
    let names = try FileSystem.list(Self.folder).filter { $0.hasSuffix(".yaml") }
    #expect(names.count >= 5)
    for name in names {
      let recipe = try RecipeReader.read(file: Path.join(Self.folder, name))
      let (soundbank, warnings) = try Soundbank.scan(recipe.soundbank)
      #expect(warnings.isEmpty, "\(name)")
      _ = try Instantiator(recipe: recipe, soundbank: soundbank)
    }
  }

  @Test func musicSeparationIsWhatItSays() throws {
    let recipe = try RecipeReader.read(file: Path.join(Self.folder, "music-separation.yaml"))
    let group = try #require(recipe.events.first?.group)
    #expect(group.members.map(\.label.names) == [["vocals"], ["drums"], ["bass"], ["other"]])
    #expect(group.coherence == 0.5 && group.members[0].snr == .uniform(-2.5...7.5))
    #expect(recipe.variants.map(\.weight) == [0.5, 0.5] && recipe.gate?.minimumRMS == -60)
    #expect(recipe.variants[1].recipe.events[0].group?.members.allSatisfy { $0.pitchShift == nil } == true)
  }

  /// README.md and the pages in docs, by path and text.
  static func pages() throws -> [(path: String, text: String)] {
    let root = Path.parent(of: folder)
    let names = try ["README.md"] + FileSystem.list("\(root)/docs").filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
    return try names.map { ($0, String(decoding: try FileSystem.read("\(root)/\($0)"), as: UTF8.self)) }
  }

  /// Whether a block is about other people's data, whose recipe can be read and not run: a section `soundbank`, or several
  /// examples of what can be in it.
  private static func readsAsSoundbank(_ block: String) throws -> Bool {
    let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.contains(where: { $0.hasPrefix("soundbank:") }), !block.contains("duration:") {
      _ = try RecipeReader.read(text: "duration: 10\n" + block, file: "page.yaml")
      return true
    }
    guard lines.contains(where: { $0.hasPrefix("foreground:") }) else { return false }
    let starts = lines.indices.filter { lines[$0].hasPrefix("foreground:") || lines[$0].hasPrefix("background:") }
    for (start, end) in zip(starts, starts.dropFirst() + [lines.count]) {
      let example = lines[start..<end].map { "  \($0)\n" }.joined()
      let other = example.contains("foreground:") ? "" : "  foreground: sounds\n"
      _ = try RecipeReader.read(text: "duration: 10\nsoundbank:\n" + other + example, file: "page.yaml")
    }
    return !starts.isEmpty
  }

  /// Reads a block that a page has its readers save as a file, by the name in its first line; returns whether it has one.
  private static func readsAsFile(_ block: String, in folder: TemporaryDirectory) throws -> Bool {
    guard let name = block.prefixMatch(of: /# ([a-z-]+\.yaml)\n/)?.1 else { return false }
    let file = folder.path(String(name))
    try FileSystem.write(Array(block.utf8), to: file)
    _ = try RecipeReader.read(file: file)
    return true
  }

  /// Readers copy these recipes, and run them in the checkout.
  @Test func everyRecipeInTheDocumentationIsRead() throws {
    var counts: [String: Int] = [:]
    for (path, text) in try Self.pages() {
      let blocks = text.components(separatedBy: "```yaml\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
      counts[path] = blocks.count
      let saved = try TemporaryDirectory()
      for block in blocks {
        if path == "docs/jobs.md" {
          // About other people's data, and files that include each other: Tests/Interoperability/test_jobs.py runs them.
          #expect(try Self.readsAsFile(block, in: saved), "\(block)")
          continue
        }
        if try Self.readsAsSoundbank(block) { continue }
        // A block without a duration shows some keys of a recipe.
        let kind = block.contains("vocals") ? "music" : "events"
        let isWhole = block.contains("duration:") || block.contains("include:")
        // The sounds of the checkout have no groups.
        let part = block.replacing("split_by: group", with: "split_by: source")
        let whole = isWhole ? block : "duration: 10\nsoundbank: {foreground: soundbank/\(kind)/foreground}\n" + part
        let root = Path.parent(of: Self.folder)
        // A list of compositions is beside its recipe, here of sounds of the checkout.
        let list = saved.path("test_sep_2.csv")
        if !FileSystem.exists(list) {
          try FileSystem.write(Array("dog_bark/dog_bark_01.flac,knock/knock_01.flac\n".utf8), to: list)
        }
        let recipe =
          block.contains("compositions:")
          ? try RecipeReader.read(
            text: whole.replacing("foreground: audio", with: "foreground: \(root)/soundbank/events/foreground"),
            file: saved.path("page.yaml")) : try RecipeReader.read(text: whole, file: "\(root)/page.yaml")
        let (soundbank, _) = try Soundbank.scan(recipe.soundbank)
        let scene = try Instantiator(recipe: recipe, soundbank: soundbank).scene(index: 0, seed: recipe.seed)
        #expect(!scene.value.events.isEmpty || !isWhole, "\(path): \(block)")
      }
    }
    #expect(
      counts["README.md"] == 6 && counts["docs/soundbanks.md"] == 5 && counts["docs/drawing.md"] == 6
        && counts["docs/jobs.md"] == 6, "\(counts)")
  }
}
