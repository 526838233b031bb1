import TestSupport
import Testing

@testable import Soundscape

/// Data sets of names that are two by their bytes only, or that begin with what Swift joins to the slash before it: as
/// labels, files, members of groups, splits and values of `let`, through every verb.
@Suite struct HostileNamesTests {
  /// Two names of a data set.
  struct Names: Sendable, CustomTestStringConvertible {
    let a: String
    let b: String
    var all: NameSet { [a, b] }
    var testDescription: String { "\(a.debugDescription), \(b.debugDescription)" }
  }

  static let twins = Names(a: NameTests.composed, b: NameTests.decomposed)
  static let all = [
    twins, Names(a: "\u{301}", b: "\u{200D}x"), Names(a: "\u{FE0F}e\u{301}", b: "\u{FE0F}\u{e9}"),
    Names(a: "A\u{30A}\u{323}", b: "A\u{323}\u{30A}"), Names(a: "a.\u{301}", b: "\u{1F468}\u{200D}"),
  ]

  /// Names made of marks, joiners and letters in several forms, by chance.
  static let random: [Names] = {
    let parts = [
      "\u{301}", "\u{200D}", "\u{FE0F}", "\u{1F3FD}", "e", "\u{e9}", "\u{1112}", "\u{1161}", "\u{30A}", "\u{323}", "A.",
    ]
    var generator = SmallGenerator(seed: 1_905)
    func name() -> String {
      (0...Int.random(in: 0...3, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
    }
    return (0..<8).map { _ in Names(a: name(), b: name()) }.filter { $0.all.count == 2 }
  }()

  /// A soundbank with two labels of two files each; those of the first name are longer.
  private func bank(_ names: Names) throws -> TestBank {
    let bank = try TestBank()
    for (i, label) in [names.a, names.b].enumerated() {
      for (k, file) in [names.a, names.b].enumerated() {
        try bank.add(
          Signals.noise(frameCount: 8_000 >> (i + k), seed: UInt64(i * 2 + k)), label, "\(file).wav", rate: 8_000)
      }
    }
    return bank
  }

  private func text(_ names: Names, _ bank: TestBank) -> String {
    let (a, b) = ("\"\(names.a)\"", "\"\(names.b)\"")
    return """
      duration: 0.25
      sample_rate: 8000
      ref_db: -35
      soundbank: {foreground: "\(bank.foreground)"}
      events:
        - {labels: [\(a), \(b)], coherent: 0.5, override: {\(a): {snr: 3}, \(b): {snr: 6}}, event_duration: 0.1}
        - {label: [choose_by_duration, [\(a), \(b)]], event_duration: 0.1, count: 2}
        - {label: \(a), source_file: [choose, ["\(names.a).wav", "\(names.b).wav"]], event_duration: 0.1}
      output: {splits: {\(a): 0.5, \(b): 0.5}}
      """
  }

  @Test("Two names stay two in every verb", arguments: all + random, ["folder", "scaper"])
  func namesStayTwo(names: Names, layout: String) throws {
    let bank = try bank(names)
    let recipe = try RecipeReader.read(
      text: text(names, bank), file: bank.folder.path("a.yaml"),
      settings: [.init(keyPath: "output.layout", value: layout)])
    let engine = try Engine(recipe: recipe, soundbank: bank.scan().soundbank)
    let (root, cut) = (bank.folder.path("set"), bank.folder.path("cut"))
    let made = try DatasetGenerator(engine: engine, indices: 0..<8, sink: FolderSink(root)).run()
    #expect(made.progress.made == 8 && made.failures.isEmpty, "\(made.failures)")
    for root in [root, cut] {
      if root == cut {
        let trimmed = try Trimmer(inputs: [bank.folder.path("set")], to: 0.05..<0.2, sink: FolderSink(cut)).run()
        #expect(trimmed.progress.made == 8 && trimmed.failures.isEmpty, "\(trimmed.failures)")
      }
      let rows = try #require(try Manifest.read(Path.join(root, Manifest.fileName))).rows
      #expect(NameSet(rows.compactMap(\.split)) == names.all)
      let report = try DatasetVerifier(root).run()
      #expect(report.isFaultless, "\(report.findings.map(\.description))")
      let checked = try RecreationChecker(inputs: [root]).run()
      #expect(checked.identical == 8, "\(checked)")
      let balance = try StatisticsReader(root).run().foreground
      #expect(NameSet(balance.labels.keys) == names.all)
      #expect(balance.sources.count >= 3)
      for row in rows {
        let members = try Annotation(jams: Path.join(root, row.jams ?? "")).events.map(\.event).filter {
          $0.name.holds("/")
        }
        for (label, snr) in [(names.a, 3.0), (names.b, 6.0)] {
          #expect(members.filter { hasSameBytes($0.label, label) && $0.snr == snr }.count == 1 || root == cut)
        }
      }
    }
    let again = bank.folder.path("again")
    _ = try Recreator(inputs: [root], sink: FolderSink(again)).run()
    #expect(try DatasetVerifier(again).run().isFaultless)
  }

  @Test func aChoiceByDurationKnowsBoth() throws {
    let names = Self.twins
    let options = Options(.chooseByDuration([names.a, names.b]), among: [names.b, names.a]) { [1, 3][$0] }
    #expect(options.all == [0, 1] && options.probabilities == [0.25, 0.75])
    // Both name the one folder that there is.
    #expect(Options(.chooseByDuration([names.a, names.b]), among: [names.b]) { _ in 1 }.all == [0])
  }

  @Test func aSongIsAsLongAsItsOwnFiles() throws {
    let names = Self.twins
    let bank = try bank(names)
    let recipe = try RecipeReader.read(
      text: """
        duration: 2
        soundbank: {foreground: "\(bank.foreground)"}
        events: [{labels: ["\(names.a)", "\(names.b)"], coherent: 1, source_file: [choose_by_duration, []]}]
        """, file: "")
    let side = try bank.scan().soundbank.foreground
    let plan = GroupPlan(
      try #require(recipe.events[0].group), template: recipe.events[0], keyPath: "", name: "", side: side)
    // The first name's files are twice as long; it is the second in byte order.
    #expect(plan.songOptions.probabilities == [1 / 3, 2 / 3])
  }

  @Test func twinsAreTwoInRecipes() throws {
    let (a, b) = (Self.twins.a, Self.twins.b)
    let recipe = try Recipes.read(
      "let: {\(a): [uniform, 0, 1], \(b): [uniform, 2, 3]}\n"
        + "events: [{labels: [\(a), \(b)], override: {\(a): {snr: $\(a)}, \(b): {snr: $\(b)}}}]\n"
        + "output: {splits: {\(a): 0.4, \(b): 0.6}}")
    #expect(recipe.events[0].group?.members.map { $0.snr.support } == [0...1, 2...3])
    #expect(recipe.output.splits.map(\.share) == [0.4, 0.6])
    let again = try RecipeReader.read(text: recipe.yaml, file: "")
    #expect(again.events[0].group?.members.map { $0.snr.support } == [0...1, 2...3])
    let error = failure { try Recipes.read("output: {splits: {\(a): 0.4, \(a): 0.6}}") }
    #expect("\(String(describing: error))".contains("is repeated"))
    let label = failure { try Recipes.read("events: [{labels: [\(b), \(b)]}]") }
    #expect("\(String(describing: label))".contains("is in the list already"))
  }

  @Test func aTwinMayIncludeATwin() throws {
    let folder = try TemporaryDirectory()
    let (a, b) = (folder.path("\(Self.twins.a).yaml"), folder.path("\(Self.twins.b).yaml"))
    try FileSystem.write(Array("duration: 1\nsoundbank: {foreground: fg}".utf8), to: b)
    try FileSystem.write(Array("include: \"\(Path.name(of: b))\"\nduration: 2".utf8), to: a)
    #expect(try RecipeReader.read(file: a).duration == 2)
  }

  @Test func aFolderMayBecomeItsTwin() throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("\(Self.twins.a)/o", 0..<2).run()
    let inputs = [fixture.folder.path("\(Self.twins.a)/o")]
    let made = try Recreator(inputs: inputs, sink: FolderSink(fixture.folder.path("\(Self.twins.b)/o"))).run()
    #expect(made.progress.made == 2)
    #expect(failure { try Recreator(inputs: inputs, sink: FolderSink(inputs[0])).run() } != nil)
  }

  @Test("A split has no name that breaks a line", arguments: ["202E", "2028", "2029", "2066", "0085", "0009", "001B"])
  func splitsHaveNamesThatCanBeShown(code: String) throws {
    let error = failure { try Recipes.read("output: {splits: {\"a\\u\(code)b\": 1}}") }
    #expect("\(String(describing: error))".contains("it has a control character"), "\(String(describing: error))")
  }
}
