import TestSupport
import Testing

@testable import Soundscape

@Suite struct JSONWriterTests {
  private func text(_ write: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter()
    write(&json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "", "plain", "quote \" backslash \\ slash /", "tab \t line \n return \r", "\u{0}\u{1F}\u{7F}", "é 𝄞 👩‍👩‍👧 \u{2028}",
    "a\r\nb", "</script>",
  ])
  func textsAreReadBack(text original: String) throws {
    let written = text { $0.value(original) }
    #expect(try JSON(Array(written.utf8)) == .text(original))
    #expect(written.utf8.allSatisfy { $0 >= 0x20 }, "control characters are escaped")
  }

  @Test func escapesAreTheShortestOfTheirKind() {
    #expect(text { $0.value("a\"b\\c\n") } == #""a\"b\\c\u000a""#)
  }

  /// The shortest text that reads back to the same bits.
  @Test func doublesAreReadBackToTheBit() throws {
    var generator = SmallGenerator(seed: 11)
    var values = [0.1, 1.0 / 3, 1e-300, 1.797_693_134_862_315_7e308, 123_456_789.123_456_78, -0.0, 5, 1e21]
    // Finite patterns of all sizes; not the least ones, which a process may flush to zero.
    for _ in 0..<500 {
      let value = Double(bitPattern: generator.next())
      if value.isNormal { values.append(value) }
    }
    #expect(values.count > 400)
    let written = text { $0.value(values) }
    let read = try #require(try JSON(Array(written.utf8)).list)
    for (value, back) in zip(values, read) {
      #expect(back.number == value, "\(value)")
    }
  }

  @Test func whatJSONCannotHoldIsNull() {
    #expect(text { $0.value([Double.nan, .infinity, -.infinity]) } == "[null, null, null]")
    #expect(text { $0.value(nil as String?) } == "null")
    #expect(text { $0.value([1.5, nil] as [Double?]) } == "[1.5, null]")
  }

  @Test func containersNest() throws {
    let written = text { json in
      json.object(spread: true) { json in
        json.member("a", 1)
        json.key("b")
        json.array { json in
          json.value(true)
          json.object { _ in }
          json.array(spread: true) { _ in }
          json.object { $0.member("c", "d") }
        }
        json.key("e")
        json.array(spread: true) { json in
          json.value(1)
          json.value([2, 3])
        }
      }
    }
    #expect(
      written == """
        {
          "a": 1,
          "b": [true, {}, [], {"c": "d"}],
          "e": [
            1,
            [2, 3]
          ]
        }
        """)
    let read = try JSON(Array(written.utf8))
    #expect(read["b"]?[3]?["c"] == .text("d") && read["b"]?[0] == .bool(true))
  }

  @Test func linesOfValues() {
    let written = text { json in
      for i in 0..<3 {
        json.object { $0.member("i", i) }
        json.endLine()
      }
    }
    #expect(written == "{\"i\": 0}\n{\"i\": 1}\n{\"i\": 2}\n")
  }
}
