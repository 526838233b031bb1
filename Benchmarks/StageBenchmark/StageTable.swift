import Foundation
import Soundscape

/// What the stages are fed with: the embedded soundbank.
enum Inputs {
  static func bank() throws -> Soundbank {
    try Soundbank.scan(.init(foreground: "soundbank/music/foreground")).soundbank
  }

  /// A song's stem at 44.1 kHz.
  static func source() throws -> Sound {
    guard let source = try bank().foreground["other"]?.sounds.first(where: { $0.info.sampleRate == 44_100 }) else {
      throw UsageError("soundbank/music: needs the embedded soundbank; start it in the checkout")
    }
    return source
  }
}

/// Prints what stages and whole mixtures cost, as tables: the median, with the fastest and the slowest beside it.
struct StageTable {
  /// Runs of each stage; the median of an odd number is one of them.
  let runs: Int

  // MARK: Stages

  func printStages(_ source: Sound, _ folder: String) throws {
    let rate = source.info.sampleRate
    let frameCount = 5 * rate
    var reader = try AudioFileReader(path: source.path)
    let window = try reader.read(from: 0, count: frameCount).converted(toChannelCount: 1)

    Self.header("stage", "ms")
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
    for count in [1, 4] {
      report("reverb, \(count == 1 ? "a sound" : "\(count) sounds side by side")") {
        var sounds = Array(repeating: window, count: count)
        Reverb(amount: 0.1).applyKeepingChannels(toEachOf: &sounds, at: rate)
      }
    }
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

  // MARK: Drawing

  func printDrawing() throws {
    Self.header("scenes of examples/sound-events.yaml", "scenes/s")
    var options = try BenchmarkOptions([])
    options.rounds = 5_000
    let recipe = try Workload.drawing.recipe()
    let bank = try Soundbank.scan(recipe.soundbank).soundbank
    let result = try WorkloadRun(workload: .drawing, options: options).drawn(recipe, bank)
    let median = result.times.sorted()[result.times.count / 2]
    Self.row("drawn in memory", String(format: "%.0f", 1_000 / median))
    print("")
  }

  // MARK: Whole mixtures

  func printMixtures(_ folder: String) throws {
    Self.header("four stems of 5 s, one worker", "ms", "mixtures/s")
    let kinds: [(String, String, Bool)] = [
      ("only drawn, JAMS written", "null", false), ("no pitch or time", "null", true),
      ("pitch and time, rubberband", "rubberband", true), ("pitch and time, soundscape", "soundscape", true),
      ("pitch and time, soundtouch", "soundtouch", true),
    ]
    for (name, engine, audio) in kinds {
      var recipe = try RecipeReader.read(
        file: "examples/incoherent.yaml",
        settings: engine == "null"
          ? ["pitch_shift", "time_stretch"].map { .init(keyPath: "events.*.\($0)", value: "null") }
          : [.init(keyPath: "render.stretch", value: engine)])
      recipe.output.audio = audio
      let count = audio ? 5 : 1_000
      var times: [Double] = []
      for run in 0..<runs {
        let root = "\(folder)/\(name)-\(run)"
        let generator = DatasetGenerator(
          engine: try Engine(recipe: recipe, soundbank: try Inputs.bank()), indices: 0..<count, sink: FolderSink(root))
        let clock = ContinuousClock()
        let start = clock.now
        _ = try generator.run()
        times.append(Double((clock.now - start) / .milliseconds(1)) / Double(count))
        try FileManager.default.removeItem(atPath: root)
      }
      let median = times.sorted()[times.count / 2]
      Self.row(name, Self.milliseconds(times), String(format: "%.1f", 1_000 / median))
    }
  }

  // MARK: The table

  private func report(_ name: String, _ work: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs { times.append(Double(try clock.measure(work) / .milliseconds(1))) }
    Self.row(name, Self.milliseconds(times))
  }

  static func milliseconds(_ times: [Double]) -> String {
    let sorted = times.sorted()
    let digits = sorted[0] < 1 ? 3 : 2
    return String(
      format: "%.\(digits)f (%.\(digits)f–%.\(digits)f)", sorted[sorted.count / 2], sorted[0],
      sorted[sorted.count - 1])
  }

  private static func header(_ cells: String...) {
    print("| \(cells.joined(separator: " | ")) |")
    print("|\(String(repeating: " --- |", count: cells.count))")
  }

  private static func row(_ cells: String...) { print("| \(cells.joined(separator: " | ")) |") }
}
