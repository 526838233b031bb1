import ArgumentParser
import Soundscape

struct Trim: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cut mixtures, their stems and their annotations to a range of time.",
    discussion: """
      Takes data sets and single annotations. A data set keeps its layout, split folders, names, indices and file \
      format, and gets a manifest. Each annotation keeps what was drawn and records the cut, so that recreate makes the \
      trimmed audio again. A run that was stopped resumes when the same command is started again.

      Examples:
        soundscape trim demo/000000/mixture.jams --from 1 --to 3.5 --out trimmed
        soundscape trim demo --from 0 --to 4 --out four-seconds
        soundscape trim take.jams --audio take.flac --from 1 --to 2 --out trimmed
      """)

  @OptionGroup var inputs: InputOptions

  @Option(help: ArgumentHelp("Where the range begins.", valueName: "seconds"))
  var from: Double

  @Option(help: ArgumentHelp("Where the range ends.", valueName: "seconds"))
  var to: Double

  @Option(
    help: "The mixture of a single JAMS file (default: the one that the annotation names).", completion: .file())
  var audio: String?

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var out: String

  @Flag(help: "Replace the data set that the folder holds, and other files of the same names.")
  var overwrite = false

  @OptionGroup var sync: SyncOptions
  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard from.isFinite, to.isFinite, from >= 0, from < to else {
      throw ValidationError("--from and --to need 0 ≤ from < to (found \(from), \(to))")
    }
  }

  func run() throws {
    let console = Console(options: console, progress: workers.progress)
    try console.run {
      var trimmer = Trimmer(
        inputs: inputs.inputs, to: from..<to, sink: FolderSink(out, overwrite: overwrite, syncs: sync.waits))
      trimmer.audio = audio
      trimmer.jobs = workers.count
      let watch = StopWatch(trimmer.cancellation, console)
      let summary = try console.measure { meter in try trimmer.run { meter.show($0) } }
      try console.report(summary, verb: "trimmed", in: out, stoppedBy: watch.signal)
    }
  }
}
