import TestSupport
import Testing

@testable import Soundscape

/// Data sets whose splits draw from parts of the bank of their own.
@Suite struct SplitDatasetTests {
  private let tree: SoundTree

  init() throws {
    tree = try SoundTree()
    for speaker in 0..<12 {
      for k in 0..<2 { try tree.add("s\(speaker)/\(k).wav", seconds: 0.1, pitch: Double(100 + 13 * speaker + k)) }
    }
  }

  private func recipe(_ rule: String, seed: Int = 0, events: String = "[{source_file: [cycle, []]}]") throws -> Recipe {
    try tree.recipe(
      """
      duration: 0.1
      sample_rate: 8000
      seed: \(seed)
      soundbank: {foreground: {path: bank, files: '<group>/<file>', label: speech}}
      events: \(events)
      output: {splits: {train: 0.6, valid: 0.2, test: 0.2}\(rule), stems: false}
      """)
  }

  private func generate(_ recipe: Recipe, _ name: String, _ indices: Range<Int>, jobs: Int = 1) throws {
    var generator = DatasetGenerator(
      engine: try tree.engine(recipe), indices: indices, sink: FolderSink(tree.folder.path(name), syncs: false))
    generator.jobs = jobs
    #expect(try generator.run().progress.failed == 0)
  }

  private func verify(_ name: String) throws -> VerificationReport {
    var verifier = DatasetVerifier(tree.folder.path(name))
    verifier.disjoint = SplitSources.Leak.Kind.group.withParts
    return try verifier.run()
  }

  @Test func splitsShareNoSpeaker() throws {
    try generate(try recipe(", split_by: group"), "data", 0..<60)
    let report = try verify("data")
    #expect(report.isFaultless, "\(report.failures)")
    let counts = try #require(report.splits?.groupCounts)
    #expect(counts["train"].map { $0 > 4 } == true && counts["valid"] != nil && counts["test"] != nil)
    let statistics = try StatisticsReader(tree.folder.path("data")).run()
    #expect(statistics.splitSources.sharedSources.isEmpty && statistics.splitSources.groupCounts == counts)
  }

  @Test func splitsByMixtureLeakAndAreWarnedOf() throws {
    let recipe = try recipe("")
    #expect(
      recipe.warnings.map(\.kind) == [.splitsShareSources] && "\(recipe.warnings[0])".contains("split_by: source"))
    #expect(try self.recipe(", split_by: group").warnings.isEmpty)
    try generate(recipe, "data", 0..<40)
    let report = try verify("data")
    #expect(!report.isFaultless && report.failures[0].problem.contains("is in the splits t"))
    #expect(
      try StatisticsReader(tree.folder.path("data")).run().splitSources.sharedSources.count
        == report.splits?.sharedSources.count)
  }

  /// Any mixture by itself, any number of workers, any order: the same scene.
  @Test func scenesDependOnNothingElse() throws {
    let recipe = try recipe(", split_by: group", seed: 5)
    let (engine, other) = (try tree.engine(recipe), try tree.engine(recipe))
    let forwards = try (0..<80).map { try engine.scene(at: $0).value }
    let backwards = try (0..<80).reversed().map { try other.scene(at: $0).value }
    #expect(forwards == backwards.reversed())
  }

  /// Within a split, each file once before any twice.
  @Test func cyclesGoThroughTheSplitsOwnSounds() throws {
    for count in ["", ", count: [uniform, 0, 2]"] {
      let recipe = try recipe(", split_by: source", events: "[{source_file: [cycle, []]\(count)}]")
      let engine = try tree.engine(recipe)
      var uses: [String: [String: Int]] = [:]
      for index in 0..<150 {
        let split = try #require(recipe.output.split(seed: recipe.seed, index: index))
        for event in try engine.scene(at: index).value.events {
          uses[split, default: [:]][event.source.name, default: 0] += 1
        }
      }
      for (split, counts) in uses {
        #expect((counts.values.max() ?? 0) - (counts.values.min() ?? 0) <= 1, "\(split): \(counts)")
      }
    }
  }

  /// The same sounds in the same splits whatever the seed: two data sets of one bank can be used together.
  @Test func theSeedMovesNoSound() throws {
    var homes: [String: Set<String>] = [:]
    for seed in 0..<4 {
      let recipe = try recipe(", split_by: group", seed: seed)
      let engine = try tree.engine(recipe)
      for index in 0..<60 {
        let split = try #require(recipe.output.split(seed: recipe.seed, index: index))
        for event in try engine.scene(at: index).value.events {
          homes[event.source.group ?? "", default: []].insert(split)
        }
      }
    }
    #expect(homes.count == 12 && homes.values.allSatisfy { $0.count == 1 })
  }

  @Test func aSplitThatLacksALabelIsRefused() throws {
    let recipe = try tree.recipe(
      """
      duration: 0.1
      soundbank: {foreground: {path: bank, files: '<group>/<label>.wav', label: null}}
      events: [{label: "0"}]
      output: {splits: {a: 0.5, b: 0.5}, split_by: label}
      """)
    let error = #expect(throws: SoundscapeError.self) { try tree.engine(recipe) }
    let text = "\(try #require(error))"
    #expect(text.contains("has no label 0") && text.contains("in the split"))
  }

  @Test func whatCannotBeMeantIsRefused() throws {
    for (output, problem) in [
      ("{split_by: group}", "needs splits"), ("{splits: {a: 1}, split_by: gruop}", "did you mean group?"),
      ("{splits: {a: 1}, split_by: '^(x)'}", "needs a group named group"),
    ] {
      let error = #expect(throws: SoundscapeError.self) {
        try tree.recipe("duration: 1\nsoundbank: {foreground: bank}\noutput: \(output)\n")
      }
      #expect("\(try #require(error))".contains(problem))
    }
    let scaper = #expect(throws: SoundscapeError.self) {
      try tree.recipe(
        "duration: 1\nsemantics: scaper\nsoundbank: {foreground: bank}\noutput: {splits: {a: 1}, split_by: source}\n")
    }
    #expect("\(try #require(scaper))".contains("only available with `semantics: soundscape`"))
  }

  @Test func whatSplitsLackIsSaid() throws {
    let few = try tree.recipe(
      """
      duration: 0.1
      soundbank: {foreground: {path: bank, files: '<label>/<file>'}}
      events: [{label: [choose, []]}]
      output: {splits: {train: 0.6, valid: 0.2, test: 0.2}, split_by: source}
      """)
    let warnings = try tree.engine(few).warnings
    #expect(warnings.allSatisfy { $0.kind == .splitLacksLabel })
    #expect(warnings.contains { $0.message.hasPrefix("the split valid has no sound of ") && $0.message.contains("(s") })
    let none = try tree.recipe(
      """
      duration: 0.1
      soundbank: {foreground: {path: bank, files: '<half>/<file>', group: 'no group|^(?<group>s)', label: x}}
      events: [{label: [choose, []]}]
      output: {splits: {train: 0.6, valid: 0.2, test: 0.2}, split_by: group}
      """)
    let error = #expect(throws: SoundscapeError.self) { try tree.engine(none) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("1 part that cannot be divided (split_by: group), for 3 splits"))
  }

  /// What events take together is the recipe's affair; which song a sound is of is the bank's.
  @Test func recipesOverASongTreeDivideItAlike() throws {
    for song in 0..<9 {
      for label in ["vocals", "drums"] {
        try tree.add("songs/\(song)/\(label).wav", seconds: 0.1, pitch: Double(90 + 7 * song))
      }
    }
    func parts(_ events: String) throws -> [[String]] {
      let recipe = try tree.recipe(
        """
        duration: 0.1
        soundbank: {foreground: {path: bank/songs, files: '<song>/<label>.wav'}}
        events: \(events)
        output: {splits: {train: 0.6, test: 0.4}, split_by: source}
        """)
      let engine = try tree.engine(recipe)
      let division = try SoundDivision(engine.soundbank, among: recipe.output.splits, by: .source) { $0 }
      return (0..<2).map { split in
        division.soundbank(ofSplit: split).foreground.labels.flatMap { l in l.sounds.map { "\(l.name)/\($0.name)" } }
      }
    }
    let single = try parts("[{label: [choose, []]}]")
    #expect(try single == parts("[{labels: [vocals, drums], coherent: 1}]"))
    for part in single { #expect(Set(part.map { $0.split(separator: "/")[1] }).count * 2 == part.count) }
  }

  /// A list of labels or files means those that the split has.
  @Test func listsAreThoseOfTheSplit() throws {
    let files = (0..<12).flatMap { speaker in (0..<2).map { "s\(speaker)/\($0).wav" } }
    let listed = try recipe(
      ", split_by: source", events: "[{source_file: [choose, [\(files.joined(separator: ", "))]]}]")
    try generate(listed, "files", 0..<30)
    #expect(try verify("files").splits?.sharedSources == [])
    let labels = try tree.recipe(
      """
      duration: 0.1
      soundbank: {foreground: {path: bank, files: '<label>/<file>'}}
      events: [{label: [choose_weighted, [s0, s1, s2, s3, s4, s5], [0.25, 0.25, 0.125, 0.125, 0.125, 0.125]]}]
      protected_labels: [s0, s5]
      output: {splits: {train: 0.5, test: 0.5}, split_by: label, stems: false}
      """)
    try generate(labels, "labels", 0..<20)
    #expect(try verify("labels").splits?.sharedSources == [])
    let misspelt = try recipe(", split_by: source", events: "[{source_file: [choose, [s0/0.wav, s0/7.wav]]}]")
    let error = #expect(throws: SoundscapeError.self) { try tree.engine(misspelt) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("0/7.wav") || "\(error.map { "\($0)" } ?? "")".contains("7.wav"))
  }

  @Test func groupsThatAreNotThereAreAnError() throws {
    func error(_ rule: String, _ more: String = "") throws -> String {
      let recipe = try tree.recipe(
        """
        duration: 0.1
        soundbank: {foreground: {path: bank, files: '<speaker>/<file>', label: speech}}
        events: [{}]
        output: {splits: {train: 0.6, test: 0.4}, split_by: \(rule)}
        \(more)
        """)
      do { _ = try tree.engine(recipe) } catch { return "\(error)" }
      return ""
    }
    #expect(try error("group").contains("output.split_by: finds no group: 24 sounds, and none has one (such as s"))
    #expect(try error("'^(?<group>S[0-9]+)/'").contains("finds no group"))
    #expect(try error("'^(?<group>s[0-9]+)/'") == "")
    let apart = try tree.recipe(
      """
      duration: 0.1
      soundbank: {foreground: {path: bank, files: '<speaker>/<file>', label: speech}}
      events: [{}]
      constraints: {exclude_groups: true}
      """)
    #expect(try tree.engine(apart).warnings.map(\.kind) == [.noGroup])
    let some = try tree.recipe(
      """
      duration: 0.1
      soundbank: {foreground: {path: bank, files: '<speaker>/<file>', label: speech}}
      events: [{}]
      output: {splits: {train: 0.6, test: 0.4}, split_by: '^(?<group>s1[0-9]*)/'}
      """)
    let warnings = try tree.engine(some).warnings
    #expect(
      warnings.map(\.kind) == [.noGroup] && warnings[0].message.hasPrefix("18 of 24 foreground sounds have no group"))
  }

  /// The table of a data set may lie where its data sets are made.
  @Test func aTableInTheCurrentFolderDoesNotCloseIt() throws {
    try FileSystem.write(Array("file,label\nbank/s0/0.wav,x\n".utf8), to: tree.folder.path("t.csv"))
    let recipe = try tree.recipe(
      "duration: 0.1\nsoundbank: {foreground: {table: t.csv, file: file, label: label}}\nevents: [{}]\n")
    try generate(recipe, "made", 0..<2)
    #expect(throws: SoundscapeError.self) { try generate(recipe, "bank", 0..<2) }
  }
}
