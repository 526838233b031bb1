import ArgumentParser
import Soundscape

struct SoundsScan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Decode all sounds of a bank once, and keep in its index what they are.",
    discussion: """
      The index has each sound's length, rate, channels, loudness, peak, silence at its start and end, and SHA-256, and \
      the error of each damaged file. A second scan decodes only what is new or has another size or time. With an index, \
      generate begins at once, with any number of files.

      The index is in the bank's folder (.soundscape/index.sqlite); where nothing can be written there, in the user's \
      cache. A scan that is stopped keeps what it has, and the next one continues.

      Examples:
        soundscape sounds scan soundbank
        soundscape sounds scan recipe.yaml --jobs 4
      """)

  @Flag(help: "Print the summary as a line of JSON for each folder.")
  var json = false

  @OptionGroup var bank: BankOptions

  func run() throws {
    let console = Console(options: bank.console, progress: bank.workers.progress)
    try console.run {
      try bank.scan(console) { _ in
      } then: { report in
        if json {
          console.results.write(text: String(decoding: report.json, as: UTF8.self))
        } else {
          console.results.write(Self.lines(of: report))
        }
      }
    }
  }

  static func lines(of report: BankReport) -> [String] {
    let hours = FixedPoint.text(report.duration / 3_600, decimals: 2)
    var lines = ["\(report.root): \(counted(report.soundCount, "sound")), \(hours) hours"]
    let counts = [
      (report.newCount, "new"), (report.changedCount, "changed"), (report.unchangedCount, "unchanged"),
      (report.goneCount, "gone"),
    ]
    let parts = counts.filter { $0.0 > 0 || $0.1 == "new" }.map { "\($0) \($1)" }
    lines.append("  \(counted(report.fileCount, "file")): \(parts.joined(separator: ", "))")
    if report.otherCount > 0 { lines.append("  \(report.otherCount) of them not sounds") }
    let unusable = report.warnings.count + report.failures.count
    if unusable > 0 { lines.append("  \(unusable) cannot be used (soundscape sounds check names them)") }
    if let path = report.indexPath { lines.append("  index: \(path)") }
    return lines
  }
}
