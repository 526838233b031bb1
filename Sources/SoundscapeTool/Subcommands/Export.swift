import ArgumentParser
import Soundscape

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lay a data set out as other programs read it, or write tables of it.",
    discussion: """
      Nothing is rendered: files are copied, or linked with --link, and stems that hold several events are added up from \
      those that there are, exactly. The result is a data set too, with a manifest and annotations, which verify, \
      stats and recreate read. A run that was stopped resumes when the same command is started again.

      Layouts (--as):
        folder, scaper       as generate writes them
        musdb, demucs        a folder for each track with a file for each label
        sources              a folder for each label (nussl's MixSourceFolder)
        librimix             mix_clean, mix_both, mix_single, s1, s2, noise and tables for asteroid
        librimix-min         the same, cut to the time in which all sources sound
        kaldi                wav.scp, text, utt2spk, spk2utt, utt2dur; spk1.scp and noise1.scp for ESPnet
        desed                sound by split, and tables of strong and weak labels and of durations
        audiofolder          Hugging Face: metadata.jsonl for each split
        webdataset           tar archives of 1,000 mixtures; soundscape unpack opens them again
        audacity             mixture, stems and labels that open together

      Tables (--as), which name the files of the data set where it is:
        jsonl, csv           mixtures and events, one row for each
        labels               strong labels, weak labels and durations for each split

      Examples:
        soundscape export demo --as musdb --out demo-musdb --link
        soundscape export demo --as csv --out tables
        soundscape export demo --as labels --bounds measured --merge desed --out labels
      """)

  @Argument(help: "The data set: its folder, or its manifest.jsonl.", completion: .directory)
  var dataset: String

  @Option(name: .customLong("as"), help: "The layout, or the kind of tables.")
  var form: String

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var out: String

  @Flag(help: "Let both data sets have the same files on the disk, where they can: changing one changes the other.")
  var link = false

  @Flag(
    name: .customLong("absolute-paths"),
    help: "Name files by absolute paths in annotations and lists, for readers that start elsewhere.")
  var absolutePaths = false

  @Flag(help: "Replace the data set or the tables that the folder holds.")
  var overwrite = false

  @OptionGroup(title: "Archives") var archives: ArchiveOptions
  @OptionGroup(title: "Tables of labels") var labels: LabelTableOptions
  @OptionGroup var sync: SyncOptions
  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  /// What `--as` can name.
  private enum Target {
    case layout(any Layout)
    case tables(TableExporter.Form)
  }

  func validate() throws { _ = try target() }

  func run() throws {
    let console = Console(options: console, progress: workers.progress)
    try console.run {
      switch try target() {
      case .layout(let layout):
        var exporter = Exporter(inputs: [dataset], as: layout, to: out)
        exporter.links = link
        exporter.overwrites = overwrite
        exporter.syncs = sync.waits
        exporter.shardSize = archives.shardSize ?? PackedShard.usualSize
        exporter.upload = try archives.shardUpload()
        exporter.absolutePaths = absolutePaths ? true : nil
        exporter.jobs = workers.count
        let watch = StopWatch(exporter.cancellation, console)
        let summary = try console.measure { meter in try exporter.run { meter.show($0) } }
        try console.report(summary, verb: "laid out", in: out, stoppedBy: watch.signal)
      case .tables(let form):
        var exporter = TableExporter(dataset, as: form, to: out)
        exporter.overwrites = overwrite
        let files = try console.measure { meter in try exporter.run { meter.show($0) } }
        for file in files { console.inform("wrote \(file)") }
      }
    }
  }

  private func target() throws -> Target {
    switch form {
    case "jsonl": return .tables(.jsonLines)
    case "csv": return .tables(.csv)
    case "labels": return .tables(.labels(labels.options))
    default:
      if let layout = Layouts.builtIn.all.first(where: { $0.name == form }) { return .layout(layout) }
      let names = Layouts.builtIn.all.map(\.name) + ["jsonl", "csv", "labels"]
      throw ValidationError("--as needs \(Export.listed(names)) (found \(form))")
    }
  }

  private static func listed(_ names: [String]) -> String {
    names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}
