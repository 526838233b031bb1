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
}
