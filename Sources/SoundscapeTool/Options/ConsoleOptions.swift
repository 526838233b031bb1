import ArgumentParser

/// What is told while a command works.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Tell nothing but errors.")
  var quiet = false
}

/// How progress is told to other programs.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable { case json }
