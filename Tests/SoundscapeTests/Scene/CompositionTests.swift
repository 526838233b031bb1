import TestSupport
import Testing

@testable import Soundscape

/// Mixtures that a list names, lists that are written, and prompts.
@Suite struct CompositionTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func engine(_ rows: String, _ more: String = "", events: String = "[{count: 2}]") throws -> Engine {
    try FileSystem.write(Array(rows.utf8), to: folder.path("list.csv"))
    let text = """
      duration: 2
      soundbank: {foreground: fg}
      compositions: list.csv
      events: \(events)
      \(more)
      """
    let recipe = try RecipeReader.read(text: text, file: folder.path("a.yaml"))
    return try Engine(recipe: recipe, soundbank: Recipes.bank)
  }

  private func sources(_ scene: Scene) -> [String] {
    scene.events.sorted { $0.drawingOrder < $1.drawingOrder }.map(\.source.name)
  }

  @Test func eachRowIsAMixture() throws {
    let engine = try engine("dog/dog0.wav,cat/cat1.wav\n/horn/horn2.wav,horn0\n\n\"cat0.wav\",./dog/dog0.wav\n")
    #expect(try sources(engine.scene(at: 0).value) == ["dog0.wav", "cat1.wav"])
    #expect(try sources(engine.scene(at: 1).value) == ["horn2.wav", "horn0.wav"])
    let last = try engine.scene(at: 2).value
    #expect(sources(last) == ["cat0.wav", "dog0.wav"] && last.events.map(\.label).sorted() == ["cat", "dog"])
    #expect("\(String(describing: failure { try engine.scene(at: 3) }))".contains("has 3 rows"))
    #expect("\(String(describing: failure { try engine.check(0..<4) }))".contains("has 3 compositions (found 0 to 4)"))
  }

  @Test func otherDrawsAreThoseOfTheRecipe() throws {
    let events = "[{count: 2, snr: [uniform, 0, 9], event_duration: 0.1, event_time: [uniform, 0, 1]}]"
    let listed = try engine("dog/dog0.wav,cat/cat1.wav\n", events: events).scene(at: 0).value
    let drawn = try Instantiator(
      recipe: try Recipes.read("events: \(events)", duration: 2), soundbank: Recipes.bank
    ).scene(index: 0, seed: .integer(0)).value
    #expect(listed.events.map(\.snr) == drawn.events.map(\.snr))
    #expect(listed.events.map(\.eventTime) == drawn.events.map(\.eventTime))
  }

  @Test(arguments: [
    ("dog/none.wav,cat0.wav\n", "", "[{count: 2}]", "list.csv:1: fg has no sound dog/none.wav"),
    ("dog0.wav,cat0.wav\n", "", "[{label: dog}, {}]", "has no effect with compositions"),
    ("dog0.wav,cat0.wav\n", "", "[{source_file: a.wav}, {}]", "has no effect with compositions"),
    ("dog0.wav,cat0.wav\n", "", "[{labels: [dog, cat]}]", "cannot be used with compositions: write an event for each"),
    ("dog0.wav\n", "constraints: {distinct_labels: true}", "[{}]", "cannot be used with compositions"),
    ("dog0.wav\n", "gate: {}", "[{}]", "cannot be used with compositions"),
    ("", "", "[{}]", "lists no compositions"),
  ])
  func whatCannotBeIsRefused(rows: String, more: String, events: String, problem: String) {
    let error = failure { try engine(rows, more, events: events) }
    #expect("\(String(describing: error))".contains(problem), "\(String(describing: error))")
  }

  @Test func aRowOfAnotherLengthFailsItsMixture() throws {
    let engine = try engine("dog0.wav,cat0.wav\ndog0.wav\n")
    _ = try engine.scene(at: 0)
    let error = failure { try engine.scene(at: 1) }
    #expect("\(String(describing: error))".contains("row 2 has 1 file, the mixture 2 events"))
  }

  @Test func aRunIsOfItsList() throws {
    let folders = (foreground: "fg", background: "")
    func identity(_ rows: String) throws -> String {
      let engine = try engine(rows)
      return RunIdentity.digest(recipe: engine.recipe, soundbank: engine.soundbank, folders: folders)
    }
    let first = try identity("dog0.wav,cat0.wav\n")
    #expect(try identity("dog0.wav,cat0.wav\n") == first && identity("dog0.wav,cat1.wav\n") != first)
  }

  @Test func aRecipeIsWrittenWithItsList() throws {
    for list in ["list.csv", "{file: list.csv, by: id}"] {
      try FileSystem.write(Array("dog0.wav\n".utf8), to: folder.path("list.csv"))
      let text = "duration: 1\nsoundbank: {foreground: \(folder.path("fg"))}\ncompositions: \(list)\nevents: [{}]"
      let recipe = try RecipeReader.read(text: text, file: folder.path("a.yaml"))
      let again = try RecipeReader.read(text: recipe.yaml, file: folder.path("b.yaml"))
      #expect(again.compositions == recipe.compositions && again.yaml == recipe.yaml)
    }
  }

  // MARK: Lists that are written

  @Test(arguments: CompositionDraw.Distinct.allCases)
  func aListGoesThroughAllSounds(distinct: CompositionDraw.Distinct) throws {
    var draw = CompositionDraw(Recipes.bank)
    (draw.soundCount, draw.passes, draw.seed, draw.distinct) = (3, 4, .integer(7), distinct)
    let rows = try draw.rows()
    let all = ["cat/cat0.wav", "cat/cat1.wav", "dog/dog0.wav", "horn/horn0.wav", "horn/horn1.wav", "horn/horn2.wav"]
    #expect(rows.map { $0[0] } == Array(repeating: all, count: 4).flatMap { $0 })
    for row in rows {
      #expect(row.count == 3 && Set(row).count == 3)
      if distinct == .label { #expect(Set(row.map { Path.parent(of: $0) }).count == 3) }
    }
    #expect(try draw.rows() == rows)
    draw.seed = .integer(8)
    #expect(try draw.rows() != rows)
    // It is read back.
    let engine = try engine(CompositionDraw.text(of: rows, prefix: "/"), events: "[{count: 3}]")
    #expect(try sources(engine.scene(at: 5).value) == rows[5].map { Path.name(of: $0) })
  }

  @Test func aListNeedsSoundsThatDiffer() {
    var draw = CompositionDraw(Recipes.bank)
    draw.soundCount = 4
    let error = failure { try draw.rows() }
    #expect("\(String(describing: error))".contains("rows of 4 sounds need as many labels (found 3)"))
  }

  @Test func cellsAreQuotedWhereTheyMustBe() {
    #expect(CompositionDraw.text(of: [["a/b, \"c\".wav", "d"]]) == "\"a/b, \"\"c\"\".wav\",d\n")
  }

  // MARK: Prompts

  @Test func promptsAreFilledIn() throws {
    let yaml = """
      prompt: 'The sound mixture of {labels} ({b.prompt}; {{x}})'
      events:
        - {name: a, label: dog, event_time: 3, event_duration: 1, prompt: 'The sound of {label}'}
        - {name: b, label: my_cat, event_duration: 1, prompt: 'Hear {name}, a {label}'}
      """
    let bank = Soundbank(foreground: Recipes.side("fg", [("dog", [4]), ("my_cat", [4])]))
    let scene = try Recipes.draw(yaml, bank: bank).scene
    #expect(scene.events.map(\.prompt) == ["Hear b, a my cat", "The sound of dog"])
    #expect(scene.origin.prompt == "The sound mixture of dog and my cat (Hear b, a my cat; {x})")
    let annotation = Annotation(scene: scene, files: .init(foregroundFolder: "fg"))
    let read = try Annotation(jams: annotation.jams)
    #expect(
      read.settings.origin.prompt == scene.origin.prompt
        && read.events.map(\.event.prompt) == scene.events.map(\.prompt))
  }

  @Test func captionsComeFromKeptColumns() throws {
    let sound = Sound(
      name: "a.wav", path: "fg/a.wav", info: AudioFileInfo(frameCount: 44_100, sampleRate: 44_100, channelCount: 1),
      origin: SoundOrigin(name: "a", place: "a.wav", kept: ["caption": "A dog barks", "id": "17"]))
    let bank = Soundbank(foreground: .init(folder: "fg", labels: [SoundLabel(name: "dog", sounds: [sound])]))
    let yaml = "prompt: '{a.caption}.'\nevents: [{name: a, prompt: '{caption}'}]"
    let scene = try Recipes.draw(yaml, bank: bank).scene
    #expect(scene.events[0].prompt == "A dog barks" && scene.origin.prompt == "A dog barks.")
    // Cells of a list may be of a column too.
    try FileSystem.write(Array("17\n".utf8), to: folder.path("ids.csv"))
    let recipe = try RecipeReader.read(
      text: "duration: 1\nsoundbank: {foreground: fg}\ncompositions: {file: ids.csv, by: id}\nevents: [{}]",
      file: folder.path("a.yaml"))
    #expect(try sources(Engine(recipe: recipe, soundbank: bank).scene(at: 0).value) == ["a.wav"])
  }

  @Test(arguments: ["{", "}", "a {} b", "{a{b}", "{label"])
  func aBraceThatIsNotClosedIsRefused(text: String) {
    let error = failure { try Recipes.read("prompt: '\(text)'") }
    #expect("\(String(describing: error))".contains("needs names in braces"))
  }

  @Test func aNameThatStandsForNothingFailsTheMixture() {
    let error = failure { try Recipes.draw("events: [{label: dog, prompt: 'a {caption}'}]") }
    #expect(
      error?.description
        == "dog: the prompt has {caption}, but there is no caption here; use {label} or {name} (the soundbank keeps "
        + "no column of this sound), or {{ for a brace itself")
    let mixture = failure { try Recipes.draw("prompt: '{speech}'\nevents: [{name: noise, label: dog}]") }
    #expect(
      mixture?.description
        == "mixture: the prompt has {speech}, but there is no speech here; use {labels}, {prompts}, {noise} or {NAME.COLUMN} "
        + "of an event and a kept column, or {{ for a brace itself")
  }
}
