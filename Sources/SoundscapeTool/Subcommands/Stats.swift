import ArgumentParser
import Soundscape

struct Stats: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Describe a data set: what was altered, how closely it follows its recipe, how balanced it is.",
    discussion: """
      Reads the manifest and every annotation, no audio. For each numeric field of each event spec, D is the \
      Kolmogorov–Smirnov distance of its values from the distribution that the recipe asks for: 0 when they agree, \
      1 when they have nothing in common. A * marks a distance above its critical value (p = 0.001). \
      "Within" is the distance of the draws from the part of the distribution that each was confined to, as \
      fit: conditional does: it stays small where draws are unbiased.

      Examples:
        soundscape stats demo
        soundscape stats demo --json > statistics.json
      """)

  @Argument(help: "The data set: its folder, or its manifest.jsonl.", completion: .directory)
  var dataset: String

  @Flag(help: "Print everything as one JSON document.")
  var json = false

  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(options: console, progress: workers.progress)
    try console.run {
      var reader = StatisticsReader(dataset)
      reader.jobs = workers.count
      let statistics = try console.measure { meter in try reader.run { meter.show($0) } }
      if json {
        console.results.write(text: String(decoding: statistics.json, as: UTF8.self))
      } else {
        console.results.write(text: StatisticsText(columns: TextTable.terminalColumns).text(of: statistics) + "\n")
      }
    }
  }
}
