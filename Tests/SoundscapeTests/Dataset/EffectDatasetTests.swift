import TestSupport
import Testing

@testable import Soundscape

/// Effects of a recipe's own, from the recipe to the annotation and back.
@Suite struct EffectDatasetTests {
  private func dataset() throws -> DatasetFixture {
    var fixture = try DatasetFixture()
    let parameter = { (name: String, effect: any Effect.Type) in effect.parameters.first { $0.name == name } }
    fixture.recipe.events[0].effects = [
      EffectSpec(
        name: "echo",
        settings: [
          .init(try #require(parameter("delay", Echo.self)), from: .choose([100, 200, 300])),
          .init(try #require(parameter("mix", Echo.self)), from: .uniform(0.1...0.9)),
        ])
    ]
    fixture.recipe.effects = [
      EffectSpec(
        name: "reverb", settings: [.init(try #require(parameter("amount", Reverb.self)), from: .uniform(0...0.5))])
    ]
    let generator = try fixture.generator("set", 0..<3, jobs: 2, effects: .tests)
    #expect(try generator.run().progress.failed == 0)
    return fixture
  }

  private func recreator(_ fixture: DatasetFixture, _ root: String) -> Recreator {
    var recreator = Recreator(inputs: [fixture.folder.path("set")], sink: FolderSink(fixture.folder.path(root)))
    recreator.effects = .tests
    return recreator
  }

  private func jams(_ fixture: DatasetFixture, _ index: Int = 0, in root: String = "set") throws -> Annotation {
    try Annotation(jams: fixture.folder.path("\(root)/\(MixtureOutline.name(of: index))/mixture.jams"))
  }

  @Test func aDataSetIsMadeAgainFromItsAnnotations() throws {
    let fixture = try dataset()
    let annotation = try jams(fixture)
    #expect(annotation.settings.effects.map(\.name) == ["reverb"])
    #expect(
      annotation.events.allSatisfy { $0.event.effects.map(\.name) == ["echo"] && $0.event.effects[0].values.count == 2 }
    )
    #expect(try recreator(fixture, "again").run().progress.failed == 0)
    let (old, new) = (try fixture.tree("set"), try fixture.tree("again"))
    for (path, digest) in new where path.hasSuffix(".wav") { #expect(old[path] == digest, "\(path)") }
    #expect(new.keys.contains { $0.hasSuffix(".wav") })
    var checker = RecreationChecker(inputs: [fixture.folder.path("set")])
    checker.effects = .tests
    #expect(try checker.run().identical == 3)
    for root in ["set", "again"] {
      let report = try DatasetVerifier(fixture.folder.path(root)).run()
      #expect(report.isFaultless && report.mixtureCount == 3, "\(root): \(report.findings.map(\.description))")
    }
  }

  /// An effect that this program does not have is named, and nothing is made without it.
  @Test func anUnknownEffectIsNamed() throws {
    let fixture = try dataset()
    var recreator = recreator(fixture, "again")
    recreator.effects = .standard
    #expect(try recreator.run().progress.failed == 3)
  }

  @Test func aParameterCanBeSet() throws {
    let fixture = try dataset()
    var recreator = recreator(fixture, "again")
    recreator.edits = [
      .set(keyPath: "events[0].effects.echo.mix", value: 0.25), .set(keyPath: "effects.reverb.amount", value: 0.75),
    ]
    #expect(try recreator.run().progress.failed == 0)
    let annotation = try jams(fixture, in: "again")
    #expect(annotation.events[0].event.effects[0].values["mix"] == 0.25)
    #expect(annotation.settings.effects[0].values["amount"] == 0.75)
    #expect(annotation.edits.map(\.keyPath) == ["events[0].effects.echo.mix", "effects.reverb.amount"])
    let path = "\(MixtureOutline.name(of: 0))/mixture.wav"
    #expect(try fixture.tree("set")[path] != fixture.tree("again")[path])
  }

  @Test(arguments: [
    ("events[0].effects.wah.amount", 1.0, "does not exist: the effects are echo.delay, echo.mix"),
    ("effects.reverb.size", 1, "does not exist: the effects are reverb.amount"),
    ("events[99].effects.echo.mix", 1, "does not exist: the annotation has"),
    ("effects.reverb.amount", nil, "needs a number"),
  ])
  func aParameterThatThereIsNotIsRefused(keyPath: String, value: Double?, problem: String) throws {
    let fixture = try dataset()
    var annotation = try jams(fixture)
    let found = failure { try annotation.apply([.set(keyPath: keyPath, value: value)], sounds: FileSounds()) }
    #expect("\(found.map { "\($0)" } ?? "")".contains(problem))
  }
}
