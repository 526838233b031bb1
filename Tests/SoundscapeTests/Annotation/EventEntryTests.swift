import TestSupport
import Testing

@testable import Soundscape

/// Our part of an annotation, event by event: its layout, and that a mixture is made again from it to the byte.
@Suite struct EventEntryTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  /// A background that continues with two files, a pair levelled as one, and an event above the background.
  private func scene(_ change: (inout Scene) -> Void = { _ in }) throws -> Scene {
    func add(_ label: String, _ name: String, _ count: Int, rate: Hertz, seed: UInt64, role: Role) throws -> Sound {
      let noise = Signals.noise(frameCount: count, seed: seed, amplitude: 0.2)
      return try bank.add(noise, label, name, role: role, rate: rate)
    }
    var rain = Event.test(
      try add("rain", "a.wav", 3_000, rate: 8_000, seed: 1, role: .background), name: "background[0]", role: .background
    )
    (rain.label, rain.eventDuration) = ("rain", 1)
    rain.continuations = [
      try add("rain", "b.wav", 2_500, rate: 11_025, seed: 2, role: .background),
      try add("rain", "c.wav", 1_500, rate: 8_000, seed: 3, role: .background),
    ]
    let files = try (0..<3).map {
      try add("a", "\($0).wav", 4_000, rate: 8_000, seed: 4 + UInt64($0), role: .foreground)
    }
    var events =
      [rain]
      + files.enumerated().map { i, file in
        Event.test(file, at: 0.1 * Double(i + 1), lasting: 0.3, snr: 3, name: "e\(i)")
      }
    for i in events.indices {
      events[i].drawingOrder = i
      events[i].specPath = i == 0 ? "background[0]" : "events[\(i - 1)]"
    }
    (events[1].levelGroup, events[2].levelGroup) = ("song", "song")
    events[3].spec = spec
    events[3].drawn = DrawnTimes(
      sourceTime: .init(0.1), eventTime: .init(0.45, in: 0...0.7), eventDuration: .init(0.9, in: 0.1...1))
    var scene = Scene.test(events, duration: 1, reference: -25, fade: 0.01, options: .levelled)
    scene.render.fill = .chain
    scene.render.snrReference = .background
    change(&scene)
    return scene
  }

  private var spec: EventSpec {
    var spec = EventSpec()
    spec.label = .shared("what", .choose(["a", "b"]))
    spec.sourceFile = .cycle([])
    spec.sourceTime = .uniform(0...(.end))
    spec.eventTime = .cycle([0.5, 0.75])
    spec.snr = .shared("level", .uniform(0...7))
    spec.timeStretch = .truncnorm(mean: 1, deviation: 0.1, in: 0.5...2)
    return spec
  }

  /// Writes a scene as the generator does.
  private func write(_ scene: Scene, _ root: String, warnings: [Warning] = []) throws -> String {
    var recipe = Recipe(duration: scene.duration, soundbank: .init(foreground: bank.foreground))
    recipe.render = scene.render
    let root = bank.folder.path(root)
    let engine = try Engine(recipe: recipe, soundbank: try bank.scan(withBackground: true).soundbank)
    let session = try engine.begin(in: FolderSink(root))
    var renderer = engine.makeRenderer()
    let row = try session.make(Drawn(scene, warnings: warnings), renderer: &renderer).value
    return "\(root)/" + (row.jams ?? "")
  }

  private func ledger(_ path: String) throws -> JSON {
    try #require(try JSON(FileSystem.read(path))["annotations"]?[0]?["sandbox"]?["soundscape"])
  }

  // MARK: Layout

  private static let keys: Set = [
    "name", "spec", "source_sha256", "level_group", "continuations", "requested", "drawn", "within", "altered",
    "measured", "first_frame", "frames", "order",
  ]
  private static let measured: Set = [
    "loudness", "rung", "peak", "snr_rest", "snr_background", "onset", "offset", "gain",
  ]

  @Test func everyKeyIsAlwaysThere() throws {
    let told = Warning(.eventTimeMoved, subject: "e2", "moved", before: 0.45, after: 0.3)
    let ledger = try ledger(write(scene(), "set", warnings: [told]))
    #expect(ledger["snr_reference"] == .text("background") && ledger["fill"] == .text("chain"))
    #expect(ledger["reverb"] == .null && ledger["meter"] == .text("soundscape"))
    let events = try #require(ledger["events"]?.list)
    #expect(events.count == 4)
    for event in events {
      #expect(event.keys == Self.keys)
      #expect(event["measured"]?.keys == Self.measured)
      #expect(event["measured"]?["rung"] == .text("integrated"))
      for key in ["loudness", "peak", "snr_rest", "onset", "offset", "gain"] {
        #expect(event["measured"]?[key]?.kind == "number", "\(key)")
      }
    }
    #expect(events.map { $0["spec"]?.text } == ["background[0]", "events[0]", "events[1]", "events[2]"])
    #expect(events.map { $0["level_group"]?.text } == [nil, "song", "song", nil])
    #expect(events[0]["measured"]?["snr_background"] == .null)
    #expect(events[1]["measured"]?["snr_background"]?.kind == "number")
    #expect(events[3]["altered"]?[0]?["rule"] == .text("event_time_moved"))
  }

  @Test func withoutAudioNothingIsMeasured() throws {
    let scene = try scene()
    let soundbank = try bank.scan(withBackground: true).soundbank
    let annotation = Annotation(
      scene: scene, files: .init(soundbank: soundbank, foregroundFolder: "fg", backgroundFolder: "bg"))
    let events = try #require(try JSON(annotation.jams)["annotations"]?[0]?["sandbox"]?["soundscape"]?["events"]?.list)
    for event in events {
      #expect(event.keys == Self.keys && event["measured"]?.keys == Self.measured)
      for key in Self.measured { #expect(event["measured"]?[key] == .null) }
      #expect(event["source_sha256"] == .null && event["frames"] == .null)
    }
  }

  @Test func requestsAreTheRecipesTuples() throws {
    let events = try #require(try ledger(write(scene(), "set"))["events"]?.list)
    let requested = try #require(events[3]["requested"])
    func numbers(_ values: Double...) -> JSON { .list(values.map(JSON.number)) }
    #expect(
      requested["label"]
        == .list([.text("shared"), .text("what"), .list([.text("choose"), .list([.text("a"), .text("b")])])]))
    #expect(requested["source_file"] == .list([.text("cycle"), .list([])]))
    #expect(requested["source_time"] == .list([.text("uniform"), .number(0), .text("end")]))
    #expect(requested["event_time"] == .list([.text("cycle"), numbers(0.5, 0.75)]))
    #expect(requested["event_duration"] == .null && requested["pitch_shift"] == .null)
    #expect(
      requested["snr"] == .list([.text("shared"), .text("level"), .list([.text("uniform"), .number(0), .number(7)])]))
    #expect(
      requested["time_stretch"] == .list([.text("truncnorm"), .number(1), .number(0.1), .number(0.5), .number(2)]))
    #expect(events[3]["drawn"]?["event_time"] == .number(0.45) && events[3]["drawn"]?["source_time"] == .number(0.1))
    #expect(events[3]["within"]?["event_time"] == numbers(0, 0.7) && events[3]["within"]?["source_time"] == .null)
    #expect(events[1]["drawn"]?["event_time"] == .null && events[1]["within"]?["event_duration"] == .null)
  }

  @Test func continuationsAreNamedWithTheirContent() throws {
    let files = try #require(try ledger(write(scene(), "set"))["events"]?[0]?["continuations"]?.list)
    #expect(files.map { $0["source_file"]?.text } == ["../background/rain/b.wav", "../background/rain/c.wav"])
    let digest = try SHA256Hasher.hexDigest(ofFile: "\(bank.background)/rain/b.wav")
    #expect(files[0]["source_sha256"] == .text(digest))
  }

  // MARK: Made again

  @Test(arguments: RenderOptions.Fill.allCases, RenderOptions.SNRReference.allCases)
  func aMixtureIsMadeAgain(fill: RenderOptions.Fill, reference: RenderOptions.SNRReference) throws {
    let path = try write(
      try scene {
        $0.render.fill = fill
        $0.render.snrReference = reference
        $0.render.reverb = fill == .loop ? 0.3 : nil
        $0.referenceLoudness = fill == .once ? 0 : -25
      }, "set")
    #expect(try Recreation().check(path) == .identical)
    let again = try Recreation().recreate(path, in: bank.folder.path("again"))
    #expect(try Recreation().check(again) == .identical)
    let (old, new) = (try ledger(path), try ledger(again))
    #expect(old["events"]?.list?.map { $0["measured"] } == new["events"]?.list?.map { $0["measured"] })
    // And from the new place once more, whatever the soundbank is called.
    try FileSystem.rename(bank.background, to: bank.folder.path("moved"))
    try FileSystem.rename(bank.folder.path("moved/rain"), to: bank.folder.path("moved/other"))
    let moved = Recreation(
      sounds: FileSounds(foreground: bank.foreground, background: bank.folder.path("moved")))
    #expect(try moved.check(again) == .identical)
  }

  @Test func itIsMeasuredAsItWasOrAsAskedFor() throws {
    let path = try write(try scene { $0.render.meter = .libebur128 }, "set")
    func meter(of path: String) throws -> RenderOptions.Meter {
      try AnnotatedScene(path, changes: AnnotationChanges(), sounds: FileSounds()).scene.render.meter
    }
    #expect(try meter(of: path) == .libebur128)
    let again = try Recreation(meter: .soundscape).recreate(path, in: bank.folder.path("again"))
    #expect(try ledger(again)["meter"] == .text("soundscape"))
    #expect(try meter(of: again) == .soundscape)
    // Old annotations do not say; then there was only libebur128.
    let text = String(decoding: try FileSystem.read(again), as: UTF8.self)
    try FileSystem.write(Array(text.replacing("\"meter\"", with: "\"other\"").utf8), to: again)
    #expect(try meter(of: again) == .libebur128)
  }

  @Test func aLostContinuationIsNamed() throws {
    let path = try write(scene(), "set")
    FileSystem.discard("\(bank.background)/rain/c.wav")
    let error = #expect(throws: SoundscapeError.self) { try Recreation().check(path) }
    #expect("\(error.map { "\($0)" } ?? "")".hasSuffix("1 source file not found: ../background/rain/c.wav"))
  }

  @Test func aContinuationLiesInTheSoundbank() throws {
    let path = try write(scene(), "set")
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    try FileSystem.write(Array(text.replacing("../background/rain/c.wav", with: "../else/rain/c.wav").utf8), to: path)
    let error = #expect(throws: SoundscapeError.self) { try Recreation().check(path) }
    let place = "sandbox.soundscape.events[0].continuations[1].source_file"
    #expect("\(error.map { "\($0)" } ?? "")".contains("\(place): is outside the soundbank ../background"))
  }

  /// A cut mixture is measured as it is then.
  @Test func aTrimmedMixtureIsMadeAgain() throws {
    let path = try write(scene(), "set")
    let cut = try Recreation.trim(path, to: 0.15..<0.6, in: bank.folder.path("cut"))
    #expect(try Recreation().check(cut) == .identical)
    let again = try Annotation(jams: Recreation().recreate(cut, in: bank.folder.path("again")))
    let rain = try #require(again.events.first?.measured)
    #expect(rain.onset == 0)
    expectClose(try #require(rain.offset), 0.45, within: 1e-9)
  }
}
