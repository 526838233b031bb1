import Testing

@testable import Soundscape

@Suite struct NodeTests {
  private func node(_ yaml: String) throws -> Node { try Node(yaml: yaml, file: "a.yaml") }

  private func complaint(_ yaml: String) -> String { failure { try node(yaml) }.map { "\($0)" } ?? "no error" }

  @Test func everyPartKnowsItsPlace() throws {
    let root = try node("a: 1\nlist:\n  - 'x'\n  - {é: [2]}\n")
    #expect(root.mark == TextPosition(line: 1, column: 1))
    #expect(root["a"]?.mark == TextPosition(line: 1, column: 4))
    guard case .sequence(let list)? = root["list"] else {
      Issue.record("the list is not one")
      return
    }
    #expect(list.mark == TextPosition(line: 3, column: 3))
    #expect(list.map(\.mark) == [TextPosition(line: 3, column: 5), TextPosition(line: 4, column: 5)])
    #expect(list[1]["é"]?.mark == TextPosition(line: 4, column: 9))
  }

  @Test func keysKeepTheirOrder() throws {
    guard case .mapping(let mapping) = try node("{z: 1, a: 2, m: 3, b: {}}") else {
      Issue.record("the mapping is not one")
      return
    }
    #expect(mapping.map(\.key.string) == ["z", "a", "m", "b"])
  }

  /// Only what is in no quotes and no block can be more than a text.
  @Test(arguments: [
    ("5", true), ("'5'", false), ("\"5\"", false), ("|\n  5", false), (">-\n  5", false), ("!!str 5", true),
  ])
  func quotesAreKept(yaml: String, isPlain: Bool) throws {
    guard case .scalar(let scalar)? = try node("a: \(yaml)")["a"] else {
      Issue.record("the scalar is not one")
      return
    }
    #expect(scalar.isPlain == isPlain)
    #expect(scalar.string == "5")
  }

  @Test func anAliasIsWhatItsAnchorHoldsAndWhereItIs() throws {
    let root = try node("a: &x {b: 1}\nc: *x\nd: &x 2\ne: [*x, *x]\n")
    #expect(root["c"] == root["a"] && root["c"]?.mark == TextPosition(line: 1, column: 4))
    #expect(root["e"] == .sequence(.init(elements: [Node("2"), Node("2")])), "an anchor may be set again")
    #expect(complaint("a: &x [*x]") == "a.yaml:1:8: is not valid YAML: found undefined alias")
  }

  /// Each line doubles: thirty would be two thousand million values.
  @Test func aliasesOfAliasesHaveALimit() {
    var yaml = "a0: &a0 [1, 2]\n"
    for i in 1...30 { yaml += "a\(i): &a\(i) [*a\(i - 1), *a\(i - 1)]\n" }
    #expect(complaint(yaml).contains("aliases repeat more than 100000 values"))
    #expect(complaint(yaml).hasPrefix("a.yaml:15:"))
  }

  @Test func nestingHasALimit() {
    let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
    #expect(complaint(deep) == "a.yaml:1:257: is nested more than 256 levels deep")
    let allowed = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    #expect(complaint(allowed) == "no error")
  }

  @Test func everyKeyThatIsThereTwiceIsNamed() {
    #expect(complaint("b: 1\na: 2\nb: 3\na: 4") == "a.yaml:2:1: the key a, b is repeated below")
    #expect(complaint("{1: 2, '1': 3}") == "a.yaml:1:2: the key 1 is repeated below")
  }

  @Test func aByteOrderMarkIsNoContent() throws {
    #expect(try node("\u{FEFF}a: 1")["a"]?.string == "1")
    #expect(try node("\u{FEFF}") == .emptyMapping)
  }

  /// Lines end with a line feed or with a carriage return in front of one.
  @Test(arguments: ["\n", "\r\n"])
  func aControlCharacterIsFound(end: String) {
    #expect(
      complaint("é: 1\(end)b: é\u{7}\(end)") == "a.yaml:2:5: is not valid YAML: control characters are not allowed")
  }

  @Test func aTextWithoutContentIsAnEmptyMapping() throws {
    for yaml in ["", "# a line", "\n\n"] {
      #expect(try node(yaml) == .emptyMapping)
      #expect(try node(yaml).mark == nil)
    }
  }
}
