import Testing

@testable import Soundscape

@Suite struct SoundbankCheckTests {
  private func complaint(_ yaml: String) -> String {
    let failed = failure {
      let text = "duration: 10\nsoundbank: {foreground: fg, background: bg}\n" + yaml
      return try Instantiator(recipe: RecipeReader.read(text: text, file: "a.yaml"), soundbank: Recipes.bank)
    }
    return failed.map { "\($0)" } ?? "no error"
  }

  @Test func labels() {
    #expect(
      complaint("events: [{label: dogg}]") == "a.yaml:3:18: events[0].label: fg has no label dogg; did you mean dog?")
    #expect(
      complaint("events: [{label: [choose, [dog, submarine]]}]")
        == "a.yaml:3:18: events[0].label: fg has no label submarine (it has cat, dog, horn)")
    #expect(
      complaint("background: [{label: rein}]")
        == "a.yaml:3:22: background[0].label: bg has no label rein; did you mean rain?")
    #expect(
      complaint("protected_labels: [dog, cot]")
        == "a.yaml:3:25: protected_labels[1]: fg has no label cot; did you mean cat?")
    #expect(complaint("events: [{label: rain}]").hasSuffix("fg has no label rain (it has cat, dog, horn)"))
  }

  @Test func files() {
    #expect(
      complaint("events: [{label: cat, source_file: cat9.wav}]")
        == "a.yaml:3:36: events[0].source_file: the label cat has no file cat9.wav in fg; did you mean cat0.wav?")
    #expect(
      complaint("events: [{source_file: cat0.wav}]")
        == "a.yaml:3:24: events[0].source_file: the label dog has no file cat0.wav in fg")
    #expect(complaint("events: [{label: cat, source_file: somewhere/cat/cat0.wav}]") == "no error")
    let elsewhere = complaint("events: [{label: cat, source_file: cats/cat0.wav}]")
    #expect(elsewhere.hasSuffix("is in the folder cats, but the label may be cat (found cats/cat0.wav)"))
    #expect(complaint("events: [{label: [choose, [cat, cat]], source_file: [choose, [cat0.wav]]}]") == "no error")
  }

  @Test func groupsAndConstraints() {
    #expect(
      complaint("events: [{labels: [cat, dgo]}]")
        == "a.yaml:3:25: events[0].dgo.label: fg has no label dgo; did you mean dog?")
    #expect(
      complaint("events: [{labels: [cat, dog], override: {dog: {source_file: dog9.wav}}}]")
        == "a.yaml:3:61: events[0].dog.source_file: the label dog has no file dog9.wav in fg; did you mean dog0.wav?")
    #expect(
      complaint("constraints: {no_overlap: [cat, cot]}")
        == "a.yaml:3:27: constraints.no_overlap: fg has no label cot; did you mean cat?")
    #expect(complaint("events: [{labels: [cat, dog]}]\nconstraints: {no_overlap: [cat]}") == "no error")
  }

  @Test func aSideWithoutLabels() throws {
    let bank = Soundbank(foreground: Recipes.bank.foreground)
    var recipe = Recipe(duration: 1, soundbank: Recipes.folders)
    recipe.backgrounds = [BackgroundSpec()]
    let error = failure { try Instantiator(recipe: recipe, soundbank: bank) }
    guard case .recipe(let location, let problem) = error else {
      Issue.record("no error")
      return
    }
    #expect(location == "background[0]" && problem.hasSuffix("has no labels to choose from"))
  }
}
