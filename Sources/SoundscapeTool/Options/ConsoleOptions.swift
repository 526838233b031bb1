import ArgumentParser

/// What is told while a command works.
struct ConsoleOptions: ParsableArguments {
  enum ProgressStyle: String, ExpressibleByArgument, CaseIterable { case json }

  @Flag(name: .shortAndLong, help: "Tell nothing but errors.")
  var quiet = false

  @Option(help: "Tell progress as JSON lines on standard error, for other programs (json).")
  var progress: ProgressStyle?
}
