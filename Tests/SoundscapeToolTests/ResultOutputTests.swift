import ArgumentParser
import Soundscape
import Testing

@testable import SoundscapeTool

/// A result that cannot be written is a failure of the command, and nothing else ends by it.
@Suite struct ResultOutputTests {
  private let full = SoundscapeError.output(path: "standard output", problem: "the disk is full")

  @Test func aLostResultIsExitStatusOne() throws {
    let full = full
    var lines = 0
    var console = Console(options: try ConsoleOptions.parse([]))
    console.results = ResultOutput { _ throws(SoundscapeError) in throw full }
    let error = #expect(throws: ExitCode.self) {
      try console.run {
        for _ in 0..<3 {
          console.results.write("a result")
          lines += 1
        }
      }
    }
    #expect(error == ExitCode(1) && lines == 3, "the work is done all the same")
  }

  @Test func whatIsWrittenIsSuccess() throws {
    var console = Console(options: try ConsoleOptions.parse([]))
    console.results = ResultOutput { _ throws(SoundscapeError) in }
    try console.run { console.results.write(["a", "b"]) }
  }

  @Test func theStatusOfTheWorkStays() throws {
    var console = Console(options: try ConsoleOptions.parse([]))
    console.results = ResultOutput { _ throws(SoundscapeError) in }
    let error = #expect(throws: ExitCode.self) { try console.run { throw ExitCode(1) } }
    #expect(error == ExitCode(1))
  }
}
