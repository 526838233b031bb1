import TestSupport
import Testing

@testable import Soundscape

@Suite struct ReadingTests {
  private func read(_ text: String, file: String = "recipes/a.yaml") throws -> Recipe {
    try RecipeReader.read(text: text, file: file)
  }

  @Test func everyKeyIsRead() throws {
    let recipe = try read(FullRecipe.yaml)
    #expect(recipe.duration == 12.5)
    #expect(recipe.soundbank == .init(foreground: "recipes/../bank/fg", background: "/bank/bg"))
    #expect(recipe.sampleRate == 48_000)
    #expect(recipe.channelCount == 2)
    #expect(recipe.referenceLoudness == .uniform(-30 ... -20))
    #expect(recipe.fadeIn == 0.02 && recipe.fadeOut == 0.5)
    #expect(recipe.protectedLabels == ["siren", "bell"])
    #expect(recipe.seed == .list([1, 4_294_967_295]))
    #expect(recipe.backgrounds.count == 1 && recipe.events.count == 1)
    #expect(recipe.backgrounds[0].label == .const("rain"))
    #expect(recipe.backgrounds[0].sourceFile == .choose(["a.wav", "b.wav"]))
    #expect(recipe.backgrounds[0].sourceTime == .uniform(0...(.end)))
  }

  @Test func everyKeyOfAnEventIsRead() throws {
    let event = try read(FullRecipe.yaml).events[0]
    #expect(event.name == "horns")
    #expect(event.count == .choose([1, 2, 3]))
    #expect(event.label == .chooseWeighted(["horn", "siren"], weights: [0.25, 0.75]))
    #expect(event.sourceFile == .const("x.wav"))
    #expect(event.sourceTime == .truncnorm(mean: 1, deviation: 2, in: 0...(.end)))
    #expect(event.eventTime == .normal(mean: 5, deviation: 0.5))
    #expect(event.eventDuration == .truncnorm(mean: 3, deviation: 1, in: 0.5...5))
    #expect(event.snr == .chooseWeighted([-6, 6], weights: [0.5, 0.5]))
    #expect(event.pitchShift == .uniform(-3...3))
    #expect(event.timeStretch == .const(1.25))
  }

  @Test func everyKeyOfTheSectionsIsRead() throws {
    let recipe = try read(FullRecipe.yaml)
    var render = RenderOptions()
    render.stretch = .rubberbandFiner
    render.fixClipping = false
    render.peakNormalization = true
    render.snrReference = .background
    render.reverb = 0.25
    render.fill = .once
    render.level = .gain
    render.meter = .libebur128
    render.sampleFormat = .pcm16
    #expect(recipe.render == render)
    var output = OutputOptions()
    output.layout = "scaper"
    output.format = .flac
    output.audio = false
    output.stems = false
    output.labels = false
    output.absolutePaths = true
    output.splits = [.init(name: "train", share: 0.75), .init(name: "test", share: 0.25)]
    #expect(recipe.output == output)
  }

  @Test func theRestIsSilentDefaults() throws {
    let recipe = try read("duration: 4\nsoundbank: {foreground: fg}\nevents: [{}]\n", file: "a.yaml")
    var expected = Recipe(duration: 4, soundbank: .init(foreground: "fg"))
    expected.events = [EventSpec()]
    expected.origin = recipe.origin
    #expect(recipe == expected)
    #expect(recipe.sampleRate == 44_100 && recipe.channelCount == 1 && recipe.referenceLoudness == .const(-12))
    #expect(recipe.fadeIn == 0.01 && recipe.fadeOut == 0.01 && recipe.seed == .integer(0))
    let event = recipe.events[0]
    #expect(event.label == .choose([]) && event.sourceFile == .choose([]))
    #expect(event.sourceTime == .const(0) && event.eventTime == .const(0) && event.snr == .const(0))
    #expect(event.eventDuration == nil && event.pitchShift == nil && event.timeStretch == nil && event.count == nil)
    #expect(recipe.render.stretch == .rubberband && recipe.render.fixClipping && !recipe.render.peakNormalization)
    #expect(recipe.output.layout == "folder" && recipe.output.format == .wav && recipe.output.stems)
  }

  /// FLAC holds no floats, so its silent subtype is the finest it has.
  @Test func theSubtypeFollowsTheFormat() throws {
    #expect(try Recipes.read("output: {format: flac}").render.sampleFormat == .pcm24)
    #expect(try Recipes.read("output: {format: wav}").render.sampleFormat == .float)
    #expect(try Recipes.read("output: {subtype: pcm32}").render.sampleFormat == .pcm32)
    #expect(try Recipes.read("render: {quick_pitch_time: true}").render.stretch == .soundtouch)
  }

  @Test func nullIsAbsent() throws {
    let recipe = try Recipes.read("events: [{label: dog, pitch_shift: null, time_stretch: ~, snr: }]\nrender:\n")
    #expect(recipe.events[0].pitchShift == nil && recipe.events[0].timeStretch == nil)
    #expect(recipe.events[0].snr == .const(0) && recipe.render == RenderOptions())
  }

  @Test func jsonIsReadToo() throws {
    let json = """
      {"duration": 3, "soundbank": {"foreground": "fg"}, "seed": 7,
       "events": [{"label": "dog", "snr": ["uniform", -5, 5.5e0], "event_time": 1E0}]}
      """
    let yaml = "duration: 3\nsoundbank:\n  foreground: fg\nseed: 7\nevents:\n- {label: dog, snr: [uniform, -5, 5.5]}\n"
    var fromJSON = try read(json, file: "a.json")
    var fromYAML = try read(yaml + "  ", file: "a.yaml")
    #expect(fromJSON.events[0].eventTime == .const(1))
    fromJSON.events[0].eventTime = .const(0)
    (fromJSON.origin, fromYAML.origin) = (RecipeOrigin(), RecipeOrigin())
    #expect(fromJSON == fromYAML)
  }

  @Test func readsAFileAndTakesPathsFromItsFolder() throws {
    let folder = try TemporaryDirectory()
    try FileSystem.write(Array("duration: 1\nsoundbank: {foreground: ../fg}\n".utf8), to: folder.path("r.yaml"))
    let recipe = try RecipeReader.read(file: folder.path("r.yaml"))
    #expect(recipe.soundbank.foreground.map(\.path) == [folder.path("../fg")])
    #expect(recipe.origin.file == folder.path("r.yaml"))
  }
}

/// A recipe with every key, none with its default.
enum FullRecipe {
  static let yaml = """
    duration: 12.5
    soundbank: {foreground: ../bank/fg, background: /bank/bg}
    sample_rate: 48000
    channels: 2
    ref_db: [uniform, -30, -20]
    fade_in: 0.02
    fade_out: 0.5
    protected_labels: [siren, bell]
    seed: [1, 4294967295]
    semantics: soundscape
    background:
      - {label: rain, source_file: [choose, [a.wav, b.wav]], source_time: [uniform, 0, end]}
    events:
      - name: horns
        count: [choose, [1, 2, 3]]
        label: [choose_weighted, [horn, siren], [0.25, 0.75]]
        source_file: [const, x.wav]
        source_time: [truncnorm, 1, 2, 0, end]
        event_time: [normal, 5, 0.5]
        event_duration: [truncnorm, 3, 1, 0.5, 5]
        snr: [choose_weighted, [-6, 6], [0.5, 0.5]]
        pitch_shift: [uniform, -3, 3]
        time_stretch: [const, 1.25]
    render: {stretch: rubberband-finer, quick_pitch_time: false, fix_clipping: false, peak_normalization: true,
      snr_reference: background, reverb: 0.25, fill: once, level: gain, meter: libebur128}
    output: {layout: scaper, format: flac, subtype: pcm16, audio: false, stems: false, labels: false,
      absolute_paths: true, splits: {train: 0.75, test: 0.25}}
    """
}
