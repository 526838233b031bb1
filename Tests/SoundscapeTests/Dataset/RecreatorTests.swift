import Foundation
import TestSupport
import Testing

@testable import Soundscape

@Suite struct RecreatorTests {
  /// A data set of three mixtures; the fixture keeps its folder.
  private func dataset(_ format: SampleFormat = .float, loud: Bool = false) throws -> DatasetFixture {
    var fixture = try DatasetFixture()
    fixture.recipe.render.sampleFormat = format
    // Loud ones are scaled to end clipping, quiet ones are not.
    fixture.recipe.referenceLoudness = .const(loud ? 0 : -35)
    _ = try fixture.generator("set", 0..<3).run()
    return fixture
  }

  private func jams(_ fixture: DatasetFixture, _ index: Int, in root: String = "set") -> String {
    fixture.folder.path("\(root)/\(MixtureOutline.name(of: index))/mixture.jams")
  }

  private func recreator(_ fixture: DatasetFixture, _ inputs: [String], _ root: String = "again") -> Recreator {
    Recreator(inputs: inputs.map { fixture.folder.path($0) }, sink: FolderSink(fixture.folder.path(root)))
  }

  @Test("A mixture made again is the same to the byte", arguments: [SampleFormat.float, .pcm16], [false, true])
  func sameBytes(format: SampleFormat, loud: Bool) throws {
    let fixture = try dataset(format, loud: loud)
    #expect(try RecreationChecker(inputs: [fixture.folder.path("set")]).run().identical == 3)
    #expect(try recreator(fixture, ["set"]).run().progress.made == 3)
    #expect(try RecreationChecker(inputs: [fixture.folder.path("again")]).run().identical == 3)
    let (old, new) = (try fixture.tree("set"), try fixture.tree("again"))
    #expect(new.keys == old.keys)
    // Both folders see the soundbank by the same way, so that not even paths differ.
    for (path, digest) in new where path != "manifest.jsonl" {
      #expect(old[path] == digest, "\(path)")
    }
  }

  @Test func aChangedSampleIsNamedWithItsStem() throws {
    let fixture = try dataset()
    let folder = fixture.folder.path("set/000001/stems")
    let name = try #require(try FileSystem.list(folder).first)
    var bytes = try FileSystem.read("\(folder)/\(name)")
    // The last two bytes of a sample hold its exponent: half of 4-byte frame 100 behind the header of 58 bytes.
    let header = bytes.count - 4 * 2_000
    bytes[header + 4 * 100 + 3] ^= 0x40
    try FileSystem.write(bytes, to: "\(folder)/\(name)")
    let check = try Recreation().check(jams(fixture, 1))
    guard case .different(let file, let frame, _) = check else {
      Issue.record("\(check)")
      return
    }
    #expect(file.hasSuffix(name) && frame == 100)
  }

  @Test func lostFilesAreFoundByNameThenByContent() throws {
    let fixture = try dataset()
    try FileSystem.rename(fixture.folder.path("bank"), to: fixture.folder.path("moved"))
    let error = #expect(throws: SoundscapeError.self) { try Recreation().check(jams(fixture, 0)) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("not found: ../bank/"))

    let moved = Recreation(sounds: FileSounds(foreground: fixture.folder.path("moved")))
    for i in 0..<3 { #expect(try moved.check(jams(fixture, i)) == .identical) }
    for label in ["a", "b", "c"] {
      try FileSystem.rename(fixture.folder.path("moved/\(label)"), to: fixture.folder.path("moved/other-\(label)"))
    }
    for i in 0..<3 { #expect(try moved.check(jams(fixture, i)) == .identical) }
  }

  @Test func trimmedOnceAndTwice() throws {
    let fixture = try dataset(.float, loud: true)
    let once = try Recreation.trim(jams(fixture, 2), to: 0.05..<0.2, in: fixture.folder.path("once"))
    let twice = try Recreation.trim(once, to: 0.02..<0.1, in: fixture.folder.path("twice"))
    #expect(try Recreation().check(once) == .identical)
    #expect(try Recreation().check(twice) == .identical)

    var whole = try AudioFileReader(path: fixture.folder.path("set/000002/mixture.wav"))
    var cut = try AudioFileReader(path: fixture.folder.path("twice/000002/mixture.wav"))
    let start = frames(in: 0.05, at: 8_000) + frames(in: 0.02, at: 8_000)
    #expect(cut.info.frameCount == frames(in: 0.1, at: 8_000) - frames(in: 0.02, at: 8_000))
    #expect(try cut.read(from: 0, count: cut.info.frameCount) == whole.read(from: start, count: cut.info.frameCount))
    #expect(try Annotation(jams: twice).cuts.map(\.range) == [0.05..<0.2, 0.02..<0.1])
  }

  @Test func editsChangeOneThingAndAreRecorded() throws {
    let fixture = try dataset()
    let events = try Annotation(jams: jams(fixture, 0)).events
    let old = events[0].event.snr
    let louder = Recreation(edits: [try #require(AnnotationEdit(setting: "events[0].snr=\(old + 6)"))])
    let path = try louder.recreate(jams(fixture, 0), in: fixture.folder.path("louder"))
    let edited = try Annotation(jams: path)
    #expect(edited.events.count == events.count)
    let record = try #require(try RawJAMS(path: path).soundscape["edited"].elements?.first)
    #expect(record["was"].double == old && record["is"].double == old + 6 && record["set"].string == "events[0].snr")

    func stem(_ root: String) throws -> AudioBuffer {
      var reader = try AudioFileReader(path: fixture.folder.path("\(root)/\(edited.files.stems[0])"))
      return try reader.read(from: 0, count: reader.info.frameCount)
    }
    let ratio = Double(try stem("louder").peak / stem("set").peak)
    expectClose(decibels(of: ratio), 6, within: 0.01)

    let drop = Recreation(edits: [.drop(event: 0)])
    let fewer = try Annotation(jams: drop.recreate(jams(fixture, 0), in: fixture.folder.path("fewer")))
    #expect(fewer.events.count == events.count - 1 && fewer.statistics.eventCount == events.count - 1)
    // What was changed once stays recorded.
    let both = try RawJAMS(path: drop.recreate(path, in: fixture.folder.path("both"))).soundscape["edited"].elements
    #expect(both?.map { $0["set"].string ?? $0["drop"].string } == ["events[0].snr", "events[0]"])
    #expect(both?.last?["was"]["snr"].double == old + 6)
  }

  @Test(
    "An edit that cannot be is refused",
    arguments: ["events[99].snr=1", "events[0].lable=1", "events[0].snr=null", "events[0]=1", "ref_db=null", "color=1"])
  func refusedEdits(text: String) throws {
    let fixture = try dataset()
    var recreator = recreator(fixture, ["set"])
    recreator.edits = [try #require(AnnotationEdit(setting: text))]
    #expect(try recreator.run().progress.failed == 3)
    #expect(try fixture.tree("again").keys.sorted() == ["manifest.jsonl"], "nothing half-made")
  }

  /// What is louder by 45 dB is scaled down, and that is said and recorded, as it is when the mixture is first made.
  @Test func anEditThatScalesEverythingIsRecordedAndWarnedOf() throws {
    let fixture = try dataset()
    var recreator = recreator(fixture, ["set/000000/mixture.jams"])
    recreator.edits = [.set(keyPath: "events[0].snr", value: 60)]
    let summary = try recreator.run()
    #expect(summary.warnings[.clippingFixed] == 1 && summary.warnings[.extremeScale] == 1)
    let made = try Annotation(jams: jams(fixture, 0, in: "again"))
    #expect(made.altered.map(\.rule) == ["clipping_fixed", "extreme_scale"])
    #expect(made.altered.first?.after == made.rendering?.scaleFactor)
  }

  @Test func whatTheEditYieldedToIsRecordedAndWarnedOf() throws {
    let fixture = try dataset()
    var recreator = recreator(fixture, ["set/000000/mixture.jams"])
    recreator.edits = [.set(keyPath: "events[0].event_time", value: 5)]
    #expect(try recreator.run().warnings[.eventTimeMoved] == 1)
    let made = try Annotation(jams: jams(fixture, 0, in: "again"))
    let moved = made.events.filter { $0.altered.contains { $0.rule == "event_time_moved" && $0.before == 5 } }
    #expect(moved.count == 1 && moved[0].event.endTime <= 0.25)
    #expect(try DatasetVerifier(fixture.folder.path("again")).run().isFaultless)
  }

  @Test func versionAndLibrariesAreThoseOfTheNewRendering() throws {
    let fixture = try dataset()
    let path = jams(fixture, 0)
    var raw = try RawJAMS(path: path)
    raw.soundscape["version"] = .string("0.0.1")
    raw.soundscape["libraries"]["soxr"] = .string("0.0.2")
    try FileSystem.write(raw.bytes, to: path)
    let made = try Annotation(jams: Recreation().recreate(path, in: fixture.folder.path("again")))
    #expect(made.header?.version == SoundscapeVersion.current && made.header?.libraries == Annotation.Library.current)
  }
}
