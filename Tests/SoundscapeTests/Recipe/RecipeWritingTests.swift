import Foundation
import TestSupport
import Testing

@testable import Soundscape

@Suite struct RecipeWritingTests {
  #if DEBUG
    private static let recipeCount = 200
  #else
    private static let recipeCount = 1_000
  #endif

  private func read(_ yaml: String) throws -> Recipe { try RecipeReader.read(text: yaml, file: "") }

  /// A recipe as it is, not where it is.
  private func withoutOrigin(_ recipe: Recipe) -> Recipe {
    var recipe = recipe
    recipe.origin = RecipeOrigin()
    for i in recipe.variants.indices { recipe.variants[i].recipe.origin = RecipeOrigin() }
    return recipe
  }

  @Test func whatIsWrittenIsReadAsTheSameRecipe() throws {
    let seed = UInt64.random(in: 0..<UInt64.max)
    var generator = SmallGenerator(seed: seed)
    var keys: Set<String> = []
    for i in 0..<Self.recipeCount {
      let isScaper = i % 5 == 0
      let recipe = isScaper ? RandomRecipe.scaper(&generator) : RandomRecipe.whole(&generator)
      let yaml = recipe.yaml
      do {
        let again = try read(yaml)
        try #require(withoutOrigin(again) == recipe, "seed \(seed), recipe \(i):\n\(yaml)")
        try #require(again.yaml == yaml, "seed \(seed), recipe \(i):\n\(yaml)")
      } catch let error as SoundscapeError {
        Issue.record("seed \(seed), recipe \(i): \(error)\n\(yaml)")
        return
      }
      collectKeys(of: RecipeWriter.node(of: recipe), into: &keys)
    }
    // All keys are among them but those that the reader turns into others, and a list that must be there.
    let known = Set(RecipeSection.allCases.flatMap(\.keys)).subtracting(["include", "quick_pitch_time", "compositions"])
    #expect(known.subtracting(keys) == [], "seed \(seed)")
  }

  private func collectKeys(of node: Node, into keys: inout Set<String>) {
    switch node {
    case .scalar: break
    case .sequence(let list): for element in list { collectKeys(of: element, into: &keys) }
    case .mapping(let mapping):
      for (key, value) in mapping {
        if let name = key.string { keys.insert(name) }
        collectKeys(of: value, into: &keys)
      }
    }
  }

  /// The text is what a data set is known by: a key or a value in another form would be another data set.
  @Test func theFullRecipeIsWrittenSo() throws {
    let expected = """
      duration: 12.5
      soundbank: {foreground: recipes/../bank/fg, background: /bank/bg}
      sample_rate: 48000
      channels: 2
      ref_db: [uniform, -30, -20]
      fade_in: 0.02
      fade_out: 0.5
      protected_labels: [siren, bell]
      seed: [1, 4294967295]
      background: [{label: rain, source_file: [choose, [a.wav, b.wav]], source_time: [uniform, 0, end]}]
      events:
        - name: horns
          count: [choose, [1, 2, 3]]
          label: [choose_weighted, [horn, siren], [0.25, 0.75]]
          source_file: x.wav
          source_time: [truncnorm, 1, 2, 0, end]
          event_time: [normal, 5, 0.5]
          event_duration: [truncnorm, 3, 1, 0.5, 5]
          snr: [choose_weighted, [-6, 6], [0.5, 0.5]]
          pitch_shift: [uniform, -3, 3]
          time_stretch: 1.25
      render:
        stretch: rubberband-finer
        level: gain
        meter: libebur128
        snr_reference: background
        fill: once
        fix_clipping: false
        peak_normalization: true
        reverb: 0.25
      output:
        layout: scaper
        format: flac
        subtype: pcm16
        audio: false
        stems: false
        labels: false
        splits: {train: 0.75, test: 0.25}
        absolute_paths: true

      """
    #expect(try RecipeReader.read(text: FullRecipe.yaml, file: "recipes/a.yaml").yaml == expected)
  }

  @Test func letGroupsAndVariantsAreWrittenSo() throws {
    let yaml = """
      duration: 10
      soundbank: {foreground: fg}
      events:
        - {labels: [a, $$b], source_time: [uniform, 0, end], snr: $level, coherent: 0.5, share: [snr], override: {a: {snr: 3}}}
        - {label: $pick}
      let: {level: [uniform, 0, 1], pick: [choose, [dog, "5"]]}
      variants:
        - {weight: 1, set: {"events[0].snr": null, let.pick: [choose, [cat]], fit: clamp}}
        - {weight: 0.5}

      """
    let written = try read(yaml).yaml
    #expect(
      written == """
        duration: 10
        soundbank: {foreground: fg}
        events:
          - labels: [a, "$$b"]
            source_time: [uniform, 0, end]
            snr: $level
            coherent: 0.5
            share: [snr]
            override: {a: {snr: 3}}
          - {label: $pick}
        let: {level: [uniform, 0, 1], pick: [choose, [dog, "5"]]}
        variants:
          - {weight: 1, set: {"events[0].snr": null, let.pick: [choose, [cat]], fit: clamp}}
          - {weight: 0.5}

        """)
    #expect(withoutOrigin(try read(written)) == withoutOrigin(try read(yaml)))
  }

  /// One value of `let` may be a level for one event and a label for another.
  @Test func aValueOfLetCanBeNumberAndName() throws {
    let yaml = """
      duration: 10
      soundbank: {foreground: fg}
      let: {a: [choose, [3.0, 4]]}
      events: [{label: $a, snr: $a}, {snr: $a, source_file: $a}]
      """
    let recipe = try read(yaml)
    #expect(recipe.events[0].label == .shared("a", .choose(["3.0", "4"])))
    #expect(withoutOrigin(try read(recipe.yaml)) == withoutOrigin(recipe))
    #expect(recipe.yaml.contains("let: {a: [choose, [3.0, 4]]}"))
  }

  /// Scaper's warnings repeat numbers as they were written.
  @Test func scapersNumbersKeepTheirText() throws {
    let yaml = """
      duration: 10
      soundbank: {foreground: fg, background: bg}
      semantics: scaper
      background: [{label: [const, rain], source_time: [const, 0.0]}]
      events: [{label: [const, dog], source_time: [choose, [3.0, 4]]}]

      """
    let recipe = try read(yaml)
    let again = try read(recipe.yaml)
    #expect(again.origin.writtenSourceTimes == ["background[0]": ["0.0"], "events[0]": ["3.0", "4"]])
    #expect(withoutOrigin(again) == withoutOrigin(recipe))
  }

  @Test func examplesAreWrittenAndReadAgain() throws {
    let folder = try #require(FileSystem.find("examples", fromFoldersAbove: #filePath))
    for name in try FileSystem.list(folder) where name.hasSuffix(".yaml") {
      let recipe = try RecipeReader.read(file: Path.join(folder, name))
      #expect(withoutOrigin(try read(recipe.yaml)) == withoutOrigin(recipe), "\(name):\n\(recipe.yaml)")
    }
  }

  @Test func aRecipeIsCodable() throws {
    var generator = SmallGenerator(seed: 7)
    let recipe = RandomRecipe.whole(&generator)
    let data = try JSONEncoder().encode(["recipe": recipe])
    #expect(
      withoutOrigin(try #require(try JSONDecoder().decode([String: Recipe].self, from: data)["recipe"])) == recipe)
    #expect(throws: SoundscapeError.self) {
      try JSONDecoder().decode([Recipe].self, from: Data(#"["duration: 0"]"#.utf8))
    }
  }
}
