import Testing

@testable import Soundscape

@Suite struct RunIdentityTests {
  private func digest(_ recipe: Recipe, effects: EffectRegistry = .standard) -> String {
    RunIdentity.digest(
      recipe: recipe, soundbank: Recipes.bank, effects: effects, folders: (foreground: "fg", background: "bg"))
  }

  /// A reverb of a client's own, by the library's name.
  private struct OtherReverb: Effect {
    static let name = Reverb.name
    static let isLinear = true
    static let parameters = [EffectParameter("amount", range: 0...1, default: 0.5)]

    init(values: [String: Double]) {}
    func makeStage(channelCount: Int, rate: Hertz) -> any Stage { NoChange() }
  }

  private struct NoChange: Stage { func process(_ block: inout AudioBuffer) {} }

  @Test func addedEffectsMakeADifference() throws {
    let recipe = Recipe(duration: 1, soundbank: Recipes.folders)
    let standard = digest(recipe)
    #expect(digest(recipe, effects: .standard.adding(Reverb.self)) == standard)
    let others = [digest(recipe, effects: .tests), digest(recipe, effects: .standard.adding(OtherReverb.self))]
    #expect(Set(others + [standard]).count == 3)
  }

  /// A set has no order: how it was filled, or in which process it is read, makes no other data set.
  @Test func setsHaveNoOrder() throws {
    let labels = (0..<40).map { "label\($0)" }
    var recipes = [Recipe(duration: 1, soundbank: Recipes.folders), Recipe(duration: 1, soundbank: Recipes.folders)]
    var roomy = NameSet(minimumCapacity: 5_000)
    roomy.formUnion(NameSet(labels.reversed()))
    recipes[0].constraints.noOverlap = .labels(NameSet(labels))
    recipes[1].constraints.noOverlap = .labels(roomy)
    #expect(Array(NameSet(labels)) != Array(roomy), "the test needs two orders of one set")
    #expect(digest(recipes[0]) == digest(recipes[1]))
    recipes[1].constraints.noOverlap = .labels(NameSet(labels.dropLast()))
    #expect(digest(recipes[0]) != digest(recipes[1]))
  }

  @Test func whereTheRecipeLiesMakesNoDifference() throws {
    let yaml = "variants: [{weight: 1, set: {fit: clamp}}, {weight: 2}]"
    let recipes = try ["", "# a line\n"].map { try Recipes.read($0 + yaml) }
    #expect(recipes[0].variants[0].recipe.origin != recipes[1].variants[0].recipe.origin)
    #expect(digest(recipes[0]) == digest(recipes[1]))
    #expect(digest(recipes[0]) != digest(try Recipes.read(yaml.replacing("clamp", with: "error"))))
    #expect(digest(recipes[0]) != digest(try Recipes.read(yaml.replacing("2", with: "3"))))
  }

  @Test(arguments: [
    "events: [{label: dog}]", "events: [{label: [cycle, [dog]]}]", "events: [{labels: [dog]}]",
    "events: [{labels: [dog], share: [snr]}]", "gate: {}", "let: {a: 1}\nref_db: -12", "ref_db: [uniform, -12, -11]",
    "let: {a: -12}\nref_db: $a", "render: {reverb: [choose, [0]]}",
  ])
  func contentMakesADifference(yaml: String) throws {
    let isSame = digest(try Recipes.read(yaml)) == digest(try Recipes.read(""))
    #expect(isSame == yaml.hasPrefix("let: {a: 1}"))
  }
}
