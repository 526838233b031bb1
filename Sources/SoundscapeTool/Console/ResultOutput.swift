import ArgumentParser
import Soundscape

/// Standard output: where results go, and nothing else.
///
/// What cannot be written ends nothing: the work is done and its result is lost, so that `finish` reports it.
final class ResultOutput: Sendable {
  typealias Write = @Sendable (String) throws(SoundscapeError) -> Void

  private let failure = Lock<SoundscapeError?>(nil)
  private let writeText: Write

  init(_ write: @escaping Write = { (text) throws(SoundscapeError) in try StandardStreams.writeOutput(text) }) {
    writeText = write
  }

  /// Writes lines for a person at once, from any thread; characters that would change a terminal are escaped.
  func write(_ lines: [String]) {
    if lines.isEmpty { return }
    write(text: lines.map { printable($0) + "\n" }.joined())
  }

  func write(_ line: String) { write([line]) }

  /// Writes a text as it is: lines for programs.
  func write(text: String) {
    failure.withLock { failure in
      // After a failure the rest would be a result with a hole in it.
      if failure != nil { return }
      do throws(SoundscapeError) { try writeText(text) } catch { failure = error }
    }
  }

  /// *Throws:* what kept a part of the results from being written.
  func finish() throws { if let failure = failure.withLock({ $0 }) { throw failure } }
}
