import Extensions
import Soundscape
import TestSupport
import Testing

/// What a client outside the module adds, each in a file of its own: used to generate, to verify and to recreate.
@Suite struct ExtensionTests {
  let folder: TemporaryDirectory
  let tones = ToneSounds()

  init() throws { folder = try TemporaryDirectory() }

  private func engine(_ change: (inout Recipe) -> Void = { _ in }) throws -> Engine {
    var recipe = Recipe(duration: 0.5, soundbank: .init(foreground: "tones"))
    recipe.sampleRate = ToneSounds.rate
    var event = EventSpec()
    event.count = .const(4)
    // Half of the tones are silent before that.
    event.sourceTime = .const(1)
    event.eventTime = .uniform(0...0.3)
    event.eventDuration = .uniform(0.05...0.2)
    event.snr = .uniform(-12...0)
    recipe.events = [event]
    change(&recipe)
    return try Engine(
      recipe: recipe, soundbank: tones.listSounds().soundbank, effects: .standard.adding(TremoloEffect.self))
  }

  /// Generates, verifies, compares and makes again; the second data set has the same sounds.
  private func goThrough(_ engine: Engine, layouts: Layouts = .builtIn) throws {
    var engine = engine
    engine.layouts = layouts
    let made = try DatasetGenerator(engine: engine, indices: 0..<3, sink: FolderSink(folder.path("made"))).run()
    #expect(made.failures.isEmpty, "\(made.failures)")
    var verifier = DatasetVerifier(folder.path("made"))
    verifier.layouts = layouts
    let report = try verifier.run()
    #expect(report.isFaultless, "\(report.findings)")

    var checker = RecreationChecker(inputs: [folder.path("made")])
    checker.sounds = tones
    checker.effects = engine.effects
    #expect(try checker.run().identical == 3)

    var recreator = Recreator(inputs: [folder.path("made")], sink: FolderSink(folder.path("again")))
    recreator.sounds = tones
    recreator.effects = engine.effects
    recreator.layouts = layouts
    let again = try recreator.run()
    #expect(again.failures.isEmpty, "\(again.failures)")
    let (first, second) = (try rows("made"), try rows("again"))
    #expect(first.count == 3)
    for (a, b) in zip(first, second) {
      #expect(a.files == b.files && a.stemEvents == b.stemEvents)
      for file in a.files where file != a.jams { #expect(a.sha256[file] == b.sha256[file], "\(file)") }
    }
    verifier.dataset = folder.path("again")
    #expect(try verifier.run().isFaultless)
  }

  private func rows(_ name: String) throws -> [ManifestRow] {
    let reader = try DatasetReader(dataset: folder.path(name))
    return try (0..<reader.count).compactMap { try reader.entry(at: $0).row }.sorted { $0.index < $1.index }
  }

  @Test func aProviderOfSoundsThatAreNotFiles() throws { try goThrough(engine()) }

  @Test func aLayoutWhoseStemsAreSumsOfEvents() throws {
    try goThrough(
      engine { $0.output.layout = "label-sums" }, layouts: .builtIn.adding(LabelSumLayout()))
    // Four events of two labels.
    #expect(try rows("made").allSatisfy { $0.stems.count <= 2 && $0.stemEvents?.joined().count == 4 })
  }

  @Test func anEffectWithDrawnParameters() throws {
    let yaml = """
      duration: 0.5
      sample_rate: 8000
      soundbank: {foreground: tones}
      events:
        - label: [choose, []]
          count: 3
          source_time: 1
          event_time: [uniform, 0, 0.3]
          event_duration: 0.2
          effects: [{tremolo: {rate: [uniform, 4, 12], depth: [uniform, 0.5, 1]}}]
      """
    let effects = EffectRegistry.standard.adding(TremoloEffect.self)
    let recipe = try RecipeReader.read(text: yaml, file: "tremolo.yaml", effects: effects)
    let engine = try Engine(recipe: recipe, soundbank: tones.listSounds().soundbank, effects: effects)
    let drawn = try (0..<3).flatMap { try engine.scene(at: $0).value.events.map(\.effects) }
    #expect(drawn.allSatisfy { $0.count == 1 && $0[0].name == "tremolo" })
    #expect(Set(drawn.map { $0[0].values["rate"] }).count == 9)
    try goThrough(engine)
    // Without it the same scene sounds different.
    var scene = try engine.scene(at: 0).value
    let wet = try engine.render(scene).mix
    for i in scene.events.indices { scene.events[i].effects = [] }
    #expect(try engine.render(scene).mix != wet)
  }

  @Test func aSinkThatWritesToTwoPlaces() throws {
    let engine = try engine()
    let sink = TeeSink(folder: FolderSink(folder.path("made")), memory: MemorySink(pathsFrom: folder.path("made")))
    _ = try DatasetGenerator(engine: engine, indices: 0..<3, sink: sink).run()
    #expect(try DatasetVerifier(folder.path("made")).run().isFaultless)
    for (index, mixture) in sink.memory.mixtures {
      let row = try #require(try rows("made").first { $0.index == index })
      let file = try AudioFile.read(folder.path("made/\(try #require(row.mixture))"))
      #expect(mixture.audio[try #require(row.mixture)] == file.audio)
    }
    #expect(sink.memory.mixtures.count == 3)

    let again = TeeSink(folder: FolderSink(folder.path("again")), memory: MemorySink(pathsFrom: folder.path("again")))
    var recreator = Recreator(inputs: [folder.path("made")], sink: again)
    recreator.sounds = tones
    _ = try recreator.run()
    for (index, mixture) in sink.memory.mixtures { #expect(again.memory.mixtures[index]?.audio == mixture.audio) }
  }

  @Test func aSourceOfScenes() throws {
    var engine = try engine { $0.events[0].snr = .const(0) }
    engine.scenes = CurriculumScenes(drawn: engine.scenes, step: 3)
    #expect(try engine.scene(at: 2).value.events.allSatisfy { $0.snr == -6 })
    try goThrough(engine)
    // The annotations hold what was rendered.
    let annotation = try Annotation(jams: folder.path("made/000002/mixture.jams"))
    #expect(annotation.events.allSatisfy { $0.event.snr == -6 })
  }

  @Test func anEngineInAFewLines() throws {
    let engine = try engine()
    let scene = try engine.scene(at: 7)
    let mixture = try engine.render(scene.value)
    try AudioFile.write(mixture.mix, to: folder.path("mixture.wav"), sampleRate: engine.recipe.sampleRate)
    #expect(try AudioFile.read(folder.path("mixture.wav")).audio == mixture.mix)
    let session = try engine.begin(in: FolderSink(folder.path("session")))
    var renderer = engine.makeRenderer()
    for index in [2, 0] { try session.record(try session.make(index, renderer: &renderer).value) }
    try session.end()
    #expect(try rows("session").map(\.index) == [0, 2])
    #expect(try DatasetVerifier(folder.path("session")).run().isFaultless)
  }
}
