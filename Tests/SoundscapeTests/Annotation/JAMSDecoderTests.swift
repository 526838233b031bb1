import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// Annotations that are broken in one way each: one clear error, and nothing is written.
@Suite struct JAMSDecoderTests {
  /// A sound annotation of one event; the tests replace a part of it.
  private static let sound = """
    {"annotations": [{"namespace": "scaper", "time": 0, "duration": 1.0, "data": [{"time": 0.0, "duration": 0.5, "value":
    {"label": "a", "source_file": "bank/a/x.wav", "source_time": 0.0, "event_time": 0.0, "event_duration": 0.5,
    "snr": 0.0, "role": "foreground", "pitch_shift": null, "time_stretch": null}, "confidence": 1.0}], "sandbox":
    {"scaper": {"duration": 1.0, "fg_path": "bank", "bg_path": "", "ref_db": -20, "n_channels": 1, "sr": 8000,
    "fade_in_len": 0.01, "fade_out_len": 0.01, "protected_labels": [], "reverb": null}}}], "sandbox": {}}
    """

  private func complaint(_ text: String) throws -> String {
    let folder = try TemporaryDirectory()
    let bank = folder.path("bank")
    try FileSystem.makeDirectories(bank + "/a")
    try FileSystem.makeDirectories(folder.path("outside/a"))
    for path in [bank + "/a/x.wav", folder.path("outside/a/x.wav")] {
      var writer = try AudioFileWriter(
        path: path, format: .wav, subtype: .pcm16, sampleRate: 8_000, channelCount: 1)
      try writer.write(Signals.noise(frameCount: 8_000))
      try writer.close()
    }
    try FileSystem.write(Array(text.utf8), to: folder.path("x.jams"))
    do {
      _ = try Recreation().recreate(folder.path("x.jams"), in: folder.path("out"))
      return "accepted"
    } catch {
      #expect(try FileSystem.list(folder.path("out")) == ["manifest.jsonl"], "nothing half-made")
      let text = "\(error)"
      #expect(!text.contains("\n"))
      return text.replacing(folder.path + "/", with: "")
    }
  }

  @Test func soundOneIsAccepted() throws { #expect(try complaint(Self.sound) == "accepted") }

  @Test(
    "Broken annotations",
    arguments: [
      ("\"snr\": 0.0, ", "", "x.jams: data[0].value.snr: is missing"),
      ("\"snr\": 0.0", "\"snr\": \"loud\"", "x.jams: data[0].value.snr: is not a number"),
      ("\"snr\": 0.0", "\"snr\": NaN", "x.jams: is not valid JSON (NaN and Infinity are not JSON numbers)"),
      (
        "\"event_duration\": 0.5", "\"event_duration\": -0.5",
        "x.jams: data[0].value.event_duration: needs a time of 0 s or later and up to 1000000000 s (found -0.5)"
      ),
      ("\"role\": \"foreground\"", "\"role\": \"lead\"", "x.jams: data[0].value.role: needs foreground or background"),
      ("\"namespace\": \"scaper\"", "\"namespace\": \"beat\"", "x.jams: has no annotation of the namespace scaper"),
      (
        "bank/a/x.wav", "bank/../outside/a/x.wav",
        "x.jams: data[0].value.source_file: is outside the soundbank bank (found bank/../outside/a/x.wav)"
      ),
      (
        "bank/a/x.wav", "outside/a/x.wav",
        "x.jams: data[0].value.source_file: is outside the soundbank bank (found outside/a/x.wav)"
      ),
      (
        "\"label\": \"a\"", "\"label\": \"../../a\"",
        "x.jams: data[0].value.label: cannot be the name of a file (found ../../a)"
      ),
      ("bank/a/x.wav", "bank/a/y.wav", "x.jams: 1 source file not found: bank/a/y.wav"),
      (
        "\"sr\": 8000", "\"sr\": 1e9",
        "x.jams: sandbox.scaper.sr: needs a whole number from 1000 to 384000 Hz (found 1000000000)"
      ),
      ("\"ref_db\": -20, ", "", "x.jams: sandbox.scaper.ref_db: is missing"),
      ("\"data\": [", "\"data\": 3, \"other\": [", "x.jams: data: is missing or not a list"),
      (
        "\"time_stretch\": null", "\"time_stretch\": 0",
        "x.jams: data[0].value.time_stretch: needs a ratio of output to input duration from 0.01 to 100 (found 0)"
      ),
      (
        "\"reverb\": null", "\"reverb\": 2",
        "x.jams: sandbox.scaper.reverb: needs an amount of reverb from 0 to 1 (found 2)"
      ),
    ])
  func broken(part: String, replacement: String, wanted: String) throws {
    #expect(try complaint(Self.sound.replacing(part, with: replacement)) == wanted)
  }

  @Test func noJSONAtAll() throws {
    #expect(try complaint("{\"annotations\": [") == "x.jams: is not valid JSON (NaN and Infinity are not JSON numbers)")
    #expect(try complaint("{}") == "x.jams: is not a JAMS file: it has no list of annotations")
  }

  @Test func tenMillionEvents() throws {
    let events = String(repeating: "{},", count: 10_000_000) + "{}"
    let text = "{\"annotations\": [{\"namespace\": \"scaper\", \"data\": [\(events)]}]}"
    #expect(try complaint(text) == "x.jams: holds too many events (found 10000003 objects)")
  }

  @Test func notUTF8() throws {
    let folder = try TemporaryDirectory()
    try FileSystem.write([0x7b, 0xff, 0xfe, 0x7d], to: folder.path("x.jams"))
    #expect(throws: SoundscapeError.annotation(path: folder.path("x.jams"), problem: "is not UTF-8 text")) {
      try Annotation(jams: folder.path("x.jams"))
    }
  }

  @Test("Files of older Scapers are read")
  func oldVersions() throws {
    let folder = ConformanceTests.folder + "/scaper-jams"
    let files = try FileSystem.list(folder).filter { $0.hasSuffix(".jams") }
    #expect(files.count == 9)
    for file in files {
      let annotation = try Annotation(jams: "\(folder)/\(file)")
      // Their sounds are Scaper's and not here: everything else is read before that is found.
      let error = #expect(throws: SoundscapeError.self) { try annotation.scene(sounds: FileSounds()) }
      #expect("\(error.map { "\($0)" } ?? "")".contains("not found: "), "\(file)")
    }
  }

  /// The corpus' annotations in which nothing is shifted or stretched: there the samples are Scaper's too.
  private static let still = [
    "mono.0", "mono.1", "stereo.0", "22050.0", "48000.0", "16000.0", "nofade.0", "longfade.0",
    "short-events.0", "bg-tiled.0", "clipping.0", "clipping-fixed.0", "peak-normalized.0", "reverb.0",
    "reverb-stereo.0", "stems.0", "stems.1",
  ]

  @Test("What Scaper rendered is rendered again from its annotation", arguments: still)
  func scapersOwn(name: String) throws {
    let folder = ConformanceTests.folder
    let bank = name.hasPrefix("stems") ? "musdb" : "sed"
    let sounds = FileSounds(
      foreground: "\(folder)/soundbank/\(bank)/foreground", background: "\(folder)/soundbank/\(bank)/background")
    let scene = try AnnotatedScene(
      "\(folder)/audio/audio-\(name).jams", changes: AnnotationChanges(), sounds: sounds
    ).scene
    let mixture = try scene.rendered()
    var reader = try AudioFileReader(path: "\(folder)/audio/audio-\(name).flac")
    let theirs = try reader.read(from: 0, count: reader.info.frameCount)
    let ours = AudioBuffer(channels: mixture.mix.channels.map { $0.map { min(max($0, -1), 1) } })
    #expect(scene.semantics == .scaper)
    // Measured: 72 dB and more; SoX rounds and clips in integers where it converts rates.
    #expect(signalToDifference(theirs, ours) > 60)
  }
}
