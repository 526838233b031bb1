import TestSupport
import Testing

@testable import Soundscape

/// Two files, or two labels, whose names differ only in the form of their accents.
@Suite struct TwinNamesTests {
  let bank: TestBank

  init() throws {
    bank = try TestBank()
    for (form, frequency) in [(NameTests.composed, 400.0), (NameTests.decomposed, 4_000.0)] {
      let sound = Signals.sine(frequency, at: 44_100, frameCount: 11_025)
      try bank.add(sound, "dog", "\(form).wav")
      try bank.add(sound, form, "a.wav")
    }
  }

  private func recipe(label: Choice) -> Recipe {
    var recipe = Recipe(duration: 0.25, soundbank: .init(foreground: bank.foreground))
    var spec = EventSpec()
    (spec.label, spec.eventDuration) = (label, .const(0.25))
    recipe.events = [spec]
    return recipe
  }

  /// Each mixture holds the sound, and the digest, of the file that its annotation names.
  @Test(arguments: [SourceCache.defaultByteBudget, 0]) func eachHasItsOwnSound(budget: Int) throws {
    let recipe = recipe(label: .any)
    let soundbank = try bank.scan().soundbank
    #expect(soundbank.foreground.labels.count == 3)
    let engine = try Engine(recipe: recipe, soundbank: soundbank, cacheByteBudget: budget)
    let digests = SourceDigests(provider: soundbank.provider)
    var seen: NameSet = []
    for index in 0..<24 {
      let scene = try engine.scene(at: index).value
      let source = scene.events[0].source
      seen.insert(source.path)
      let isHigh = source.path.unicodeScalars.contains("\u{301}")
      let found = Frequency.ofSine(try engine.render(scene).mix.channels[0], at: 44_100)
      #expect((found > 2_000) == isHigh, "\(source.path): \(found) Hz")
      #expect(try digests.digest(of: source) == SHA256Hasher.hexDigest(ofFile: source.path))
    }
    #expect(seen.count == 4)
  }

  @Test func aRecipeFindsItsOwnFormFirst() throws {
    let soundbank = try bank.scan().soundbank
    for form in [NameTests.composed, NameTests.decomposed] {
      let engine = try Engine(recipe: recipe(label: .const(form)), soundbank: soundbank)
      #expect(try hasSameBytes(engine.scene(at: 0).value.events[0].label, form))
    }
  }

  @Test func aRecipeFindsAFolderInTheOtherForm() throws {
    let bank = try TestBank()
    try bank.add(Signals.noise(frameCount: 400), NameTests.decomposed, "\(NameTests.decomposed).wav")
    var recipe = Recipe(duration: 1, soundbank: .init(foreground: bank.foreground))
    var spec = EventSpec()
    spec.label = .const(NameTests.composed)
    spec.sourceFile = .choose(["\(NameTests.composed).wav"])
    recipe.events = [spec]
    recipe.protectedLabels = [NameTests.composed]
    recipe.constraints.noOverlap = .labels([NameTests.composed])
    let scene = try Engine(recipe: recipe, soundbank: bank.scan().soundbank).scene(at: 0).value
    #expect(hasSameBytes(scene.events[0].label, NameTests.decomposed))
    #expect(hasSameBytes(scene.protectedLabels[0], NameTests.decomposed))
  }

  @Test func distinctSourcesAreTwo() throws {
    var recipe = recipe(label: .const("dog"))
    recipe.events += recipe.events
    recipe.constraints.distinctSources = true
    let scene = try Engine(recipe: recipe, soundbank: bank.scan().soundbank).scene(at: 0).value
    #expect(NameSet(scene.events.map(\.source.path)).count == 2)
  }

  @Test func statisticsCountTwo() {
    var balance = Balance()
    for form in [NameTests.composed, NameTests.decomposed] { balance.add(label: form, source: "\(form).wav") }
    #expect(balance.labels.count == 2 && balance.sources.count == 2)
  }
}
