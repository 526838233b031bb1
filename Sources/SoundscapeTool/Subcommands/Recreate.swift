import ArgumentParser
import Soundscape

struct Recreate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make mixtures again from their JAMS annotations: one, or a whole data set.",
    discussion: """
      Takes data sets and single annotations, written by this program or by Scaper. A data set keeps its layout, split \
      folders, names, indices and file format, and gets a manifest, so that verify and stats work on the result. A run \
      that was stopped resumes when the same command is started again.

      Sources are looked up under --foreground and --background by label and name, then by content; without these \
      options by the path in the annotation, starting from the folders above it. An annotation that was trimmed is \
      rendered whole and cut again.

      Examples:
        soundscape generate recipe.yaml --count 20000 --no-audio --out shared
        soundscape recreate shared --out full                       # the audio of all 20,000
        soundscape recreate shared/manifest.jsonl --out full --foreground ~/sounds
        soundscape recreate demo/000000/mixture.jams --out again
        soundscape recreate musdb-like --layout folder --out events    # stems of single events again
        soundscape recreate demo --check                            # compare with the audio, write nothing
        soundscape recreate demo --set 'events[0].snr=+6' --drop 'events[1]' --out variant
      """)

  @OptionGroup var inputs: InputOptions

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var out = "recreated"

  @Option(help: "The layout of the result, such as folder or musdb (default: that of the inputs).")
  var layout: String?

  @Flag(help: "Write nothing: compare the rendered audio with the audio that each annotation names.")
  var check = false

  @Flag(name: .customLong("no-stems"), help: "Write no stems.")
  var noStems = false

  @Flag(help: "Replace the data set that the folder holds, and other files of the same names.")
  var overwrite = false

  @Flag(
    name: .customLong("allow-changed"),
    help: "Use sources that are not what they were, with a warning, and record them as they are now.")
  var allowChanged = false

  @OptionGroup var sources: SourceOptions
  @OptionGroup var edits: EditOptions
  @OptionGroup var sound: SoundOptions
  @OptionGroup var sync: SyncOptions
  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard !check || !overwrite && !noStems else {
      throw ValidationError("--check writes nothing, so --overwrite and --no-stems have no effect with it")
    }
    guard !check || layout == nil else {
      throw ValidationError("--check writes nothing, so --layout has no effect with it")
    }
    _ = try wantedLayout()
  }

  func run() throws {
    let console = Console(options: console, progress: workers.progress)
    try console.run {
      FreedMemory.keep()
      if check { try compare(console) } else { try recreate(console) }
    }
  }

  /// Any but those of archives, which export makes.
  private func wantedLayout() throws -> (any Layout)? {
    guard let layout else { return nil }
    let known = Layouts.builtIn.all.filter { !$0.isPacked }
    guard let found = known.first(where: { $0.name == layout }) else {
      let names = known.map(\.name).joined(separator: ", ")
      throw ValidationError("--layout needs one of \(names) (found \(layout))")
    }
    return found
  }

  private func recreate(_ console: Console) throws {
    var recreator = Recreator(inputs: inputs.inputs, sink: FolderSink(out, overwrite: overwrite, syncs: sync.waits))
    recreator.layout = try wantedLayout()
    recreator.edits = try edits.edits()
    recreator.meter = edits.meter
    recreator.sounds = sources.sounds
    recreator.allowsChangedSources = allowChanged
    recreator.stems = noStems ? false : nil
    recreator.jobs = workers.count
    recreator.cacheByteBudget = sound.byteBudget
    let watch = StopWatch(recreator.cancellation, console)
    let summary = try console.measure { meter in try recreator.run { meter.show($0) } }
    try console.report(summary, verb: "recreated", in: out, stoppedBy: watch.signal)
  }

  private func compare(_ console: Console) throws {
    var checker = RecreationChecker(inputs: inputs.inputs)
    checker.edits = try edits.edits()
    checker.meter = edits.meter
    checker.sounds = sources.sounds
    checker.allowsChangedSources = allowChanged
    checker.jobs = workers.count
    checker.cacheByteBudget = sound.byteBudget
    let summary = try console.measure { meter in
      try checker.run(progress: { meter.show($0) }) { verdict in
        meter.clear()
        show(verdict, console)
      }
    }
    console.inform(Self.text(of: summary))
    if !summary.isFaultless { throw ExitCode(1) }
  }

  private func show(_ verdict: RecreationChecker.Verdict, _ console: Console) {
    switch verdict.result {
    case .success(let check): console.results.write("\(verdict.path): \(check)")
    case .failure(let error): console.fail(error)
    }
  }

  static func text(of summary: RecreationChecker.Summary) -> String {
    let counts = [
      (summary.identical, "identical"), (summary.equal, "equal within rounding"), (summary.different, "different"),
      (summary.failed, "failed"), (summary.skipped, "skipped (no audio)"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "nothing to compare" : parts.joined(separator: ", ")
  }
}
