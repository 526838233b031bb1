import ArgumentParser
import Soundscape

struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw mixtures from a recipe and write them with stems and annotations.",
    discussion: """
      Each mixture has its own folder: mixture.wav, stems/<label>.wav, mixture.jams and labels.txt; manifest.jsonl \
      lists all files with their digests. The stems add up to the mixture exactly, in float, 16, 24 or 32 bits.

      A run that was stopped resumes when the same command is started again. Ctrl-C (SIGINT) and SIGTERM finish the \
      mixtures that are being made and leave a whole data set of what is there; the exit status is then 130 or 143. A \
      second signal ends at once. The same recipe and seed give the same bytes, with any number of jobs and of parts \
      (--shard).

      Sound files that are damaged or cannot be read are skipped, with a warning and a note in the manifest; the \
      exit status is 3 if nothing else failed.

      Examples:
        soundscape example incoherent > incoherent.yaml
        soundscape generate incoherent.yaml --count 10 --out demo
        soundscape generate incoherent.yaml --count 100000 --dry-run
        soundscape generate incoherent.yaml --count 100000 --shard 2/8 --out big   # then merge big
        soundscape generate incoherent.yaml --set sample_rate=16000 --set 'events[vocals].snr=3' --seed 7
      """)

  @Argument(help: "The recipe: a YAML or JSON file.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var recipe: String

  @Option(
    name: .shortAndLong, help: "How many mixtures to make (default: 10, or all that the recipe's compositions list).")
  var count: Int?

  @Option(help: "The index of the first mixture.")
  var start = 0

  @Option(
    name: .shortAndLong, help: "The folder to write to (default: the recipe's name, in the current folder).",
    completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Make only part K of N, in a folder part-K-of-N of its own; soundscape merge puts the parts together.",
      valueName: "K/N"))
  var shard: String?

  @Flag(help: "Replace the data set that the folder holds, and other files of the same names.")
  var overwrite = false

  @Flag(name: .customLong("dry-run"), help: "Show what would be made and what it would take; make nothing.")
  var dryRun = false

  @Flag(name: .customLong("no-audio"), help: "Write only annotations; recreate makes the audio later.")
  var noAudio = false

  @Flag(name: .customLong("no-stems"), help: "Write no stems.")
  var noStems = false

  @Option(
    name: .customLong("shard-width"),
    help: ArgumentHelp(
      "Put mixtures into folders of 10 to the power of this many, as 000/000042 for 3: for millions of mixtures.",
      valueName: "digits"))
  var shardWidth: Int?

  @Flag(help: "Shift and stretch with SoundTouch: many times faster, but rougher on sustained tones.")
  var quick = false

  @Option(
    help: ArgumentHelp(
      "What shifts and stretches: soundscape, our own, is many times faster than rubberband.", valueName: "engine"))
  var stretch: StretchEngine?

  @Option(help: "What measures loudness: soundscape or libebur128, the reference, which is slower.")
  var meter: RenderOptions.Meter?

  @Flag(help: "Treat warnings as failures: mixtures that come with one are not written.")
  var strict = false

  @Flag(
    name: .customLong("skip-damaged"),
    help: ArgumentHelp(
      "Leave out the sounds that cannot be decoded to their ends, with a warning each.",
      discussion: """
        The manifest names them. Sounds that the bank's index does not know are decoded first: see soundscape sounds check.
        """))
  var skipDamaged = false

  @Flag(
    name: .customLong("allow-changed"),
    help: "Resume although sources changed since the first mixtures were made; the new ones use them as they are now.")
  var allowChanged = false

  @Flag(
    name: .customLong("retry-failed"),
    help: "Make mixtures again that failed in an earlier run; without it, only those that are missing are made.")
  var retryFailed = false

  @OptionGroup(title: "Archives") var archives: ArchiveOptions
  @OptionGroup var recipeOptions: RecipeOptions
  @OptionGroup var sound: SoundOptions
  @OptionGroup var sync: SyncOptions
  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if quick && stretch != nil { throw ValidationError("--quick is --stretch soundtouch: give only one of them") }
    let count = count ?? Self.usualCount
    guard count > 0 else { throw ValidationError("--count needs 1 or more (found \(count))") }
    guard start >= 0 else { throw ValidationError("--start needs 0 or more (found \(start))") }
    let most = RecipeLimits.mostMixtures
    guard count <= most, start <= most - count else {
      throw ValidationError("--start and --count together need \(most) or less (found \(start) and \(count))")
    }
    _ = try recipeOptions.allSettings()
    if let shard {
      guard let part = Shard(shard) else {
        throw ValidationError("--shard needs K/N with K from 1 to N, such as 2/4 (found '\(shard)')")
      }
      guard part.count <= count else {
        throw ValidationError("--shard: \(part.count) parts of \(counted(count, "mixture")) leave some without any")
      }
    }
    let widths = OutputOptions.shardWidths
    if let shardWidth, !widths.contains(shardWidth) {
      throw ValidationError("--shard-width needs \(widths.lowerBound) to \(widths.upperBound) (found \(shardWidth))")
    }
  }

  func run() throws {
    let console = Console(options: console, progress: workers.progress)
    try console.run {
      var recipe = try RecipeReader.read(file: recipe, settings: recipeSettings())
      // Not a setting: annotations name the same recipe with sound and without.
      if noAudio { recipe.output.audio = false }
      let scan = console.scan(recipe.soundbank, jobs: workers.count, skipsDamaged: skipDamaged)
      console.report(scan)
      let soundbank = try scan.get()
      if strict, !scan.warnings.isEmpty { throw Failure("--strict: the soundbank has warnings") }
      let engine = try Engine(recipe: recipe, soundbank: soundbank, cacheByteBudget: sound.byteBudget)
      let whole =
        start..<(start + (count ?? recipe.compositions.map { max(1, $0.rows.count - start) } ?? Self.usualCount))
      for warning in engine.warnings { console.warn("\(warning)") }
      if dryRun {
        let part = shard.flatMap { Shard($0) }.map { DatasetPart($0, of: whole) }
        try forecast(engine, part?.indices ?? whole, console.results)
        return try console.endWithout(scan.skipped)
      }

      FreedMemory.keep()
      let root = out ?? defaultFolder
      var maker = DatasetMaker(engine: engine, indices: whole, folder: root)
      maker.shard = shard.flatMap { Shard($0) }
      maker.overwrites = overwrite
      maker.syncs = sync.waits
      maker.jobs = workers.count
      maker.isStrict = strict
      maker.allowsChangedSources = allowChanged
      maker.retriesFailed = retryFailed
      maker.upload = try archives.shardUpload()
      let watch = StopWatch(maker.cancellation, console)
      let summary = try console.measure { meter in try maker.run { meter.show($0) } }
      let place = maker.place.map { Path.join(root, $0) } ?? root
      try console.report(summary, verb: "made", in: place, stoppedBy: watch.signal)
      try console.endWithout(scan.skipped)
    }
  }

  private static let usualCount = 10

  private func forecast(_ engine: Engine, _ indices: Range<Int>, _ results: ResultOutput) throws {
    var forecaster = DatasetForecaster(engine: engine, indices: indices)
    forecaster.jobs = workers.count
    let forecast = try forecaster.run()
    results.write(ForecastReport(forecast: forecast, jobs: workers.count).lines)
  }

  func recipeSettings() throws -> [RecipeReader.Setting] {
    var settings = try recipeOptions.allSettings()
    if noStems { settings.append(.init(keyPath: "output.stems", value: "false")) }
    if let shardWidth { settings.append(.init(keyPath: "output.shard_width", value: "\(shardWidth)")) }
    if quick { settings.append(.init(keyPath: "render.stretch", value: "soundtouch")) }
    if let stretch { settings.append(.init(keyPath: "render.stretch", value: stretch.rawValue)) }
    if let size = archives.shardSize { settings.append(.init(keyPath: "output.shard_size", value: "\(size)")) }
    if let meter { settings.append(.init(keyPath: "render.meter", value: meter.rawValue)) }
    return settings
  }

  /// The recipe's file name without its extension.
  private var defaultFolder: String {
    Path.stem(of: Path.name(of: recipe))
  }
}
