import TestSupport
import Testing

@testable import Soundscape

/// Small recipes that ask for endless work, and long ones that would use up the stack, are refused with a reason.
@Suite("Recipes of no end", .timeLimit(.minutes(20))) struct RecipeSizeTests {
  private func complaint(_ yaml: String, settings: [RecipeReader.Setting] = []) -> String {
    failure { try Recipes.read(yaml, settings: settings) }?.description ?? "accepted"
  }

  @Test func aLongChainOfValues() {
    let values = (0..<20_000).map { "  a\($0): $a\($0 + 1)\n" }.joined()
    let text = complaint("events: [{label: dog, snr: $a0}]\nlet:\n\(values)  a20000: 3\n")
    #expect(text.contains("is reached by more than 64 values that each name the next"))
  }

  @Test func aDeepKeyPath() {
    let path = Array(repeating: "a", count: 60_000).joined(separator: ".")
    let text = complaint("events: [{label: dog}]", settings: [.init(keyPath: path, value: "1")])
    #expect(text.hasSuffix("is nested more than 256 levels deep") && text.utf8.count < 500)
  }

  @Test func aLongListInManyPlaces() {
    let list = (0..<5_000).map { "\($0 % 20)" }.joined(separator: ", ")
    let events = String(repeating: "  - {label: dog, snr: $x}\n", count: 3_000)
    let text = complaint("let: {x: [choose, [\(list)]]}\nevents:\n\(events)")
    #expect(text.contains("events: let puts more than 10000000 values into it (found 15"))
  }

  @Test func aLongListInManyCopies() throws {
    let list = (1...2_000).map { "\($0)" }.joined(separator: ", ")
    let recipe = try Recipes.read("events: [{label: dog, event_duration: [choose, [\(list)]], count: 10000}]")
    let error = failure { try Instantiator(recipe: recipe, soundbank: Recipes.bank) }
    #expect(error?.description.contains("repeats at most 10000000 listed values (found 20") == true, "\(error as Any)")
  }

  @Test func manyVariantsOfManyEvents() {
    let events = String(repeating: "  - {label: dog}\n", count: 500)
    let variants = String(repeating: "  - {weight: 1}\n", count: 500)
    let text = complaint("events:\n\(events)variants:\n\(variants)")
    #expect(text.contains("variants: all variants together have at most 200000 events (found 500 variants of 500)"))
  }

  @Test func manyEffects() {
    let effects = Array(repeating: "{reverb: {amount: 0.5}}", count: 65).joined(separator: ", ")
    #expect(complaint("effects: [\(effects)]").hasSuffix("effects: has at most 64 (found 65)"))
  }

  @Test func longNamesAreNotCompared() {
    let name = String(repeating: "a", count: 100_000)
    #expect(nearest(to: name + "b", among: [name]) == nil)
    #expect(nearest(to: "duratoin", among: [name, "duration"]) == "duration")
  }
}
