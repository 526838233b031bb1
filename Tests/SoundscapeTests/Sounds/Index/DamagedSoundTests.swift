import TestSupport
import Testing

@testable import Soundscape

/// Damage that only shows when a sound is decoded is found before a run, and left out of it on request.
@Suite struct DamagedSoundTests {
  let fixture: IndexFixture

  init() throws {
    fixture = try IndexFixture()
    try fixture.addDamaged("dog/m.wav")
    // A header that promises more than there is.
    try fixture.add(Signals.noise(frameCount: 4_000), "dog/n.wav")
    let path = fixture.path("dog/n.wav")
    try FileSystem.write(Array(try FileSystem.read(path).dropLast(600)), to: path)
    try FileSystem.write(Array("text".utf8), to: fixture.path("dog/readme.txt"))
  }

  private var names: [String] { ["m.wav", "n.wav"] }

  @Test func everyDamagedSoundIsNamed() throws {
    for all in [false, true] {
      let report = try fixture.scan(all: all)
      #expect(report.warnings.map { Path.name(of: $0.subject) } == names && !report.isFaultless)
      #expect(report.warnings[0].reason.contains("NaN") && report.warnings[1].reason.contains("cut off"))
      #expect(report.soundCount == 3 && report.otherCount == 1)
    }
    let list = try BankList(fixture.root, places: fixture.places).entries
    #expect(list.count == 5 && list.count { $0.problem != nil } == 2)
    let json = list.map { String(decoding: $0.json(), as: UTF8.self) }
    #expect(json.allSatisfy { $0.hasSuffix("}\n") } && json.contains { $0.contains("NaN or infinite") })
  }

  /// Without the wish, an index changes nothing of what is drawn from.
  @Test func theyAreListedAsWithoutAnIndex() throws {
    let before = fixture.sounds().scan()
    try fixture.scan()
    let after = fixture.sounds().scan()
    #expect(before.soundbank == after.soundbank && before.warnings == after.warnings)
    #expect(after.soundbank.skipped.map { Path.name(of: $0.subject) } == ["n.wav"])
    #expect(after.soundbank.leftOut.isEmpty)
  }

  @Test(arguments: [false, true]) func theyAreLeftOutOnRequest(isScanned: Bool) throws {
    if isScanned { try fixture.scan() }
    let scan = fixture.sounds(skipsDamaged: true).scan()
    #expect(scan.soundbank.foreground.labels[0].sounds.map(\.name) == ["a.wav", "b.wav", "c.wav"])
    #expect(scan.skipped.map { Path.name(of: $0.subject) } == names)
    #expect(scan.soundbank.digest != fixture.sounds().scan().soundbank.digest)
    #expect(FileSystem.exists(fixture.inside) == isScanned, "only a scan writes")
  }

  @Test func theManifestNamesThem() throws {
    var recipe = Recipe(duration: 0.1, soundbank: .init(foreground: fixture.root))
    recipe.sampleRate = 8_000
    var spec = EventSpec()
    spec.eventDuration = .const(0.05)
    recipe.events = [spec]
    let soundbank = try fixture.sounds(skipsDamaged: true).scan().get()
    let root = fixture.folder.path("set")
    let generator = DatasetGenerator(
      engine: try Engine(recipe: recipe, soundbank: soundbank), indices: 0..<4, sink: FolderSink(root))
    #expect(try generator.run().progress.failed == 0)
    let rows = try #require(try Manifest.read("\(root)/manifest.jsonl")).rows
    #expect(rows.allSatisfy { $0.damagedSources == ["../bank/dog/m.wav", "../bank/dog/n.wav"] })
    #expect(rows.allSatisfy { $0.skippedSources == 2 })
    #expect(try DatasetVerifier(root).run().isFaultless)
    #expect(try StatisticsReader(root).run().mixtures.made == 4)
  }

  /// What may be otherwise the next time is not remembered.
  @Test func aFileThatCannotBeReadNowIsNotDamaged() throws {
    try Links.make(fixture.path("dog/gone.wav"), to: "nowhere.wav")
    let report = try fixture.scan()
    #expect(report.failures.count == 1 && "\(report.failures[0])".contains("dog/gone.wav: no such file"))
    #expect(try fixture.rows()["dog/gone.wav"] == nil)
    try fixture.add(Signals.noise(frameCount: 300), "dog/nowhere.wav")
    #expect(try fixture.scan().failures.isEmpty)
  }
}
