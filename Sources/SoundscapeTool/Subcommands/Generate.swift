import ArgumentParser
import Foundation
import Soundscape

struct Generate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw mixtures from a recipe and write them with stems and annotations.",
    discussion: """
      Each mixture is written to a folder of its own: mixture.wav, stems/<label>.wav, mixture.jams and labels.txt; \
      manifest.jsonl lists them all with digests. Float, 16-, 24- or 32-bit: the stems add up to the mixture exactly.

      A run that was stopped goes on where it was when it is started again with the same command. The same recipe and \
      seed give the same bytes, with any number of jobs.

      Examples:
        soundscape generate examples/incoherent.yaml --count 10 --out demo
        soundscape generate examples/incoherent.yaml --count 100000 --dry-run
        soundscape generate examples/sound-events.yaml --set sample_rate=16000 --seed 7 --out /tmp/events
      """)

  @Argument(help: "The recipe: a YAML or JSON file.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var recipe: String

  @Option(name: .shortAndLong, help: "How many mixtures to make.")
  var count = 10

  @Option(help: "The index of the first mixture.")
  var start = 0

  @Option(
    name: .shortAndLong, help: "The folder to write to (default: the recipe's name, in the current folder).",
    completion: .directory)
  var out: String?

  @Option(help: ArgumentHelp("Decoded sources that are kept in memory, at most; 0 keeps none.", valueName: "megabytes"))
  var cache = SourceCache.defaultByteBudget >> 20

  @Flag(help: "Remove the data set that the folder holds, and make it anew.")
  var overwrite = false

  @Flag(name: .customLong("dry-run"), help: "Tell what would be made and what it would take, and make nothing.")
  var dryRun = false

  @Flag(name: .customLong("no-audio"), help: "Write annotations alone.")
  var noAudio = false

  @Flag(name: .customLong("no-stems"), help: "Write no stems.")
  var noStems = false

  @Flag(help: "Shift and stretch with SoundTouch: many times faster, rougher on sustained tones.")
  var quick = false

  @Option(help: "What measures loudness: soundscape or libebur128, the reference, which is slower.")
  var meter: RenderOptions.Meter?

  @Flag(help: "Take a warning for a failure: mixtures that come with one are not written.")
  var strict = false

  @OptionGroup var recipeOptions: RecipeOptions
  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard count > 0 else { throw ValidationError("--count needs 1 or more (found \(count))") }
    guard start >= 0 else { throw ValidationError("--start needs 0 or more (found \(start))") }
    guard start <= Int.max - count else { throw ValidationError("--start and --count together are too large") }
    guard (0...1_000_000).contains(cache) else {
      throw ValidationError("--cache needs 0 to 1000000 megabytes (found \(cache))")
    }
    _ = try recipeOptions.allSettings()
  }

  func run() async throws {
    let console = Console(options: console)
    try await console.failingPlainly {
      let recipe = try RecipeReader.read(file: recipe, settings: recipeSettings())
      let (soundbank, warnings) = try Soundbank.scan(recipe.soundbank)
      for warning in warnings { console.warn("\(warning)") }
      if strict, !warnings.isEmpty { throw Failure("--strict: the soundbank came with warnings") }

      if dryRun {
        let forecast = try DatasetForecast(recipe: recipe, soundbank: soundbank, indices: start..<(start + count))
        for line in ForecastReport(forecast: forecast, jobs: workers.count).lines { print(line) }
        return
      }
      FreedMemory.keep()
      let root = out ?? defaultFolder
      var generator = DatasetGenerator(
        recipe: recipe, soundbank: soundbank, root: root, indices: start..<(start + count))
      generator.jobs = workers.count
      generator.cacheByteBudget = cache << 20
      generator.overwrite = overwrite
      generator.strict = strict
      let meter = console.progressMeter(workers.progress)
      let summary: DatasetSummary
      do {
        summary = try await generator.generate { meter.show($0) }
      } catch {
        meter.clear()
        throw error
      }
      meter.clear()
      try report(summary, root, console)
    }
  }

  private func report(_ summary: DatasetSummary, _ root: String, _ console: Console) throws {
    console.tell(warnings: summary)
    console.tell(failures: summary)
    let progress = summary.progress
    let made = progress.made - progress.failed
    if progress.total == 0 {
      let held = "\(root) already holds \(progress.found == 1 ? "this" : "these") \(mixtures(progress.found))"
      console.note("\(held); nothing to make (--overwrite makes them again)")
    } else {
      let found = progress.found > 0 ? ", \(progress.found) found from an earlier run" : ""
      let failed = progress.failed > 0 ? ", \(progress.failed) of \(progress.total) failed" : ""
      console.note("\(mixtures(made)) made in \(root)\(found)\(failed)")
    }
    if progress.failed > 0 { throw ExitCode(1) }
  }

  private func mixtures(_ count: Int) -> String { count == 1 ? "1 mixture" : "\(count) mixtures" }

  func recipeSettings() throws -> [RecipeReader.Setting] {
    var settings = try recipeOptions.allSettings()
    if noAudio { settings.append(.init(keyPath: "output.audio", value: "false")) }
    if noStems { settings.append(.init(keyPath: "output.stems", value: "false")) }
    if quick { settings.append(.init(keyPath: "render.stretch", value: "soundtouch")) }
    if let meter { settings.append(.init(keyPath: "render.meter", value: meter.rawValue)) }
    return settings
  }

  /// The recipe's file name without its extension.
  private var defaultFolder: String {
    URL(fileURLWithPath: recipe).deletingPathExtension().lastPathComponent
  }
}
