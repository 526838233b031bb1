import TestSupport
import Testing

@testable import Soundscape

/// Annotations and label tracks that say what is not so, with digests that agree: only their meaning can find them.
@Suite struct VerifierAnnotationTests {
  typealias Change = @Sendable (_ observation: inout JSONTree, _ entry: inout JSONTree) -> Void

  struct Lie: Sendable, CustomStringConvertible {
    var description: String
    /// Whether the annotation shows it by itself; else the stem does.
    var isInAnnotation = true
    var change: Change
  }

  private static func add(_ amount: Double, to tree: inout JSONTree, _ key: String) {
    tree[key] = .number((tree[key].double ?? 0) + amount)
  }

  /// A measured value, in the ledger's place for it.
  private static func addMeasured(_ amount: Double, to entry: inout JSONTree, _ key: String) {
    if entry["measured"].isNull { return add(amount, to: &entry, key) }
    add(amount, to: &entry["measured"], key)
  }

  static let lies: [Lie] = [
    Lie(description: "time") { row, _ in add(0.01, to: &row, "time") },
    Lie(description: "time and event_time") { row, _ in
      add(0.01, to: &row, "time")
      add(0.01, to: &row["value"], "event_time")
    },
    Lie(description: "duration") { row, _ in add(-0.01, to: &row, "duration") },
    Lie(description: "duration and event_duration") { row, _ in
      add(-0.01, to: &row, "duration")
      add(-0.01, to: &row["value"], "event_duration")
    },
    Lie(description: "end after the mixture") { row, _ in
      row["duration"] = .number(0.3)
      row["value"]["event_duration"] = .number(0.3)
    },
    Lie(description: "label") { row, _ in row["value"]["label"] = .string("z") },
    Lie(description: "no label") { row, _ in row["value"]["label"] = .null },
    Lie(description: "role") { row, _ in row["value"]["role"] = .string("background") },
    Lie(description: "snr") { row, _ in add(1, to: &row["value"], "snr") },
    Lie(description: "first_frame") { _, entry in add(40, to: &entry, "first_frame") },
    Lie(description: "frames") { _, entry in add(-40, to: &entry, "frames") },
    Lie(description: "peak", isInAnnotation: false) { _, entry in addMeasured(0.001, to: &entry, "peak") },
    Lie(description: "loudness and snr", isInAnnotation: false) { row, entry in
      add(1.5, to: &row["value"], "snr")
      addMeasured(1.5, to: &entry, "loudness")
    },
  ]

  @Test("A lie about an event is found", arguments: lies)
  func lieAboutAnEvent(lie: Lie) async throws {
    var fixture = try await VerifierFixture()
    try fixture.editEvent(1, 1, lie.change)
    let failures = try await fixture.report().failures
    let file = lie.isInAnnotation ? fixture.rows[1].jams : fixture.rows[1].stems[1]
    #expect(failures.contains { $0.file == file && $0.index == 1 }, "\(failures.map(\.description))")
    if lie.isInAnnotation {
      #expect(failures.allSatisfy { $0.file != file || $0.problem.contains("data[1]") || lie.description == "role" })
    }
  }

  @Test func aLoudnessThatTheGatesExplainIsNoted() async throws {
    var fixture = try await VerifierFixture()
    try fixture.editEvent(1, 1) { row, entry in
      Self.add(0.5, to: &row["value"], "snr")
      Self.addMeasured(0.5, to: &entry, "loudness")
    }
    let report = try await fixture.report()
    #expect(report.isFaultless && report.failedMixtureCount == 0)
    #expect(report.findings.map(\.file) == [fixture.rows[1].stems[1]])
    #expect(report.findings.allSatisfy { $0.kind == .note && $0.problem.hasPrefix("loudness is ") })
  }

  @Test(
    "A lie about the mixture is found",
    arguments: ["duration", "sr", "n_channels", "n_events", "polyphony_max", "ref_db", "ref_db_generated"])
  func lieAboutTheMixture(key: String) async throws {
    var fixture = try await VerifierFixture()
    try fixture.edit(2) { $0.scaper[key] = .number(($0.scaper[key].double ?? 0) + 1) }
    let failures = try await fixture.report().failures
    #expect(!failures.isEmpty && failures.allSatisfy { $0.index == 2 })
  }

  @Test func aLieAboutTheSubtypeIsFound() async throws {
    var fixture = try await VerifierFixture()
    try fixture.edit(0) { $0.soundscape["subtype"] = .string("pcm16") }
    #expect(try await fixture.report().failures.allSatisfy { $0.problem.contains("holds float (expected pcm16)") })
    #expect(try await fixture.report().failures.count == fixture.rows[0].stems.count + 1)
  }

  @Test func anEventLessIsFound() async throws {
    var fixture = try await VerifierFixture()
    try fixture.edit(0) { $0.data.removeLast() }
    let failures = try await fixture.report().failures
    let problem = try #require(failures.first { $0.file == fixture.rows[0].jams }?.problem)
    #expect(problem.contains("n_events") && problem.contains("for \(fixture.rows[0].stems.count) stems"))
    #expect(failures.contains { $0.file == fixture.rows[0].labels })
  }

  @Test func whatIsNoJAMSIsNamed() async throws {
    var fixture = try await VerifierFixture()
    let file = try #require(fixture.rows[1].jams)
    for text in ["", "{}", "[1, 2", #"{"annotations": [{"namespace": "scaper", "data": 3}]}"#] {
      try FileSystem.write(Array(text.utf8), to: fixture.path(file))
      try fixture.updateDigests()
      #expect(try await fixture.failure().file == file)
    }
  }

  @Test("A label track that says something else is found", arguments: ["label", "onset", "line less", "no tabs"])
  func labelTrack(lie: String) async throws {
    var fixture = try await VerifierFixture()
    let file = try #require(fixture.rows[0].labels)
    var lines = String(decoding: try FileSystem.read(fixture.path(file)), as: UTF8.self).split(separator: "\n")
      .map(String.init)
    switch lie {
    case "label": lines[0] = lines[0].dropLast() + "z"
    case "onset": lines[0] = "9" + lines[0]
    case "no tabs": lines[0] = lines[0].split(separator: "\t").joined(separator: " ")
    default: lines.removeLast()
    }
    try FileSystem.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: fixture.path(file))
    try fixture.updateDigests()
    let finding = try await fixture.failure()
    #expect(finding.file == file && (lie == "line less" || finding.problem.contains("line 1")))
  }

  @Test func aStemThatSoundsOutsideItsEventIsNamedWithTheFrame() async throws {
    var fixture = try await VerifierFixture(.wav, .pcm16)
    let row = fixture.rows[0]
    let annotation = try Annotation(jams: fixture.path(try #require(row.jams)))
    let frame = try #require(annotation.events[1].firstFrame) - 1
    // The same in the mixture, so that they still add up.
    for file in [row.stems[1], try #require(row.mixture)] {
      try fixture.flip(file, at: fixture.offset(ofFrame: frame, in: file, .pcm16) - 1, mask: 1)
    }
    try fixture.updateDigests()
    let failures = try await fixture.report().failures
    #expect(failures.contains { $0.file == row.stems[1] && $0.frame == frame }, "\(failures.map(\.description))")
  }

  @Test func findingsAreLinesForPeopleAndPrograms() {
    let finding = VerificationFinding(.failure, index: 42, file: "000042/stems/dog.wav", frame: 31_337, "is wrong")
    #expect("\(finding)" == "000042/stems/dog.wav: frame 31337: is wrong")
    #expect(
      finding.json
        == #"{"kind": "failure", "index": 42, "file": "000042/stems/dog.wav", "frame": 31337, "problem": "is wrong"}"#)
    let note = VerificationFinding(.note, index: nil, file: "a\"b", "is strange")
    #expect("\(note)" == "note: a\"b: is strange")
    #expect(note.json == #"{"kind": "note", "index": null, "file": "a\"b", "frame": null, "problem": "is strange"}"#)
  }
}
