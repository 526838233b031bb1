import FoundationEssentials
import Soundscape

/// What both programs are timed on, see `Benchmarks/workloads/`.
enum Workload: String, CaseIterable {
  case stems
  case stemsMoved = "stems-moved"
  case events
  /// On a soundbank that Benchmarks/song_bank.py makes.
  case musdb
  /// Scenes without audio, of `examples/sound-events.yaml`.
  case drawing
  /// The same with their annotations written.
  case annotations

  /// The recipe, with another engine for its shifts and stretches where one is named.
  func recipe(stretch: String? = nil, bank: String? = nil) throws -> Recipe {
    var settings = stretch.map { [RecipeReader.Setting(keyPath: "render.stretch", value: $0)] } ?? []
    if let bank { settings.append(RecipeReader.Setting(keyPath: "soundbank.foreground", value: bank)) }
    var recipe = try RecipeReader.read(file: file, settings: settings)
    if self == .annotations { recipe.output.audio = false }
    return recipe
  }

  private var file: String {
    switch self {
    case .drawing, .annotations: "examples/sound-events.yaml"
    default: "Benchmarks/workloads/\(rawValue).yaml"
    }
  }
}

/// One workload timed in one thread: all in memory, or as the data set that it makes.
struct WorkloadRun {
  let workload: Workload
  let options: BenchmarkOptions

  private var indices: Range<Int> { options.start..<(options.start + (options.rounds ?? 10)) }

  func measured() throws -> WorkloadResult {
    let recipe = try workload.recipe(stretch: options.stretch, bank: options.bank)
    let bank = try Soundbank.scan(recipe.soundbank).soundbank
    if workload == .drawing { return try drawn(recipe, bank) }
    if options.writesFiles || workload == .annotations { return try written(recipe, bank) }
    return try rendered(recipe, bank)
  }

  /// Draws and renders each mixture, after some that fill the cache of sources as a long run has it.
  private func rendered(_ recipe: Recipe, _ bank: Soundbank) throws -> WorkloadResult {
    var result = WorkloadResult(workload: workload, stretch: options.stretch, place: "memory")
    let sounds = SourceCache(
      provider: bank.provider, byteBudget: options.keepsSources ? SourceCache.defaultByteBudget : 0)
    let instantiator = try Instantiator(recipe: recipe, soundbank: bank, sounds: sounds)
    var renderer = Renderer(sounds: sounds)
    let warmUp = (0..<options.warmUp).map { indices.upperBound + $0 }
    for (k, index) in (warmUp + Array(indices)).enumerated() {
      let watch = Stopwatch()
      let scene = try instantiator.scene(index: index, seed: recipe.seed).value
      _ = try renderer.render(scene)
      let time = watch.times
      guard k >= options.warmUp else { continue }
      result.add(time, mixtures: 1)
      result.eventCounts.append(scene.foregroundEvents.count)
    }
    return result
  }

  /// Makes the data set in one run, after one of a single mixture that warms up.
  private func written(_ recipe: Recipe, _ bank: Soundbank) throws -> WorkloadResult {
    var result = WorkloadResult(workload: workload, stretch: options.stretch, place: "files")
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    for isCounted in [false, true] {
      let run = isCounted ? indices : indices.prefix(1)
      let root = isCounted ? options.folder ?? "\(temporary.path)/made" : "\(temporary.path)/warm-up"
      let budget = options.keepsSources ? SourceCache.defaultByteBudget : 0
      var generator = DatasetGenerator(
        engine: try Engine(recipe: recipe, soundbank: bank, cacheByteBudget: budget), indices: run,
        sink: FolderSink(root))
      generator.jobs = options.jobs
      let watch = Stopwatch()
      let summary = try generator.run()
      let time = watch.times
      guard summary.progress.failed == 0 else { throw UsageError("failed: \(summary.failures)") }
      if isCounted { result.add(time, mixtures: run.count) }
    }
    let instantiator = try Instantiator(recipe: recipe, soundbank: bank)
    if workload != .annotations {
      for index in indices {
        result.eventCounts.append(
          try instantiator.scene(index: index, seed: recipe.seed).value.foregroundEvents.count)
      }
    }
    return result
  }

  /// Draws scenes and throws them away.
  func drawn(_ recipe: Recipe, _ bank: Soundbank) throws -> WorkloadResult {
    var result = WorkloadResult(workload: workload, stretch: nil, place: "memory")
    let instantiator = try Instantiator(recipe: recipe, soundbank: bank)
    for _ in 0..<5 {
      let watch = Stopwatch()
      let scenes = instantiator.scenes(seed: recipe.seed)
      for index in indices { _ = try scenes.scene(at: index) }
      result.add(watch.times, mixtures: indices.count)
    }
    return result
  }
}
