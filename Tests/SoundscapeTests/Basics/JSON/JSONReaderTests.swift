import Foundation
import TestSupport
import Testing

@testable import Soundscape

@Suite struct JSONReaderTests {
  /// Foundation's reading, which tries whole numbers first: as doubles it refuses some that are zero, such as `0e1`.
  private struct Reading: Decodable {
    var json: JSON

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let whole = try? container.decode(Int.self) {
        json = .number(Double(whole))
      } else if let list = try? container.decode([Reading].self) {
        json = .list(list.map(\.json))
      } else if let members = try? container.decode([String: Reading].self) {
        json = .object(members.mapValues(\.json))
      } else {
        json = try container.decode(JSON.self)
      }
    }
  }

  /// Foundation's reading of the same text; nil where it refuses.
  private func foundation(_ text: some Sequence<UInt8>) -> JSON? {
    try? JSONDecoder().decode(Reading.self, from: Data(text)).json
  }

  private func ours(_ text: some Sequence<UInt8>) -> JSON? { (try? JSONTree(json: text)).map(json) }

  private func json(_ tree: JSONTree) -> JSON {
    switch tree {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .number(Double(value))
    case .number(let value): .number(value)
    case .string(let value): .text(value)
    case .array(let values): .list(values.map(json))
    case .object(let members): .object(Dictionary(members.map { ($0.key, json($0.value)) }, uniquingKeysWith: { $1 }))
    }
  }

  @Test(
    "Foundation's decoder and ours take, read and refuse the same",
    arguments: [
      "{}", "[]", " [ 1 , 2.5 ] ", "{\"a\": {\"b\": [null, true, false]}}", "{\"a\":1,\"a\":2}", "1.0", "1e2", "-0.0",
      "-0",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e999", "1e-999", "0e1",
      "1.7976931348623157e308", "123456789012345678901234567890", "0.1", "1E+2", "1e19", "1.", ".5", "01", "-", "+1",
      "1e", "1e+", "0x10", "NaN", "Infinity", "[1,]", "[,]", "{\"a\":1,}", "{,}", "[1,,2]", "{\"a\"}", "{a:1}", "[1 2]",
      "\"\\u00e9\\n\\\"\\\\\\/\\b\\f\\r\\t\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\\ud800x\"",
      "\"\\udc00\\ud800\"",
      "\"\\u0000\"", "\"\\u12\"", "\"\\x\"", "\"a\nb\"", "\"é😀\"", "\"open", "", "  ", "tru", "nul", "nulll", "1 2",
      "[", "{",
      "{\"a\":", "]", "\u{FEFF}[1]", "[1]\u{0}",
    ])
  func agrees(text: String) { #expect(ours(text.utf8) == foundation(text.utf8)) }

  @Test func bytesThatAreNoUTF8AreRefused() {
    for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
      #expect(ours(bytes) == nil)
    }
  }

  @Test func depthIsBounded() {
    for depth in [1, 512, 513, 100_000] {
      let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect((ours(text.utf8) == nil) == (depth > 512), "\(depth)")
    }
  }

  /// What is written with a decimal point or an exponent stays a double, so that its form is kept.
  @Test func integersAreThoseWrittenAsSuch() throws {
    for (text, whole) in [("7", 7), ("-30", -30), ("0", 0)] {
      #expect(try JSONTree(json: text.utf8) == .integer(whole), "\(text)")
    }
    for (text, number) in [("7.0", 7.0), ("7.00e0", 7), ("0.07e2", 7), ("-30e-1", -3), ("7.5", 7.5), ("1e2", 100)] {
      #expect(try JSONTree(json: text.utf8) == .number(number), "\(text)")
    }
  }

  @Test func everyDoubleReadsBackToTheSameBits() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SmallGenerator(seed: seed)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      let short = (Double.random(in: -1_000...1_000, using: &generator) * 1e4).rounded() / 1e4
      for number in [value, short] where number.isFinite {
        #expect(try JSONTree(json: "\(number)".utf8).double == number, "seed \(seed)")
      }
    }
  }

  @Test func damagedTextIsReadAsFoundationReadsIt() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SmallGenerator(seed: seed)
    let text = #"{"a": [1, -2.5e3, "x\n\u00e9", null], "b": {"c": true, "d": [[], {}]}, "e": 0.1}"#
    for _ in 0..<3_000 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        // Printable bytes: what is not a text is refused before.
        let byte = UInt8.random(in: 0x20...0x7E, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: bytes[place] = byte
        case 1: bytes.remove(at: place)
        default: bytes.insert(byte, at: place)
        }
      }
      #expect(ours(bytes) == foundation(bytes), "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
