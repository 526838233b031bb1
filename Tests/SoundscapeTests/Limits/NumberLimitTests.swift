import TestSupport
import Testing

@testable import Soundscape

/// Numbers from outside are used only within limits: nothing that is computed with them passes what a number can hold.
@Suite struct NumberLimitTests {
  private let bank: TestBank
  private let scene: Scene
  private let files: Annotation.Files

  init() throws {
    bank = try TestBank()
    var event = Event.test(try bank.add(Signals.noise(frameCount: 8_000), "a", rate: 8_000), lasting: 0.5, stretch: 1.2)
    event.spec.eventDuration = .const(0.5)
    scene = Scene.test([event], duration: 1)
    files = .init(foregroundFolder: bank.foreground, foregroundLabels: ["a"])
  }

  /// The annotation in one of the semantics, with one number changed.
  private func annotation(_ semantics: Semantics, _ change: (inout RawJAMS) -> Void) throws -> [UInt8] {
    var scene = scene
    scene.semantics = semantics
    var raw = try RawJAMS(Annotation(scene: scene, files: files).jams)
    change(&raw)
    return raw.bytes
  }

  @Test(
    "A number that no mixture has is refused where it is read",
    arguments: Semantics.allCases,
    [
      "source_time", "event_time", "event_duration", "snr", "pitch_shift", "time_stretch",
    ])
  func fieldOfAnEvent(semantics: Semantics, field: String) throws {
    for value in [1e300, -1e300, 1e19] {
      let bytes = try annotation(semantics) { raw in
        var data = raw.data
        data[0]["value"][field] = .number(value)
        raw.data = data
      }
      let error = failure { try Annotation(jams: bytes, path: "x.jams") }
      #expect(
        error?.description.hasPrefix("x.jams: data[0].value.\(field): needs ") == true, "\(value): \(error as Any)")
    }
  }

  @Test(
    "So are the mixture's own",
    arguments: Semantics.allCases,
    [
      "ref_db", "fade_in_len", "fade_out_len", "duration", "original_duration", "sr", "n_channels", "reverb",
      "peak_normalization_scale_factor",
    ])
  func fieldOfTheMixture(semantics: Semantics, field: String) throws {
    for value in [1e300, -1e300] {
      let bytes = try annotation(semantics) { $0.scaper[field] = .number(value) }
      let error = failure { try Annotation(jams: bytes, path: "x.jams") }
      #expect(error?.description.hasPrefix("x.jams: sandbox.scaper.\(field): ") == true, "\(value): \(error as Any)")
    }
  }

  @Test(
    "Edits go by the same limits in both semantics",
    arguments: Semantics.allCases,
    [
      "events[0].pitch_shift=1000", "events[0].pitch_shift=-1e4", "events[0].time_stretch=1e300",
      "events[0].time_stretch=1e5", "events[0].snr=1e300", "fade_in=1e300", "fade_out=-1e300", "ref_db=1e300",
      "reverb=1e300",
    ])
  func edit(semantics: Semantics, text: String) throws {
    var annotation = try Annotation(jams: try annotation(semantics) { _ in }, path: "x.jams")
    let edit = try #require(AnnotationEdit(setting: text))
    let error = failure { try annotation.apply([edit], sounds: FileSounds()) }
    #expect(error?.description.contains(": needs ") == true, "\(error as Any)")
  }

  @Test(
    "Times that are too late yield, in both semantics",
    arguments: Semantics.allCases,
    ["events[0].event_time=1e300", "events[0].source_time=1e300", "events[0].event_duration=1e300"])
  func lateTime(semantics: Semantics, text: String) throws {
    var annotation = try Annotation(jams: try annotation(semantics) { _ in }, path: "x.jams")
    let edit = try #require(AnnotationEdit(setting: text))
    let warnings = try annotation.apply([edit], sounds: FileSounds())
    #expect(!warnings.isEmpty)
    #expect(try annotation.resolvedScene.rendered().mix.frameCount == 8_000)
  }

  @Test func anEventLongerThanItsMixtureIsNotHeldInMemory() throws {
    var long = scene
    long.events[0].eventDuration = 1e9
    let error = failure { try long.rendered() }
    #expect(error?.description.contains("longer than the mixture's 1 s") == true, "\(error as Any)")
    long.semantics = .scaper
    #expect(try long.rendered().mix.frameCount == 8_000, "cut to the source, as Scaper does")
  }

  @Test func aSoundOfAnyLengthFitsNoBudget() {
    var kept = KeptSounds(byteBudget: 1 << 28)
    for frameCount in [1 << 62, Int.max] {
      let info = AudioFileInfo(frameCount: frameCount, sampleRate: 8_000, channelCount: 64)
      let sound = Sound(name: "a", path: "a", info: info)
      let plan = kept.plan(for: 0..<10, of: sound, channelCount: 64, takesWindow: false, keepsMore: true)
      if case .decodeWindow = plan { continue }
      Issue.record("a sound of \(frameCount) frames is to be kept")
    }
  }

  @Test func whatIsReadAndWrittenHasTheSameSize() {
    #expect(JAMSDecoder.problem(ofSize: Array(repeating: UInt8(ascii: " "), count: 11_000_000)) == nil)
    #expect(JAMSDecoder.problem(ofSize: Array(repeating: UInt8(ascii: "{"), count: 11_000_000)) != nil)
  }
}
