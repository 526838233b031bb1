// What each stage of the engine costs on this machine, and how many mixtures a second come of it.
//
//   make bench
//
// Each figure is the median of several runs, with the fastest and slowest beside it, for 5 s of mono at 44.1 kHz.

import Foundation
import Soundscape

@main
struct StageBenchmark {
  /// Runs of each stage; the median of an odd number is one of them.
  static let runs = 9

  static func main() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("soundscape-bench-\(getpid())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }

    let bank = try Soundbank.scan(.init(foreground: "soundbank/music/foreground")).soundbank
    guard let source = bank.foreground["other"]?.files.first(where: { $0.info.sampleRate == 44_100 }) else {
      throw SoundscapeError.soundbank(path: "soundbank/music", problem: "needs the embedded soundbank")
    }
    print("5 s of mono at 44.1 kHz, \(source.path)")
    for library in LibraryVersions.all { print("  \(library.name) \(library.version)") }
    print("")
    try stages(source, folder)
    try await mixtures(bank, folder)
  }

  // MARK: Stages

  static func stages(_ source: SourceFile, _ folder: String) throws {
    let rate = source.info.sampleRate
    let frameCount = 5 * rate
    var reader = try AudioFileReader(path: source.path)
    let window = try reader.read(from: 0, count: frameCount).converted(toChannelCount: 1)

    header("stage", "ms")
    try report("decode (FLAC, \(source.info.channelCount) channels)") {
      var reader = try AudioFileReader(path: source.path)
      _ = try reader.read(from: 0, count: frameCount)
    }
    try report("resample 44.1 → 48 kHz") { _ = try Resampler.resample(window, from: rate, to: 48_000) }
    for engine in StretchEngine.allCases {
      for (name, ratio, shift) in [("time", 1.1, 0.0), ("pitch and time", 1.1, 1.5)] {
        try report("stretch, \(engine.rawValue), \(name)") {
          _ = try Stretcher.stretch(
            window, at: rate, timeRatio: ratio, pitchShift: shift, engine: engine, to: Int(Double(frameCount) * ratio))
        }
      }
    }
    report("loudness, soundscape") {
      var meter = KWeightedMeter(channelCount: 1, rate: rate)
      meter.add(window)
      _ = meter.integratedLoudness()
    }
    try report("loudness, libebur128") { _ = try LoudnessMeter.integratedLoudness(of: window, at: rate) }
    for (format, subtype) in [(FileFormat.wav, SampleFormat.float), (.wav, .pcm16), (.flac, .pcm24)] {
      try report("write, \(format.rawValue) \(subtype.rawValue)") {
        var writer = try AudioFileWriter(
          path: folder + "/x", format: format, subtype: subtype, sampleRate: rate, channelCount: 1)
        try writer.write(window)
        try writer.close()
      }
    }
    print("")
  }

  // MARK: Whole mixtures

  static func mixtures(_ bank: Soundbank, _ folder: String) async throws {
    header("four stems of 5 s, one worker", "ms", "mixtures/s")
    let kinds: [(String, String, Bool)] = [
      ("drawn alone, JAMS written", "null", false), ("no pitch or time", "null", true),
      ("pitch and time, rubberband", "rubberband", true), ("pitch and time, soundtouch", "soundtouch", true),
    ]
    for (name, engine, audio) in kinds {
      var recipe = try RecipeReader.read(
        file: "examples/incoherent.yaml",
        settings: engine == "null"
          ? ["pitch_shift", "time_stretch"].map { .init(keyPath: "events.*.\($0)", value: "null") }
          : [.init(keyPath: "render.stretch", value: engine)])
      recipe.output.audio = audio
      let count = audio ? 5 : 500
      var times: [Double] = []
      for run in 0..<3 {
        var generator = DatasetGenerator(
          recipe: recipe, soundbank: bank, root: "\(folder)/\(name)-\(run)", indices: 0..<count)
        generator.jobs = 1
        let clock = ContinuousClock()
        let start = clock.now
        _ = try await generator.generate()
        times.append(Double((clock.now - start) / .milliseconds(1)) / Double(count))
        try FileManager.default.removeItem(atPath: generator.root)
      }
      let median = times.sorted()[times.count / 2]
      row(name, milliseconds(times), String(format: "%.1f", 1_000 / median))
    }
  }

  // MARK: The table

  static func report(_ name: String, _ work: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs { times.append(Double(try clock.measure(work) / .milliseconds(1))) }
    row(name, milliseconds(times))
  }

  static func milliseconds(_ times: [Double]) -> String {
    let sorted = times.sorted()
    return String(format: "%.2f (%.2f–%.2f)", sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1])
  }

  static func header(_ cells: String...) {
    print("| \(cells.joined(separator: " | ")) |")
    print("|\(String(repeating: " --- |", count: cells.count))")
  }

  static func row(_ cells: String...) { print("| \(cells.joined(separator: " | ")) |") }
}
