import Testing

@testable import Soundscape

/// One mixture drawn for a program that keeps Scaper's state itself.
@Suite struct ScaperDrawingTests {
  private let recipe = """
    semantics: scaper
    background: [{source_time: [uniform, 0, 3]}]
    events: [{count: [uniform, 0, 3], event_time: [normal, 3, 2], snr: [normal, 5, 1]}]
    """

  /// The state of the stream handed over between mixtures, as another program does it, changes nothing.
  @Test func aStreamGoesOnWhereItWasLeft() throws {
    let recipe = try Recipes.read(recipe)
    let expected = try Instantiator(recipe: recipe, soundbank: Recipes.bank).scenes(seed: .integer(7)).first(20)
    var source = MersenneTwister(seed: .integer(7))
    for (index, scene) in expected.enumerated() {
      var handed = MersenneTwister(
        state: source.state, position: source.position, spareNormal: source.spareNormal)
      let drawing = ScaperDrawing(recipe: recipe, soundbank: Recipes.bank, used: [:], from: &handed)
      let drawn = try #require(drawing.scene)
      #expect(Scene.inOrderOfTime(drawn.events) == (try scene.get().value.events), "\(index)")
      #expect(drawn.events.map(\.drawingOrder) == Array(drawn.events.indices))
      source = handed
    }
  }

  @Test func editedListsAreHandedBackAsPythonWritesThem() throws {
    let recipe = try Recipes.read(
      "semantics: scaper\nevents: [{event_duration: [const, 1], source_time: [choose, [0, 1.0, 500]]}]")
    var source = MersenneTwister(seed: .integer(0))
    let drawing = ScaperDrawing(recipe: recipe, soundbank: Recipes.bank, used: [:], from: &source)
    let list = try #require(drawing.lists["events[0]"])
    #expect(list.count == 3)
    #expect(Array(list.prefix(2)) == ["0", "1.0"])
    // What passes the file's end is moved before it.
    #expect(try #require(Double(list[2])) < 500)
  }

  @Test func usedNamesDoNotComeAgain() throws {
    let recipe = try Recipes.read("semantics: scaper\nconstraints: {distinct_labels: true}\nevents: [{}]")
    let labels = Recipes.bank.foreground.labelNames
    for left in labels {
      let used = ScaperDrawing.Used(labels: labels.filter { $0 != left })
      var source = MersenneTwister(seed: .integer(3))
      let drawing = ScaperDrawing(
        recipe: recipe, soundbank: Recipes.bank, used: [.foreground: used], from: &source)
      #expect(drawing.scene?.events.map(\.label) == [left])
      #expect(drawing.used[.foreground]?.labels.count == labels.count)
    }
  }

  /// What could not be drawn has used its part of the stream, and its warnings are told.
  @Test func aFailureLeavesTheStreamWhereItFailed() throws {
    let recipe = try Recipes.read(
      "semantics: scaper\nevents: [{snr: [choose, [1, 1]]}, {event_time: [normal, -90, 0.01]}]")
    var source = MersenneTwister(seed: .integer(3))
    let drawing = ScaperDrawing(recipe: recipe, soundbank: Recipes.bank, used: [:], from: &source)
    #expect(drawing.scene == nil)
    #expect(drawing.error != nil)
    #expect(drawing.warnings.contains { $0.kind == .duplicatesRemoved })
    var untouched = MersenneTwister(seed: .integer(3))
    #expect(source.next() != untouched.next())
  }
}
