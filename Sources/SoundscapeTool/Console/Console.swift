import ArgumentParser
import Soundscape

/// A failure of the work that the library has no word for.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Standard error: the only place where the program talks about what it does.
struct Console {
  let options: ConsoleOptions
  /// How it is all written for another program; nil for a person.
  var progress: ProgressStyle?
  /// Where the command's results go.
  var results = ResultOutput()

  /// Runs a command's work; an error becomes one line and exit status 1, and so does a result that cannot be written.
  func run(_ work: () throws -> Void) throws {
    do {
      do { try work() } catch let status as ExitCode {
        try results.finish()
        throw status
      }
      try results.finish()
    } catch let error where !(error is ExitCode) && !(error is ValidationError) {
      fail(error)
      throw ExitCode(1)
    }
  }

  /// Runs work that reports progress; the bar is off the screen when it ends.
  ///
  /// - Parameter unit: what is counted.
  func measure<Made>(_ unit: String = "mixtures", _ work: (ProgressMeter) throws -> Made) rethrows -> Made {
    let meter = ProgressMeter(style: progress == .json ? .json : showsMotion ? .bar : .none, unit: unit)
    defer { meter.clear() }
    return try work(meter)
  }

  func fail(_ error: any Error) { fail("\(error)", advice: (error as? SoundscapeError)?.advice) }

  func fail(_ message: String, advice: Advice? = nil) {
    write(.error, message + (advice.map { "; \($0.text)" } ?? ""))
  }

  func warn(_ message: String) { if !options.quiet { write(.warning, message) } }

  /// Says what came of the work.
  func inform(_ message: String) { if !options.quiet { write(.summary, message) } }

  /// Whether what changes on the screen can be shown.
  var showsMotion: Bool { progress == nil && !options.quiet && Terminal.showsErrors }

  private func write(_ kind: ConsoleLine.Kind, _ message: String) {
    StandardStreams.writeError(ConsoleLine(kind, message).text(as: progress))
  }
}
