import TestSupport
import Testing

@testable import Soundscape

/// Annotations of mixtures that are only in memory.
@Suite struct EngineAnnotationTests {
  private func engine(_ bank: TestBank) throws -> Engine {
    try bank.add(Signals.noise(frameCount: 44_100), "a", "one.wav")
    let recipe = try RecipeReader.read(
      text: "duration: 1\nsoundbank: {foreground: \(bank.foreground)}\nevents: [{count: 2, snr: [uniform, 0, 9]}]",
      file: "recipe")
    return try Engine(recipe: recipe, soundbank: bank.scan().soundbank)
  }

  /// Read back, it renders to the same samples, wherever the reader is.
  @Test func itGivesTheMixtureBack() throws {
    let bank = try TestBank()
    let engine = try engine(bank)
    let drawn = try engine.scene(at: 3)
    let mixture = try engine.render(drawn.value)
    let digests = SourceDigests(provider: engine.soundbank.provider)
    let jams = try engine.annotation(of: drawn, report: mixture.report, digests: digests).jams
    let annotated = try AnnotatedScene(
      Annotation(jams: jams), changes: AnnotationChanges(), sounds: FileSounds())
    #expect(try engine.render(annotated.scene).mix == mixture.mix)
    let again = try annotated.rerendered(mixture.report)
    #expect(again.events.map(\.measured) == mixture.stems.map(\.measured))
    #expect(again.files.mixture == nil)
    #expect(again.events.allSatisfy { $0.sourceFile.path.hasPrefix("/") && $0.sourceFile.digest != nil })
  }

  @Test func withoutDigestsNoSourceIsRead() throws {
    let bank = try TestBank()
    let engine = try engine(bank)
    let drawn = try engine.scene(at: 0)
    try FileSystem.write([], to: engine.soundbank.foreground.labels[0].sounds[0].path)
    let annotation = try engine.annotation(of: drawn, report: nil, digests: nil)
    #expect(annotation.events.allSatisfy { $0.sourceFile.digest == nil })
  }

  @Test func anotherSeedHasItsScenes() throws {
    let bank = try TestBank()
    let engine = try engine(bank)
    let other = try engine.scene(at: 5, seed: .integer(99))
    var recipe = engine.recipe
    recipe.seed = .integer(99)
    #expect(try Engine(recipe: recipe, soundbank: engine.soundbank).scene(at: 5) == other)
    #expect(try engine.scene(at: 5, seed: nil) == engine.scene(at: 5))
    #expect(try engine.scene(at: 5) != other)
  }
}
