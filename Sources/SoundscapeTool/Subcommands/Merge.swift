import ArgumentParser
import Soundscape

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the parts of a data set together that generate --shard made.",
    discussion: """
      The folder holds a folder part-K-of-N for each part; those that other machines made are copied there first. Files \
      are moved, not copied, and the result is what a single run makes, byte for byte. Everything is checked before \
      anything is moved: that no part is missing or unfinished, and that all are of one run.

      A merge that was stopped continues when the same command is started again.

      Examples:
        soundscape generate recipe.yaml --count 1000000 --shard 1/2 --out big     # on one machine
        soundscape generate recipe.yaml --count 1000000 --shard 2/2 --out big     # on another
        soundscape merge big
      """)

  @Argument(help: "The folder that holds the parts.", completion: .directory)
  var folder: String

  @OptionGroup var sync: SyncOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(options: console)
    try console.run {
      var merger = PartMerger(folder)
      merger.syncs = sync.waits
      let summary = try console.measure { meter in try merger.run { meter.show($0) } }
      for left in summary.left { console.warn("\(left): holds files that belong to no mixture; they stay there") }
      console.inform(text(of: summary))
    }
  }

  private func text(of summary: PartMerger.Summary) -> String {
    let whole = "\(folder) holds \(counted(summary.mixtures, "mixture"))"
    let failed = summary.failed > 0 ? ", \(summary.failed) of them failed when they were to be made" : ""
    guard summary.parts > 0 else { return "\(whole)\(failed): its parts are already merged" }
    return "\(counted(summary.parts, "part")) merged: \(whole)\(failed)"
  }
}
