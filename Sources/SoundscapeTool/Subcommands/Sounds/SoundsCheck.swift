import ArgumentParser
import Soundscape

struct SoundsCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Decode every sound of a bank to its end, and name all that are damaged.",
    discussion: """
      Prints a line for each sound that cannot be used, with the reason. What the index knows by size and time is not \
      decoded again, unless --all; what is decoded goes into the index. Exit status 1 when there is any such sound: \
      generate --skip-damaged makes a data set without them.

      Examples:
        soundscape sounds check soundbank
        soundscape sounds check recipe.yaml --all --json
      """)

  @Flag(help: "Decode also what the index knows.")
  var all = false

  @Flag(help: "Print a line of JSON for each sound that cannot be used, and one for the summary of each folder.")
  var json = false

  @OptionGroup var bank: BankOptions

  func run() throws {
    let console = Console(options: bank.console, progress: bank.workers.progress)
    try console.run {
      var isFaultless = true
      try bank.scan(console) { scan in
        scan.examinesAll = all
        // To check a bank is possible wherever it can be read.
        scan.needsNoIndex = true
      } then: { report in
        isFaultless = isFaultless && report.isFaultless
        if json {
          console.results.write(text: String(decoding: report.damagedJSON + report.json, as: UTF8.self))
        } else {
          console.results.write(Self.lines(of: report))
        }
      }
      if !isFaultless { throw ExitCode(1) }
    }
  }

  static func lines(of report: BankReport) -> [String] {
    let damaged = report.warnings.map { "\($0.subject): \($0.reason)" } + report.failures.map { "\($0)" }
    let count = damaged.isEmpty ? "all can be decoded to their ends" : "\(damaged.count) cannot be used"
    return damaged + ["\(report.root): \(counted(report.soundCount + damaged.count, "sound")), \(count)"]
  }
}
