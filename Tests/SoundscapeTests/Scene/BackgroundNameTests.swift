import Testing

@testable import Soundscape

/// A background's name: the key of its draws, as for an event.
@Suite struct BackgroundNameTests {
  private func backgrounds(_ yaml: String) throws -> [String: Event] {
    let scene = try Recipes.draw(yaml).scene
    return Dictionary(uniqueKeysWithValues: scene.events.map { ($0.name, $0) })
  }

  @Test func drawsFollowTheNameNotThePlace() throws {
    let spec = "source_file: [choose, []], source_time: [uniform, 0, end]"
    let first = try backgrounds("background: [{name: near, \(spec)}, {name: far, \(spec)}]")
    let second = try backgrounds("background: [{name: far, \(spec)}, {\(spec)}, {name: near, \(spec)}]")
    for name in ["near", "far"] {
      #expect(first[name]?.source == second[name]?.source && first[name]?.sourceTime == second[name]?.sourceTime)
      #expect(first[name] != nil)
    }
    #expect(second["background[1]"] != nil)
    #expect(second["far"]?.specPath == "background[0]" && first["far"]?.specPath == "background[1]")
  }

  @Test func scapersEntryHasTheNameAndTheSameDraws() throws {
    let spec = "source_file: [choose, []], source_time: [uniform, 0, 9]"
    let plain = try backgrounds("semantics: scaper\nbackground: [{\(spec)}]")
    let named = try backgrounds("semantics: scaper\nbackground: [{name: room, \(spec)}]")
    #expect(named["room"]?.sourceTime == plain["background[0]"]?.sourceTime && named["room"] != nil)
    #expect(named["room"]?.source == plain["background[0]"]?.source)
  }

  @Test(arguments: [
    ("background: [{name: a}, {name: a}]", "background[1]: the name a belongs to an earlier background"),
    ("background: [{name: a}]\nevents: [{name: a}]", "events[0]: the name a belongs to an earlier background or event"),
    ("background: [{name: a/b}]", "background[0].name: cannot contain /, which precedes a group's labels (found a/b)"),
  ])
  func namesAreOneSet(yaml: String, complaint: String) {
    let error = failure { try Recipes.read(yaml) }
    #expect(error.map { "\($0)" }?.hasSuffix(complaint) == true, "\(String(describing: error))")
  }
}
