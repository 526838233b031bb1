import Extensions
import Foundation
import Soundscape
import TestSupport
import Testing

/// Sounds from elsewhere than files, by the public interface.
@Suite struct SoundProviderTests {
  private func recipe(_ yaml: String) throws -> Recipe {
    try RecipeReader.read(
      text: "duration: 0.5\nsample_rate: 8000\nfade_in: 0\nfade_out: 0\nsoundbank: {foreground: tones}\n" + yaml,
      file: "")
  }

  private static let event = """
    events: [{label: tone, source_file: "330", source_time: 0.25, event_time: 0.1, event_duration: 0.2}]
    """

  @Test func whatAProviderMakesIsDrawnAndRendered() throws {
    let tones = ToneSounds()
    let (soundbank, warnings) = tones.listSounds()
    #expect(warnings.isEmpty)
    let sounds = SourceCache(provider: tones)
    let instantiator = try Instantiator(
      recipe: try recipe("render: {level: gain}\nref_db: 0\n" + Self.event), soundbank: soundbank, sounds: sounds)
    let scene = try instantiator.scene(index: 0, seed: .integer(1)).value
    #expect(scene.events.map(\.source) == [tones.sound("tone:330")])
    var renderer = Renderer(sounds: sounds)
    let mixture = try renderer.render(scene)
    var reader = ToneSounds.Reader(provider: tones, path: "", frequency: 330, silence: 0)
    let made = reader.read(from: 2_000, count: 1_600).channels[0]
    let difference = zip(mixture.mix.channels[0][800..<2_400], made).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(difference < 1e-6, "what the exact sum rounds off")
    #expect(mixture.mix.channels[0][..<800].allSatisfy { $0 == 0 })
  }

  @Test func aDatasetIsMadeAndMadeAgainWithoutAFile() throws {
    let folder = try TemporaryDirectory()
    let tones = ToneSounds(channelCount: 2)
    var recipe = try recipe("events: [{label: [choose, []], event_duration: [uniform, 0.2, 0.4], count: 2}]")
    recipe.output.stems = true
    let generator = DatasetGenerator(
      engine: try Engine(recipe: recipe, soundbank: tones.listSounds().soundbank), indices: 0..<3,
      sink: FolderSink(folder.path("made")))
    _ = try generator.run()
    let report = try DatasetVerifier(folder.path("made")).run()
    #expect(report.isFaultless, "\(report)")
    var checker = RecreationChecker(inputs: [folder.path("made")])
    checker.sounds = tones
    #expect(try checker.run().identical == 3)
    // The annotations that are made with it name the sounds as it does.
    var recreator = Recreator(inputs: [folder.path("made")], sink: FolderSink(folder.path("again")))
    recreator.sounds = tones
    _ = try recreator.run()
    let annotation = try String(contentsOfFile: folder.path("again/000000/mixture.jams"), encoding: .utf8)
    #expect(annotation.contains(#""source_file": "tones/"#))
    checker = RecreationChecker(inputs: [folder.path("again")])
    checker.sounds = tones
    #expect(try checker.run().identical == 3)
    // They are not found as files.
    let error = #expect(throws: SoundscapeError.self) {
      try Recreation().check(folder.path("made/000000/mixture.jams"))
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("not found: "))
  }

  /// A reader that gives less than it was asked for.
  private final class ShortSounds: SoundProvider {
    struct Reader: SoundReader {
      let decodesAlikeFromAnyFrame = true
      func read(from start: Int, count: Int) -> AudioBuffer { AudioBuffer(channelCount: 1, frameCount: count - 1) }
    }

    func listSounds() -> (soundbank: Soundbank, warnings: [Warning]) {
      var (soundbank, warnings) = ToneSounds().listSounds()
      soundbank.provider = self
      return (soundbank, warnings)
    }
    func open(_ sound: Sound) -> any SoundReader & ~Copyable { Reader() }
    func digest(of sound: Sound) -> String { "" }
    func annotatedPath(of sound: Sound, seenFrom root: String) -> String { sound.path }
    func sound(for reference: SoundReference) -> Sound? { nil }
  }

  @Test func aProviderIsHeldToWhatItLists() throws {
    let soundbank = ShortSounds().listSounds().soundbank
    let scene = try Instantiator(recipe: try recipe(Self.event), soundbank: soundbank)
      .scene(index: 0, seed: .integer(1)).value
    var renderer = Renderer(sounds: SourceCache(provider: soundbank.provider))
    let problem = "its reader returned 1599 frames of 1 channels (expected 1600 of 1)"
    #expect(throws: SoundscapeError.source(path: "tone:330", problem: problem)) { try renderer.render(scene) }
  }
}
