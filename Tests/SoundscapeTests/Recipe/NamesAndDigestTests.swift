import TestSupport
import Testing

@testable import Soundscape

@Suite struct NamesAndDigestTests {
  @Test func anEventIsNamedByItsOnlyLabelOrItsPlace() throws {
    let recipe = try Recipes.read(
      """
      events:
        - {label: dog}
        - {label: cat}
        - {label: cat}
        - {label: [choose, [horn]]}
        - {name: horn, label: bell}
        - {label: [const, siren]}
        - {label: horn}
        - {}
      """)
    let expected = ["dog", "events[1]", "events[2]", "events[3]", "horn", "siren", "events[6]", "events[7]"]
    #expect(recipe.eventNames == expected)
  }

  @Test func digestIsOfTheContentNotOfItsLayout() throws {
    let one = try Recipes.read("seed: 3\nevents:\n  - label: dog\n    snr: [uniform, 0, 5]\n")
    let other = try Recipes.read("# a comment\nevents: [{snr: ['uniform', 0, 5], label: \"dog\"}]\n\nseed: 3")
    #expect(one.origin.digest == other.origin.digest)
    #expect(one.origin.digest.count == 64)
  }

  @Test(arguments: [
    "seed: 4\nevents: [{label: dog}]", "events: [{label: dog}]", "seed: 3\nevents: [{label: cat}]",
    "seed: 3\nevents: [{label: dog}, {label: dog}]", "seed: 3\nevents: [{label: [choose, [dog]]}]",
    "seed: 3\nevents: [{name: dog}]", "seed: [3]\nevents: [{label: dog}]",
  ])
  func otherContentHasAnotherDigest(yaml: String) throws {
    let one = try Recipes.read("seed: 3\nevents: [{label: dog}]")
    #expect(try Recipes.read(yaml).origin.digest != one.origin.digest)
  }

  /// Quotes and backslashes in names cannot make two recipes look alike.
  @Test func digestKeepsListsApart() throws {
    let lists = [#"['a","b']"#, #"[a, b]"#, #"['a\', 'b']"#, #"['a\","b']"#, #"['a\"', b]"#]
    let digests = try lists.map { try Recipes.read("protected_labels: \($0)").origin.digest }
    #expect(Set(digests).count == lists.count)
  }

  @Test func digestIsOfWhatSettingsMadeOfIt() throws {
    let set = try Recipes.read("seed: 3", settings: [.init(keyPath: "seed", value: "4")])
    #expect(set.origin.digest == (try Recipes.read("seed: 4")).origin.digest)
  }

  @Test func locationsAreThoseOfTheFile() throws {
    let text = "duration: 1\nsoundbank: {foreground: fg}\nevents:\n  - label: dog\n    snr: [uniform, 0, 1]\n"
    let origin = try RecipeReader.read(text: text, file: "a.yaml").origin
    #expect(origin.location(of: "events[0].label") == "a.yaml:4:12: events[0].label")
    #expect(origin.location(of: "events[0].snr[1]") == "a.yaml:5:20: events[0].snr[1]")
    #expect(origin.location(of: "soundbank.foreground") == "a.yaml:2:25: soundbank.foreground")
    #expect(origin.location(of: "seed") == "a.yaml: seed")
    #expect(RecipeOrigin().location(of: "seed") == "seed")
  }
}
