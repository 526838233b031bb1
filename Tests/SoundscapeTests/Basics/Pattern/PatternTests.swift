import TestSupport
import Testing

@testable import Soundscape

/// Regular expressions find what Swift's own find, and take no longer than their length times the text's.
@Suite struct PatternTests {
  private func group(_ pattern: String, _ text: String) throws -> String? {
    try Pattern(pattern).firstMatch(in: text, group: "group")
  }

  private static let cases: [(String, String, String?)] = [
    ("^(?<group>[^-]+)", "anna-take1.wav", "anna"), ("^(?<group>[^-]+)", "-x", nil),
    ("(?<group>\\d+)", "session12_take3", "12"), ("(?<group>\\d+)\\.wav$", "session12_take3.wav", "3"),
    ("_(?<group>[a-z]{2,3}?)", "x_abcd", "ab"), ("_(?<group>[a-z]{2,3})", "x_abcd", "abc"),
    ("(?<group>a|ab)(c|bcd)", "abcd", "a"), ("(?<group>(x|y)*)z", "xyxz", "xyx"),
    ("(?i)^(?<group>ANNA)", "Anna_1", "Anna"), ("\\bb(?<group>.)", "ab bc", "c"),
    ("(?:a(?<group>b)?)+", "abaab", "b"),
    ("^(?<group>.*?)_", "a_b_c", "a"), ("^(?<group>.*)_", "a_b_c", "a_b"), ("(?<group>[\\w-]+)@", "a-b@c", "a-b"),
    ("(?<group>é+)", "caféé", "éé"), ("(?P<group>[]x]+)", "a]x", "]x"), ("(?<group>\\.)", "a.b", "."),
  ]

  @Test("The first match, and in it the group", arguments: cases)
  func found(pattern: String, text: String, wanted: String?) throws { #expect(try group(pattern, text) == wanted) }

  /// Both try the ways through an expression in the same order.
  @Test func asSwiftFindsIt() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SmallGenerator(seed: seed)
    let atoms = ["a", "b", ".", "[ab]", "[^a]", "(a|b)", "(?:ab|a)", "\\w", "(b*)", "$", "^"]
    let repetitions = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{1,}"]
    func part(_ count: Int) -> String {
      (0..<count).map { _ in
        let atom = atoms.randomElement(using: &generator) ?? ""
        let repetition = repetitions.randomElement(using: &generator) ?? ""
        return ["^", "$"].contains(atom) ? atom : atom + repetition
      }.joined()
    }
    for _ in 0..<500 {
      let pattern =
        part(Int.random(in: 0...2, using: &generator)) + "(?<group>"
        + part(Int.random(in: 1...2, using: &generator)) + ")" + part(Int.random(in: 0...2, using: &generator))
      let expression = try Regex(pattern)
      for _ in 0..<5 {
        let text = String(
          (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            "abc".randomElement(using: &generator) ?? "a"
          })
        let wanted = text.firstMatch(of: expression).flatMap { $0["group"]?.substring.map { String($0) } }
        #expect(try group(pattern, text) == wanted, "\(pattern) in \(text), seed \(seed)")
      }
    }
  }

  @Test(
    "What is not an expression is refused",
    arguments: [
      ("(a", "a group is not ended: ) is missing (at character 2)"),
      ("a)", ") has no group that this ends (at character 1)"),
      ("*a", "* has nothing before it to repeat (at character 1)"),
      ("[a", "a set is not ended: ] is missing (at character 2)"),
      ("a{2", "a repetition is written {2} or {2,5} (at character 1)"),
      ("\\1", "\\1 is not supported (at character 2)"),
      ("(?=a)", "(? needs : or <name> after it (at character 2)"),
      ("(?<=a)", "looking behind is not supported (at character 3)"),
      ("[b-a]", "a range in [ ] goes from one character to a later one (at character 4)"),
      ("a{5,2}", "a repetition goes from 0 to 1000, the smaller number first (at character 1)"),
      ("(?<g>a)(?<g>b)", "two groups are named g"),
      ("((a{100}){100}){100}", "it is too long: more than 2000 steps with its repetitions written out"),
    ])
  func refused(pattern: String, problem: String) throws {
    let failure = #expect(throws: Pattern.Failure.self) { try Pattern(pattern) }
    #expect(failure?.description == problem)
  }

  @Test("No expression takes long", .timeLimit(.minutes(20)))
  func linear() throws {
    let name = String(repeating: "a", count: 250)
    for pattern in ["^(?<group>(([a-z_0-9.])*)*)*!$", "(?<group>(a|a)+)+b", "(?<group>(.*)(.*)(.*)(.*)(.*)x)"] {
      for _ in 0..<20 { #expect(try group(pattern, name) == nil) }
    }
  }

  @Test func deepNestingIsRefused() throws {
    let pattern = String(repeating: "(", count: 100_000) + "a" + String(repeating: ")", count: 100_000)
    #expect(throws: Pattern.Failure.self) { try Pattern(pattern) }
  }
}
