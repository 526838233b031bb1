import ArgumentParser
import Soundscape

/// How much is worked on at once, and how progress is reported to other programs.
struct WorkerOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "How many mixtures to work on at once (default: one per available processor).")
  var jobs: Int?

  @Option(help: "Report progress as JSON lines on standard error, for other programs (json).")
  var progress: ProgressStyle?

  var count: Int { jobs ?? Processors.available }

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs needs 1 or more (found \(jobs))") }
  }
}
