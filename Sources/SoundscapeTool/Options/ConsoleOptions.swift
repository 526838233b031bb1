import ArgumentParser

/// What is printed while a command works.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false
}

/// How progress is reported to other programs.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable { case json }
