import TestSupport
import Testing

@testable import Soundscape

/// One bad file does not hide the others, nor end a run.
@Suite struct SoundbankScanTests {
  let bank: TestBank
  let sound = Signals.noise(frameCount: 400)

  init() throws {
    bank = try TestBank()
    for i in 0..<5 { try bank.add(sound, "dog", "ok\(i).wav") }
  }

  private func cut(_ label: String, _ name: String) throws {
    try bank.add(sound, label, name)
    let path = "\(bank.foreground)/\(label)/\(name)"
    try FileSystem.write(Array(try FileSystem.read(path).dropLast(600)), to: path)
  }

  private func scan(jobs: Int = 2) -> SoundbankScan {
    Soundbank.survey(.init(foreground: bank.foreground), jobs: jobs)
  }

  @Test func everyBadFileIsListedInOneGo() throws {
    for name in ["a.wav", "b.wav", "c.wav"] { try cut("dog", name) }
    try bank.add(bytes: Array("text".utf8), "dog", "d.txt")
    try Links.make("\(bank.foreground)/dog/gone.wav", to: "nowhere.wav")
    let scan = scan()
    #expect(scan.failures.isEmpty)
    #expect(scan.soundbank.foreground.labels[0].sounds.map(\.name) == (0..<5).map { "ok\($0).wav" })
    #expect(scan.skipped.map { Path.name(of: $0.subject) } == ["a.wav", "b.wav", "c.wav", "gone.wav"])
    #expect(scan.groups.map(\.warnings.count) == [3, 1, 1])
    #expect(scan.groups[0].reason == "is cut off")
    let json = String(decoding: SoundbankScan.json(recipe: "r.yaml", errors: [], scan: scan), as: UTF8.self)
    #expect(json.hasPrefix("{\"recipe\": \"r.yaml\", \"ok\": false") && json.contains("damaged_source"))
  }

  @Test func manyWorkersFindTheSame() throws {
    for i in 0..<150 { try bank.add(bytes: [1, 2, 3], "dog", "x\(i).txt") }
    try cut("dog", "a.wav")
    let (one, four) = (scan(jobs: 1), scan(jobs: 4))
    #expect(one.warnings == four.warnings && one.soundbank == four.soundbank && one.warnings.count == 151)
  }

  /// All labels that cannot be used are named, each with the first file and the reason.
  @Test func aLabelLeftEmptyIsAnError() throws {
    try cut("cat", "a.wav")
    try cut("cat", "b.wav")
    try bank.add(bytes: [], "hen", "a.wav")
    let failures = scan().failures.map { "\($0)" }
    #expect(failures.count == 2)
    #expect(failures[0].contains("the label cat has no usable sound (a.wav: is cut off"))
    #expect(failures[0].contains("2 skipped in all"))
    #expect(failures[1].contains("the label hen has no usable sound (a.wav: empty file)"))
    #expect(failure { try bank.scan() } != nil)
  }

  @Test func foldersInsideLabelsAreReported() throws {
    try bank.add(sound, "dog/puppy")
    try bank.add(sound, "cat/speaker")
    let scan = scan()
    #expect(scan.warnings.map(\.kind) == [.nestedFolder, .nestedFolder])
    #expect(scan.failures.map { "\($0)" }.first?.contains("holds only folders; files: '<label>/**/<file>'") == true)
    #expect(scan.skipped.isEmpty)
  }

  @Test(arguments: ["dog\nbark", "car\thorn", "a\u{1b}[31m", "a\u{2028}b"])
  func labelsThatWouldBreakALineAreRefused(label: String) throws {
    try bank.add(sound, label)
    let failure = try #require(scan().failures.first)
    #expect("\(failure)".contains("control character"))
    #expect("\(failure)".contains(printable(label)))
    #expect(!"\(failure)".unicodeScalars.contains { $0.breaksLine })
  }

  @Test func aFileWithoutSoundIsSkipped() throws {
    let path = bank.folder.path("none.wav")
    try save(Signals.silence(frameCount: 0), to: path, as: .wav, .float)
    try bank.add(bytes: try FileSystem.read(path), "dog", "none.wav")
    #expect(scan().warnings.map(\.message) == ["skipped: holds no sound"])
  }

  /// A run is made without them, and its manifest says so.
  @Test func aRunIsMadeWithoutThem() throws {
    try cut("dog", "a.wav")
    var recipe = Recipe(duration: 0.1, soundbank: .init(foreground: bank.foreground))
    var spec = EventSpec()
    spec.eventDuration = .const(0.005)
    recipe.events = [spec]
    let scan = scan()
    let root = bank.folder.path("set")
    let generator = DatasetGenerator(
      engine: try Engine(recipe: recipe, soundbank: scan.get()), indices: 0..<3, sink: FolderSink(root))
    #expect(try generator.run().progress.failed == 0)
    let rows = try #require(try Manifest.read("\(root)/manifest.jsonl")).rows
    #expect(rows.map(\.skippedSources) == [1, 1, 1])
  }
}
