import ArgumentParser
import Soundscape

struct SoundsImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Copy, link or convert sounds into a bank.",
    discussion: """
      The tree below each given folder is kept. A file that already is what is asked for is copied, or linked with \
      --link; others are converted. Without options for the form, every file that soundscape reads stays as it is. What \
      it does not read (m4a, mp4, WebM, WMA) is decoded by the program ffmpeg, where that is installed. A song in stems \
      (.stem.mp4) becomes a file a stem: mixture, drums, bass, other, vocals.

      Run it again to import what is new: what is there and unchanged is left as it is. A file that was not imported is \
      not replaced without --overwrite. BANK/import.jsonl lists each file with its source. Damaged files are reported, \
      the others are imported, and the exit status is 1.

      Examples:
        soundscape sounds import recordings --into bank
        soundscape sounds import musdb18/train --into bank/train --format wav --samples pcm16
        soundscape sounds import speech noise.m4a --into bank --label noise --rate 16000 --channels 1
      """)

  @Argument(help: "Files and folders.", completion: .file())
  var inputs: [String]

  @Option(help: ArgumentHelp("The folder that they are brought into.", valueName: "bank"), completion: .directory)
  var into: String

  @Option(help: "A folder of the bank for all of them.")
  var label: String?

  @OptionGroup var form: ConversionOptions

  @Flag(help: "Link to files that need no conversion, instead of copying them.")
  var link = false

  @Option(
    help: ArgumentHelp(
      "Where the stems of a song go, of <label>, <song> and <folder> (its folder below the given one).",
      valueName: "pattern"))
  var stemNames = StemFile.usualNames

  @Option(help: ArgumentHelp("The program that decodes other formats.", valueName: "program"), completion: .file())
  var ffmpeg = "ffmpeg"

  @Flag(help: "Replace files that are in the way.")
  var overwrite = false

  @Flag(help: "Print what would be done, a line for each file, and change nothing.")
  var dryRun = false

  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if let problem = StemFile.problem(ofNames: stemNames) { throw ValidationError("--stem-names \(problem)") }
  }

  func run() throws {
    let console = Console(options: console, progress: workers.progress)
    try console.run {
      let summary = try console.measure(unit: "files") { meter in
        let report: SoundImporter.Report = { console.report($0, meter) }
        let plan = try importer.plan(report: report)
        if dryRun {
          console.results.write(plan.lines)
          return plan.forecast
        }
        return try plan.run(report: report) { meter.show($0) }
      }
      console.inform(text(of: summary))
      if summary.failed > 0 { throw ExitCode(1) }
    }
  }

  private var importer: SoundImporter {
    var importer = SoundImporter(inputs, into: into)
    importer.label = label
    importer.conversion = form.conversion
    importer.transfer = link ? .link : .copy
    importer.stemNames = stemNames
    importer.overwrites = overwrite
    importer.ffmpeg = ffmpeg
    importer.jobs = workers.count
    return importer
  }

  private func text(of summary: SoundImporter.Summary) -> String {
    let counts = [
      (summary.copied, "copied"), (summary.linked, "linked"), (summary.converted, "converted"),
      (summary.found, "there already"), (summary.failed, "failed"), (summary.ignored, "left out: not sounds"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let start = dryRun ? "\(into), if this were not a dry run" : into
    return parts.isEmpty ? "\(start): no files" : "\(start): \(parts.joined(separator: ", "))"
  }
}
