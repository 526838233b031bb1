import ArgumentParser
import Foundation
import Soundscape

struct Stats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what a data set is like: what was altered, how well it keeps to its recipe, how balanced it is.",
    discussion: """
      Reads the manifest and every annotation, no audio. For each numeric field of each event spec, D is the \
      Kolmogorov–Smirnov distance of its values from the distribution that the recipe asks for: 0 when they are alike, \
      1 when they have nothing in common. Above the critical value beside it (p = 0.001) it is marked with a *. \
      "Within" is the distance of the draws from the part of the distribution that each was confined to, as \
      fit: conditional does: it stays small where draws are unbiased.

      Examples:
        soundscape stats demo
        soundscape stats demo --json > statistics.json
      """)

  @Argument(help: "The folder of a data set, or its manifest.jsonl.", completion: .directory)
  var dataset: String

  @Flag(help: "Tell everything as one JSON document.")
  var json = false

  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    let console = Console(options: console)
    try await console.failingPlainly {
      let meter = console.progressMeter(workers.progress)
      defer { meter.clear() }
      let statistics = try await DatasetStatistics.read(
        dataset, jobs: workers.count
      ) { meter.show($0) }
      meter.clear()
      if json {
        print(String(decoding: statistics.json, as: UTF8.self), terminator: "")
      } else {
        print(StatisticsText(columns: TextTable.terminalColumns).text(of: statistics))
      }
    }
  }
}
