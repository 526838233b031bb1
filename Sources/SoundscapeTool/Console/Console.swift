import ArgumentParser
import Foundation
import Soundscape

/// A failure of the work that the library has no word for.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Standard error: the only place where the program talks about what it does.
struct Console {
  let options: ConsoleOptions

  /// Runs a command's work; an error becomes one line and exit status 1.
  func failingPlainly(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let error where !(error is ExitCode) && !(error is ValidationError) {
      fail("\(error)")
      throw ExitCode(1)
    }
  }

  func fail(_ message: String) { write("error: \(message)\n") }

  func warn(_ message: String) { if !options.quiet { write("warning: \(message)\n") } }

  func note(_ message: String) { if !options.quiet { write("\(message)\n") } }

  /// The warnings of a run, counted by kind, with one of each kind as an example.
  func tell(warnings summary: DatasetSummary) {
    for (kind, count) in summary.warnings.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
      let example = summary.examples[kind].map { " (e.g. \($0))" } ?? ""
      warn("\(count) × \(kind.rawValue)\(example)")
    }
  }

  /// What failed: each error once, with how many mixtures it struck; a run that fails everywhere does not flood.
  func tell(failures summary: DatasetSummary) {
    let failures = summary.failures.map { (message: $0.key, indices: $0.value.sorted()) }
      .sorted { $0.indices[0] < $1.indices[0] }
    for (message, indices) in failures.prefix(Self.mostFailures) {
      let others = indices.count > 1 ? " and \(indices.count - 1) more" : ""
      fail("mixture \(indices[0])\(others): \(message)")
    }
    let rest = failures.dropFirst(Self.mostFailures)
    guard !rest.isEmpty else { return }
    let mixtures = rest.reduce(0) { $0 + $1.indices.count }
    fail("\(rest.count) other errors in \(mixtures) mixtures; the manifest has each")
  }

  private static let mostFailures = 10

  func progressMeter(_ style: ProgressStyle?) -> ProgressMeter {
    if style == .json { return ProgressMeter(style: .json) }
    return ProgressMeter(style: options.quiet || isatty(STDERR_FILENO) == 0 ? .none : .bar)
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
