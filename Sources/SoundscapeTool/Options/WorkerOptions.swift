import ArgumentParser
import Soundscape

/// How much is worked on at once, and how progress is reported to other programs.
struct WorkerOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "How many mixtures or files to work on at once (default: one per processor).")
  var jobs: Int?

  @Option(
    help: """
      Write standard error for other programs: each line is an object of JSON, whose type is progress, warning, error \
      or summary (json).
      """)
  var progress: ProgressStyle?

  var count: Int { jobs ?? min(Processors.available, WorkerThreads.most) }

  func validate() throws {
    guard (1...WorkerThreads.most).contains(count) else {
      throw ValidationError("--jobs needs 1 to \(WorkerThreads.most) (found \(count))")
    }
  }
}
