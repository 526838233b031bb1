import TestSupport
import Testing

@testable import Soundscape

@Suite struct JAMSEncoderTests {
  /// A recipe with every distribution, drawn and, on request, rendered from real files.
  private func annotation(rendered: Bool = true, seed: UInt32 = 3) throws -> (jams: JSON, scene: Scene) {
    let bank = try TestBank()
    for name in ["a.wav", "b.wav"] {
      try bank.add(Signals.noise(frameCount: 4_000, seed: UInt64(name.utf8.count)), "dog", name, rate: 8_000)
      try bank.add(Signals.noise(frameCount: 9_000), "rain", name, role: .background, rate: 8_000)
    }
    let text = """
      duration: 1
      soundbank: {foreground: \(bank.foreground), background: \(bank.background)}
      sample_rate: 8000
      ref_db: [uniform, -30, -20]
      background: [{label: rain, source_time: [uniform, 0, end]}]
      events:
        - {name: one, label: [choose_weighted, [dog], [1.0]], source_file: [choose, [a.wav, b.wav]], source_time: end,
           event_time: [normal, 0.1, 0.01], event_duration: [truncnorm, 0.2, 0.1, 0.1, 0.3], snr: [choose, [3, 6]]}
        - {label: dog, source_file: a.wav, event_time: 0.25, event_duration: 9, time_stretch: 1.5,
           pitch_shift: [uniform, -1, 1]}
      """
    let recipe = try RecipeReader.read(text: text, file: "")
    let soundbank = try Soundbank.scan(recipe.soundbank).soundbank
    let drawn = try Instantiator(recipe: recipe, soundbank: soundbank).scene(index: 4, seed: .list([seed, 1]))
    let (scene, warnings) = (drawn.value, drawn.warnings)
    var files = Annotation.Files(
      soundbank: soundbank, foregroundFolder: "../bank/fg", backgroundFolder: "../bank/bg")
    files.jams = "000004/mixture.jams"
    if rendered {
      files.mixture = "000004/mixture.wav"
      files.stems = scene.events.indices.map { "000004/stems/\($0).wav" }
      files.stemFolder = "000004/stems"
      files.labels = "000004/labels.txt"
    }
    let annotation = Annotation(
      scene: scene, report: rendered ? try scene.rendered().report : nil, warnings: warnings, files: files,
      recipeDigest: recipe.origin.digest)
    return (try JSON(annotation.jams), scene)
  }

  /// Scaper's fields and their types, as SEMANTICS lists them and Scaper 1.6.5 writes them.
  private static let fields = [
    "duration": "number", "original_duration": "number", "fg_path": "text", "bg_path": "text", "fg_spec": "list",
    "bg_spec": "list", "fg_labels": "list", "bg_labels": "list", "protected_labels": "list", "sr": "number",
    "ref_db": "number", "n_channels": "number", "fade_in_len": "number", "fade_out_len": "number",
    "n_events": "number", "polyphony_max": "number", "polyphony_gini": "number", "allow_repeated_label": "bool",
    "allow_repeated_source": "bool", "reverb": "null", "scaper_version": "text", "soundscape_audio_path": "text",
    "isolated_events_audio_path": "list", "audio_path": "text", "jams_path": "text", "fix_clipping": "bool",
    "peak_normalization": "bool", "quick_pitch_time": "bool", "save_isolated_events": "bool",
    "isolated_events_path": "text", "disable_sox_warnings": "bool", "no_audio": "bool", "txt_path": "text",
    "txt_sep": "text", "disable_instantiation_warnings": "bool", "peak_normalization_scale_factor": "number",
    "ref_db_change": "number", "ref_db_generated": "number",
  ]

  @Test func theSandboxHasScapersFields() throws {
    let sandbox = try #require(try annotation().jams["annotations"]?[0]?["sandbox"]?["scaper"])
    #expect(sandbox.keys == Set(Self.fields.keys))
    for (name, kind) in Self.fields { #expect(sandbox[name]?.kind == kind, "\(name)") }
    #expect(sandbox["n_events"] == .number(2) && sandbox["sr"] == .number(8_000))
    #expect(sandbox["fg_labels"] == .list([.text("dog")]) && sandbox["bg_labels"] == .list([.text("rain")]))
    #expect(sandbox["scaper_version"] == .text("1.6.5") && sandbox["txt_sep"] == .text("\t"))
    #expect(sandbox["soundscape_audio_path"] == .text("000004/mixture.wav"))
    #expect(sandbox["isolated_events_audio_path"]?.list?.count == 3)
  }

  /// Without audio the same fields are there; those that name files which are not written are null.
  @Test func withoutAudio() throws {
    let sandbox = try #require(try annotation(rendered: false).jams["annotations"]?[0]?["sandbox"]?["scaper"])
    #expect(sandbox.keys == Set(Self.fields.keys))
    let unwritten: Set = ["soundscape_audio_path", "audio_path", "isolated_events_path", "txt_path"]
    for (name, kind) in Self.fields {
      #expect(sandbox[name]?.kind == (unwritten.contains(name) ? "null" : kind), "\(name)")
    }
    #expect(sandbox["no_audio"] == .bool(true) && sandbox["save_isolated_events"] == .bool(false))
  }

  @Test func observationsHaveTheirFourKeys() throws {
    let (jams, scene) = try annotation()
    let data = try #require(jams["annotations"]?[0]?["data"]?.list)
    #expect(data.count == 3)
    for (observation, event) in zip(data, scene.events) {
      #expect(observation.keys == ["time", "duration", "value", "confidence"])
      #expect(observation["time"]?.number == event.eventTime && observation["duration"]?.number == event.duration)
      #expect(observation["confidence"] == .number(1))
      let value = try #require(observation["value"])
      #expect(
        value.keys == [
          "label", "source_file", "source_time", "event_time", "event_duration", "snr", "role", "pitch_shift",
          "time_stretch",
        ])
      #expect(value["label"] == .text(event.label) && value["role"] == .text(event.role.rawValue))
      #expect(value["source_time"]?.number == event.sourceTime && value["snr"]?.number == event.snr)
      #expect(value["event_duration"]?.number == event.eventDuration)
      #expect(value["pitch_shift"] == event.pitchShift.map { .number($0) } ?? .null)
      #expect(value["time_stretch"] == event.timeStretch.map { .number($0) } ?? .null)
      let folder = event.role == .foreground ? "../bank/fg" : "../bank/bg"
      #expect(value["source_file"] == .text("\(folder)/\(event.label)/\(event.source.name)"))
    }
  }

  @Test func specsHaveNineElements() throws {
    let (jams, scene) = try annotation()
    let sandbox = try #require(jams["annotations"]?[0]?["sandbox"]?["scaper"])
    let foreground = try #require(sandbox["fg_spec"]?.list)
    let background = try #require(sandbox["bg_spec"]?.list)
    #expect(foreground.count == 2 && background.count == 1)
    for spec in foreground + background { #expect(spec.list?.count == 9) }
    #expect(foreground[0][0] == .list([.text("choose_weighted"), .list([.text("dog")]), .list([.number(1)])]))
    let files: JSON = .list([.text("../bank/fg/dog/a.wav"), .text("../bank/fg/dog/b.wav")])
    #expect(foreground[0][1] == .list([.text("choose"), files]))
    #expect(foreground[0][3] == .list([.text("normal"), .number(0.1), .number(0.01)]))
    let truncated = [0.2, 0.1, 0.1, 0.3].map { JSON.number($0) }
    #expect(foreground[0][4] == .list([.text("truncnorm")] + truncated))
    #expect(foreground[0][5] == .list([.text("choose"), .list([.number(3), .number(6)])]))
    #expect(foreground[0][6] == .text("foreground") && background[0][6] == .text("background"))
    #expect(foreground[0][7] == .null && foreground[0][8] == .null)
    #expect(foreground[1][7] == .list([.text("uniform"), .number(-1), .number(1)]))
    #expect(foreground[1][8] == .list([.text("const"), .number(1.5)]))
    // Scaper does not know `end`: it is written as the number that it meant.
    let latest = scene.events[1].source.duration - scene.events[1].eventDuration
    #expect(foreground[0][2] == .list([.text("const"), .number(latest)]))
    #expect(background[0][2] == .list([.text("uniform"), .number(0), .number(9_000.0 / 8_000 - 1)]))
  }

  @Test func whatWasAlteredIsRecorded() throws {
    let (jams, scene) = try annotation()
    let ledger = try #require(jams["annotations"]?[0]?["sandbox"]?["soundscape"])
    #expect(ledger["index"] == .number(4) && ledger["seed"] == .list([.number(3), .number(1)]))
    #expect(ledger["recipe_sha256"]?.text?.count == 64)
    let events = try #require(ledger["events"]?.list)
    #expect(events.map { $0["name"]?.text } == scene.events.map(\.name))
    let altered = try #require(events[2]["altered"]?.list)
    #expect(altered[0]["rule"] == .text("duration_cut_to_source"))
    #expect(altered[0]["before"] == .number(9) && altered[0]["after"] == .number(0.5))
    for event in events {
      #expect(event["measured"]?["loudness"]?.kind == "number" && event["frames"]?.kind == "number")
    }
  }

  @Test func noTextIsNullInTheRest() throws {
    let jams = try annotation().jams
    let file = try #require(jams["file_metadata"])
    #expect(file["jams_version"] == .text(JAMSEncoder.jamsVersion) && file["duration"] == .number(1))
    for name in ["title", "artist", "release"] { #expect(file[name] == .text("")) }
    let metadata = try #require(jams["annotations"]?[0]?["annotation_metadata"])
    for name in ["version", "corpus", "annotation_tools", "annotation_rules", "validation", "data_source"] {
      #expect(metadata[name]?.kind == "text", "\(name)")
    }
    #expect(metadata["curator"]?["name"] == .text("") && metadata["curator"]?["email"] == .text(""))
    #expect(jams["annotations"]?[0]?["namespace"] == .text("scaper"))
    #expect(jams.keys == ["annotations", "file_metadata", "sandbox"])
  }
}
