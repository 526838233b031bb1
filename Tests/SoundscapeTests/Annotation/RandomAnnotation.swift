import TestSupport

@testable import Soundscape

/// Annotations of any kind, for properties that must hold of all: of scenes that were drawn, with measurements made up.
enum RandomAnnotation {
  static func make(
    _ generator: inout SmallGenerator
  ) throws -> (annotation: Annotation, scene: Scene, bank: Soundbank) {
    while true {
      var recipe = RandomRecipe.make(&generator)
      recipe.semantics = Int.random(in: 0..<4, using: &generator) == 0 ? .scaper : .soundscape
      recipe.seed = .list([UInt32.random(in: 0...9, using: &generator), 1])
      recipe.fit = .clamp
      recipe.render.fill = RenderOptions.Fill.allCases.randomElement(using: &generator) ?? .loop
      recipe.render.stretch = StretchEngine.allCases.randomElement(using: &generator) ?? .rubberband
      recipe.render.reverb = Bool.random(using: &generator) ? 0.25 : nil
      let bank = RandomRecipe.bank(&generator)
      guard
        let drawn = try? Instantiator(recipe: recipe, soundbank: bank).scene(index: 3, seed: recipe.seed),
        // Scaper's normal distributions give numbers that no annotation holds, and mixtures with them fail.
        (try? drawn.value.checkNumbers()) != nil
      else { continue }
      var (scene, warnings) = (drawn.value, drawn.warnings)
      if recipe.semantics == .soundscape { addOrigin(to: &scene, &generator) }
      var files = Annotation.Files(
        soundbank: bank, foregroundFolder: "fg", backgroundFolder: recipe.backgrounds.isEmpty ? "" : "bg")
      let report = Bool.random(using: &generator) ? report(of: scene, &generator) : nil
      if report != nil {
        files.mixture = "3/mixture.wav"
        files.stems = scene.events.indices.map { "3/stems/\($0).wav" }
        files.stemFolder = "3/stems"
      }
      files.jams = "3/mixture.jams"
      let digest = { (sound: Sound) -> String? in "sha-\(sound.name)" }
      let annotation = Annotation(
        scene: scene, report: report, warnings: warnings, files: files, recipeDigest: "abc", digest: digest)
      return (annotation, scene, bank)
    }
  }

  /// What recipes with variants, splits, groups and `let` give.
  private static func addOrigin(to scene: inout Scene, _ generator: inout SmallGenerator) {
    func chance() -> Bool { Bool.random(using: &generator) }
    if chance() { scene.origin.variant = chance() ? .place(3) : .name("far “1”") }
    if chance() { scene.origin.split = "train" }
    if chance() { scene.origin.values = ["room": .number(0.25), "who": .text("3"), "at": .text("end")] }
    for i in scene.events.indices where chance() {
      scene.events[i].group = GroupMembership(name: "song#1", isCoherent: chance(), song: chance() ? "a.wav" : nil)
    }
  }

  private static func report(of scene: Scene, _ generator: inout SmallGenerator) -> MixtureReport {
    let kinds: [Warning.Kind] = [.silentEvent, .stretchedLength, .fadeShortened]
    var warnings: [Warning] = []
    let stems = scene.events.map { event -> MixtureReport.StemReport in
      var measured = StemMeasurements()
      measured.loudness = Bool.random(using: &generator) ? .random(in: -60 ... -5, using: &generator) : nil
      measured.rung = LoudnessRung.allCases.randomElement(using: &generator)
      measured.gain = .random(in: -40...40, using: &generator)
      measured.peak = .random(in: 0...1, using: &generator)
      measured.snrRest = Bool.random(using: &generator) ? 3 : nil
      measured.onset = .random(in: 0...5, using: &generator)
      if let kind = kinds.randomElement(using: &generator), Bool.random(using: &generator) {
        warnings.append(Warning(kind, subject: event.name, "", before: 0, after: 2.5))
      }
      let range = scene.frameRange(of: event)
      return .init(firstFrame: range.lowerBound, frameCount: range.count, measured: measured)
    }
    if Bool.random(using: &generator) { warnings.append(Warning(.clippingFixed, "", before: 1, after: 0.5)) }
    return MixtureReport(
      stems: stems, scaleFactor: Bool.random(using: &generator) ? 1 : 0.5, step: 0x1p-26, warnings: warnings)
  }
}

/// Finds the sounds of a soundbank that is not on disk.
struct ListedSounds: SoundProvider {
  let bank: Soundbank

  init(_ bank: Soundbank) { self.bank = bank }

  func listSounds() throws(SoundscapeError) -> (soundbank: Soundbank, warnings: [Warning]) { (bank, []) }

  func open(_ sound: Sound) throws(SoundscapeError) -> any SoundReader & ~Copyable {
    throw .source(path: sound.path, problem: "is not on disk")
  }

  func digest(of sound: Sound) throws(SoundscapeError) -> String { "" }

  func annotatedPath(of sound: Sound, seenFrom root: String) -> String { sound.path }

  func sound(for reference: SoundReference) throws(SoundscapeError) -> Sound? {
    bank.side(reference.role)[reference.label]?.sounds.first { Path.name(of: reference.path) == $0.name }
  }
}
