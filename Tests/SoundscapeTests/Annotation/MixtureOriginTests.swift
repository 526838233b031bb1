import TestSupport
import Testing

@testable import Soundscape

/// What was drawn for a mixture as a whole is recorded: variant, split, values of `let`, groups.
@Suite struct MixtureOriginTests {
  private let yaml = """
    let: {room: [uniform, 0.1, 0.5], n: [uniform, 1, 3], who: [choose, [dog, cat]], unused: 3}
    render: {reverb: $room}
    variants: [{name: near, set: {fit: clamp}}, {set: {fit: clamp}}]
    events:
      - {label: $who, count: $n, name: one}
      - {labels: [dog, cat], name: song, coherent: 0.5, share: [pitch_shift], pitch_shift: [uniform, 0, 1]}
    """

  private func scenes(_ count: Int = 40) throws -> [Scene] {
    try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank).scenes(seed: .integer(1)).scenes(count)
  }

  @Test func theSceneKnowsItsVariantItsGroupsAndItsValues() throws {
    let scenes = try scenes()
    #expect(Set(scenes.map(\.origin.variant)) == [.name("near"), .place(1)])
    for scene in scenes {
      let values = scene.origin.values
      #expect(NameSet(values.keys) == ["room", "n", "who"])
      #expect(values["room"] == .number(try #require(scene.render.reverb)))
      let ones = scene.events.filter { $0.name.hasPrefix("one#") }
      #expect(values["n"] == .number(Double(ones.count)))
      #expect(ones.allSatisfy { values["who"] == .text($0.label) && $0.group == nil })
      let members = scene.events.compactMap(\.group)
      #expect(members.count == 2 && Set(members.map(\.name)) == ["song"] && members.allSatisfy { $0.song == nil })
    }
    #expect(Set(scenes.flatMap(\.events).compactMap(\.group?.isCoherent)) == [true, false])
  }

  @Test func aCoherentGroupKnowsItsSong() throws {
    let labels = ["cat", "dog"].map { label in
      let info = AudioFileInfo(frameCount: 44_100, sampleRate: 44_100, channelCount: 1)
      return SoundLabel(name: label, sounds: [Sound(name: "tune.wav", path: "fg/\(label)/tune.wav", info: info)])
    }
    let bank = Soundbank(foreground: Soundbank.Side(folder: "fg", labels: labels))
    let scene = try Recipes.draw("events: [{labels: [dog, cat], coherent: 1, count: 2}]", bank: bank).scene
    #expect(scene.events.compactMap(\.group?.song) == Array(repeating: "tune.wav", count: 4))
    #expect(scene.events.coherence == ["events[0]#0": true, "events[0]#1": true])
  }

  @Test func theAnnotationGivesItBack() throws {
    for scene in try scenes(4) {
      var scene = scene
      scene.origin.split = "train"
      let annotation = Annotation(scene: scene, files: .init(foregroundFolder: "fg", backgroundFolder: ""))
      let read = try Annotation(jams: annotation.jams)
      #expect(read.settings.origin == scene.origin)
      #expect(read.events.map(\.event.group) == scene.events.map(\.group))
      #expect(read.jams == annotation.jams)
    }
  }

  @Test func aRecipeWithoutAnyWritesNoneOfIt() throws {
    let scene = try Recipes.draw("events: [{label: dog}]").scene
    let raw = try RawJAMS(Annotation(scene: scene, files: .init(foregroundFolder: "fg")).jams)
    for key in ["variant", "split", "let"] { #expect(raw.soundscape.members?[key] == nil) }
    #expect(raw.entries[0].members?["group"] == nil)
  }

  @Test func twoVariantsOfOneNameAreRefused() {
    let error = failure { try Recipes.read("variants: [{name: a}, {name: a}]") }
    #expect("\(String(describing: error))".contains("the name a belongs to an earlier variant"))
  }

  @Test func theManifestAndTheStatisticsHaveIt() async throws {
    var fixture = try DatasetFixture()
    var group = GroupSpec(
      members: ["a", "b"].map { label in
        var spec = EventSpec()
        spec.label = .const(label)
        return spec
      })
    group.coherence = .cycle([false, true])
    fixture.recipe.events[0].group = group
    fixture.recipe.events[0].name = "song"
    fixture.recipe.events[0].count = nil
    fixture.recipe.events[0].snr = .shared("level", .uniform(0...6))
    for i in group.members.indices {
      fixture.recipe.events[0].group?.members[i].snr = .shared("level", .uniform(0...6))
    }
    fixture.recipe.output.splits = [.init(name: "x", share: 0.5), .init(name: "y", share: 0.5)]
    var other = fixture.recipe
    other.fit = .clamp
    fixture.recipe.variants = [.init(name: "far", weight: 1, recipe: fixture.recipe), .init(weight: 1, recipe: other)]
    fixture.recipe.dealsVariants = true
    _ = try fixture.generator("set", 0..<8).run()
    let root = fixture.folder.path("set")
    let reader = try DatasetReader(dataset: root)
    let rows = try (0..<8).map { try #require(reader.entry(at: $0).row) }
    #expect(rows.count { $0.variant == .name("far") } == 4 && rows.count { $0.variant == .place(1) } == 4)
    #expect(rows.count { $0.coherent == ["song": true] } == 4 && rows.count { $0.coherent == ["song": false] } == 4)
    #expect(try DatasetVerifier(root).run().isFaultless)

    let statistics = try StatisticsReader(root).run()
    #expect(statistics.choices.variants == ["far": 4, "1": 4])
    #expect(statistics.choices.groups["song"]?.coherent == 4 && statistics.choices.groups["song"]?.independent == 4)
    #expect(statistics.choices.values["level"]?.numbers?.count == 8)
    let text = String(decoding: statistics.json, as: UTF8.self)
    #expect(text.contains(#""variants": {"1": 4, "far": 4}"#))

    // Another split, variant or group in the manifest than in the annotation is found.
    for change in [
      { (row: inout ManifestRow) in row.variant = nil }, { $0.coherent = ["song": true, "b": true] },
    ] {
      var changed = rows
      change(&changed[0])
      try FileSystem.write(changed.flatMap(\.line), to: "\(root)/manifest.jsonl")
      #expect(try !DatasetVerifier(root).run().isFaultless)
    }
  }
}
