import Soundscape
import Testing

@testable import SoundscapeTool

/// What is written on standard error: lines that a terminal can show, or objects of JSON.
@Suite struct ConsoleLineTests {
  private static let name = "a\u{1b}[31m\nb\t\u{202E}c\u{7F}.wav"

  @Test func aPersonSeesNoControlCharacters() {
    let text = ConsoleLine(.warning, Self.name).text(as: nil)
    #expect(text == "warning: a\\u{1b}[31m\\nb\\t\\u{202e}c\\u{7f}.wav\n")
    #expect(ConsoleLine(.summary, "2 mixtures made in a").text(as: nil) == "2 mixtures made in a\n")
  }

  @Test func aProgramReadsAnObjectALine() {
    #expect(
      ConsoleLine(.error, "a\n\"b\"").text(as: .json) == "{\"type\": \"error\", \"message\": \"a\\u000a\\\"b\\\"\"}\n")
    #expect(ConsoleLine(.summary, Self.name).text(as: .json).split(separator: "\n").count == 1)
  }

  @Test func whatIsAskedForIsFoundInArguments() {
    #expect(ProgressStyle.asked(by: ["s", "generate", "--progress", "json", "--nonsense"]) == .json)
    #expect(ProgressStyle.asked(by: ["s", "--progress=json"]) == .json)
    #expect(ProgressStyle.asked(by: ["s", "json", "--progress"]) == nil)
  }

  @Test func resultsForAPersonAreEscaped() throws {
    let written = Lock("")
    let results = ResultOutput { text throws(SoundscapeError) in written.withLock { $0 += text } }
    results.write(["a\u{1b}b", "c"])
    results.write(text: "{\"a\": \"\u{202E}\"}\n")
    #expect(written.withLock { $0 } == "a\\u{1b}b\nc\n{\"a\": \"\u{202E}\"}\n")
  }

  @Test func tablesAreEscaped() {
    var table = TextTable([.init(title: "", alignment: .left)])
    table.add(["a\u{1b}\nb"])
    #expect(table.lines(columns: 80) == ["  a\\u{1b}\\nb"])
  }
}
