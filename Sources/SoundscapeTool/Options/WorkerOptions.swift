import ArgumentParser
import Soundscape

/// How much is worked on at once, and how progress is reported to other programs.
struct WorkerOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "How many mixtures to work on at once (default: one per available processor).")
  var jobs: Int?

  @Option(help: "Report progress as JSON lines on standard error, for other programs (json).")
  var progress: ProgressStyle?

  var count: Int { jobs ?? min(Processors.available, WorkerThreads.most) }

  func validate() throws {
    guard (1...WorkerThreads.most).contains(count) else {
      throw ValidationError("--jobs needs 1 to \(WorkerThreads.most) (found \(count))")
    }
  }
}
