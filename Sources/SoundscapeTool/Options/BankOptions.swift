import ArgumentParser
import Soundscape

/// The bank whose sounds are meant.
struct BankOptions: ParsableArguments {
  @Argument(
    help: "A folder of sounds, with all folders below it; or a recipe, for the folders of its soundbank.",
    completion: .file())
  var bank: String

  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  /// Scans all folders of the bank, one after another.
  func scan(
    _ console: Console, set: (inout BankScan) -> Void, then report: (BankReport) throws -> Void
  ) throws {
    for root in try BankFolders.folders(of: bank) {
      var scan = BankScan(root)
      scan.jobs = workers.count
      set(&scan)
      try report(
        try console.measure(unit: "files") { meter in
          try scan.run { progress in meter.show(progress) }
        })
    }
  }
}
