import ArgumentParser
import Soundscape

/// The bank whose sounds are meant.
struct BankOptions: ParsableArguments {
  @Argument(
    help: "A folder of sounds, with all folders below it; or a recipe, for the folders of its soundbank.",
    completion: .file())
  var bank: String

  @Option(name: .shortAndLong, help: "How many files to work on at once (default: one per available processor).")
  var jobs: Int?

  @Option(
    help: """
      Write standard error for other programs: each line is an object of JSON, whose type is progress, warning, error \
      or summary (json).
      """)
  var progress: ProgressStyle?

  @OptionGroup var console: ConsoleOptions

  var count: Int { jobs ?? min(Processors.available, WorkerThreads.most) }

  func validate() throws {
    guard (1...WorkerThreads.most).contains(count) else {
      throw ValidationError("--jobs needs 1 to \(WorkerThreads.most) (found \(count))")
    }
  }

  /// Scans all folders of the bank, one after another.
  func scan(
    _ console: Console, set: (inout BankScan) -> Void, then report: (BankReport) throws -> Void
  ) throws {
    for root in try BankFolders.folders(of: bank) {
      var scan = BankScan(root)
      scan.jobs = count
      set(&scan)
      try report(
        try console.measure(unit: "files") { meter in
          try scan.run { progress in meter.show(progress) }
        })
    }
  }
}
