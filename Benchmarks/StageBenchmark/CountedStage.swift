import Soundscape

/// Fixed work for each stage whose instructions are counted, see `Benchmarks/instructions.py`.
enum CountedStage {
  /// Each stage's name and how often its work is done.
  private static let stages: [(name: String, repetitions: Int, work: @Sendable () throws -> () throws -> Void)] = [
    ("decode", 4, decode), ("resample", 4, resample), ("stretch", 2, stretch), ("vocoder", 2, vocoder),
    ("transform", 200, transform), ("loudness", 4, loudness), ("sum", 4, sum), ("mixture", 1, mixture),
    ("annotation", 200, annotation), ("drawing", 500, drawing),
    ("write", 4, write),
  ]

  static func run(_ name: String) throws {
    guard let stage = stages.first(where: { $0.name == name }) else {
      // Read by the script that counts them.
      if name == "list" { return print(stages.map(\.name).joined(separator: "\n")) }
      throw UsageError("--stage is list or one of \(stages.map(\.name).joined(separator: ", ")) (found \(name))")
    }
    let work = try stage.work()
    // The first time is not counted: types are looked up and symbols bound then.
    try work()
    try countedWork(stage.repetitions, work)
  }

  // MARK: The work

  private static let frameCount = 2 * 44_100

  private static func window() throws -> AudioBuffer {
    var reader = try AudioFileReader(path: Inputs.source().path)
    return try reader.read(from: 0, count: frameCount).converted(toChannelCount: 1)
  }

  @Sendable private static func decode() throws -> () throws -> Void {
    let path = try Inputs.source().path
    return {
      var reader = try AudioFileReader(path: path)
      _ = try reader.read(from: 44_100, count: frameCount).converted(toChannelCount: 1)
    }
  }

  @Sendable private static func resample() throws -> () throws -> Void {
    let window = try window()
    return { _ = try Resampler.resample(window, from: 44_100, to: 48_000) }
  }

  @Sendable private static func stretch() throws -> () throws -> Void {
    let window = try window()
    return {
      for engine in [StretchEngine.soundtouch, .rubberbandFaster] {
        _ = try Stretcher.stretch(
          window, at: 44_100, timeRatio: 1.1, pitchShift: 1, engine: engine, to: frameCount * 11 / 10)
      }
    }
  }

  /// Our own stretcher: longer, and higher, in mono and in stereo.
  @Sendable private static func vocoder() throws -> () throws -> Void {
    let mono = try window()
    let stereo = AudioBuffer(channels: mono.channels + mono.channels)
    return {
      for (sound, ratio, shift) in [(mono, 1.1, 0.0), (mono, 1, 2), (stereo, 0.9, 0)] {
        _ = try Stretcher.stretch(
          sound, at: 44_100, timeRatio: ratio, pitchShift: shift, engine: .soundscape,
          to: Int(Double(frameCount) * ratio))
      }
    }
  }

  @Sendable private static func transform() throws -> () throws -> Void {
    var timer = FourierTimer(size: 2048)
    return { timer.both() }
  }

  @Sendable private static func loudness() throws -> () throws -> Void {
    let window = try window()
    return {
      var meter = KWeightedMeter(channelCount: 1, rate: 44_100)
      meter.add(window)
      _ = meter.integratedLoudness()
    }
  }

  /// Levelled by gain only, nothing stretched: what is left of rendering is decoding, fades and the exact sum.
  @Sendable private static func sum() throws -> () throws -> Void {
    try rendering(["render.level": "gain", "fit": "clamp"], .stems)
  }

  @Sendable private static func mixture() throws -> () throws -> Void {
    try rendering(["events[0].count": "3", "render.stretch": "soundtouch"], .events)
  }

  private static func rendering(_ settings: [String: String], _ workload: Workload) throws -> () throws -> Void {
    let recipe = try RecipeReader.read(
      file: "Benchmarks/workloads/\(workload.rawValue).yaml",
      settings: settings.map { .init(keyPath: $0.key, value: $0.value) })
    let bank = try Soundbank.scan(recipe.soundbank).soundbank
    let scene = try Instantiator(recipe: recipe, soundbank: bank).scene(index: 0, seed: .integer(1)).value
    return {
      var renderer = Renderer()
      _ = try renderer.render(scene)
    }
  }

  @Sendable private static func annotation() throws -> () throws -> Void {
    let (instantiator, bank) = try drawer()
    let drawn = try instantiator.scene(index: 3, seed: .integer(1))
    let files = Annotation.Files(soundbank: bank, foregroundFolder: "foreground", backgroundFolder: "background")
    return { _ = Annotation(scene: drawn.value, warnings: drawn.warnings, files: files).jams }
  }

  @Sendable private static func drawing() throws -> () throws -> Void {
    let scenes = try drawer().instantiator.scenes(seed: .integer(1))
    var index = 0
    return {
      _ = try scenes.scene(at: index)
      index += 1
    }
  }

  private static func drawer() throws -> (instantiator: Instantiator, bank: Soundbank) {
    let recipe = try Workload.drawing.recipe()
    let bank = try Soundbank.scan(recipe.soundbank).soundbank
    return (try Instantiator(recipe: recipe, soundbank: bank), bank)
  }

  @Sendable private static func write() throws -> () throws -> Void {
    let window = try window()
    let folder = try TemporaryFolder()
    return {
      for (format, subtype) in [(FileFormat.wav, SampleFormat.pcm16), (.flac, .pcm24)] {
        var writer = try AudioFileWriter(
          path: folder.path + "/x", format: format, subtype: subtype, sampleRate: 44_100, channelCount: 1)
        try writer.write(window)
        try writer.close()
      }
    }
  }
}

/// Does the work so many times. Instructions are counted between its beginning and its end, found by its name.
@inline(never)
func countedWork(_ repetitions: Int, _ work: () throws -> Void) throws {
  for _ in 0..<repetitions { try work() }
}
