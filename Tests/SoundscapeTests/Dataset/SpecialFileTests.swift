import TestSupport
import Testing

@testable import Soundscape

/// Pipes, devices and links in a data set's folder: each would hang a program that reads what it finds, or lead it astray.
@Suite(.timeLimit(.minutes(20))) struct SpecialFileTests {
  @Test("What is not a plain file is named, whatever it takes the place of", arguments: ["pipe", "zero", "folder"])
  func notPlain(kind: String) async throws {
    let fixture = try await VerifierFixture()
    for file in fixture.rows[1].files {
      let whole = try FileSystem.read(fixture.path(file))
      FileSystem.discard(fixture.path(file))
      switch kind {
      case "pipe": try SpecialFiles.makePipe(fixture.path(file))
      case "zero": try Links.make(fixture.path(file), to: "/dev/zero")
      default: try FileSystem.makeDirectories(fixture.path(file))
      }
      for depth in [DatasetVerifier.Depth.full, .digests] {
        let found = try await fixture.report(depth).failures
        #expect(found.map(\.file) == [file], "\(found.map(\.description))")
        #expect(found.map(\.problem) == [kind == "folder" ? "is a folder, not a file" : "is not a plain file"])
      }
      let summary = try RecreationChecker(inputs: [fixture.root]).run()
      let isSound = file == fixture.rows[1].mixture || fixture.rows[1].stems.contains(file)
      if isSound { #expect(summary.failed == 1 && summary.identical == 2, "\(file)") }
      if file == fixture.rows[1].jams {
        #expect(throws: SoundscapeError.self) { try StatisticsReader(fixture.root).run() }
      }
      FileSystem.discard(fixture.path(file))
      FileSystem.discardEmptyFolder(fixture.path(file))
      try FileSystem.write(whole, to: fixture.path(file))
    }
  }

  @Test("A manifest that is not a plain file is refused by all that read it", arguments: ["pipe", "zero"])
  func manifestsThatAreNotPlain(kind: String) async throws {
    let fixture = try await VerifierFixture()
    for name in [Manifest.fileName, Manifest.journalName] {
      FileSystem.discard(fixture.path(name))
      if kind == "pipe" {
        try SpecialFiles.makePipe(fixture.path(name))
      } else {
        try Links.make(fixture.path(name), to: "/dev/zero")
      }
      func expect(_ body: () throws -> Void) {
        let error = #expect(throws: SoundscapeError.self, performing: body)
        // A link to a device is refused as the link that it is where none are followed.
        let problems = ["is not a plain file"] + (kind == "zero" ? [SystemFailure.link.words] : [])
        #expect(problems.contains(error?.problem ?? ""), "\(error.map { "\($0)" } ?? "")")
      }
      expect { _ = try fixture.dataset.generator("set", 0..<3).run() }
      if name == Manifest.fileName {
        expect { _ = try DatasetVerifier(fixture.root).run() }
        expect { _ = try StatisticsReader(fixture.root).run() }
        expect { _ = try RecreationChecker(inputs: [fixture.root]).run() }
      }
      FileSystem.discard(fixture.path(name))
      try FileSystem.write(Manifest(rows: fixture.rows).bytes, to: fixture.path(Manifest.fileName))
    }
  }

  @Test func aNameThatIsNotUTF8IsNotedAndHidesNothing() async throws {
    let fixture = try await VerifierFixture()
    try SpecialFiles.makeLatinName(in: fixture.path("000001"))
    try fixture.flip(try #require(fixture.rows[0].labels), at: 0)
    let report = try await fixture.report()
    #expect(report.failures.map(\.file) == fixture.rows[0].labels.map { [$0] })
    let notes = report.findings.filter { $0.kind == .note }
    #expect(notes.map(\.file) == ["000001/caf\\xe9"] && notes[0].problem.contains("not UTF-8"))
  }

  @Test func nothingOutsideTheFolderIsRead() async throws {
    var fixture = try await VerifierFixture()
    let (jams, labels) = (try #require(fixture.rows[1].jams), try #require(fixture.rows[1].labels))
    // By a link: even one to the same bytes is not part of the data set.
    for file in [jams, labels] {
      try FileSystem.rename(fixture.path(file), to: fixture.dataset.folder.path("outside"))
      try Links.make(fixture.path(file), to: fixture.dataset.folder.path("outside"))
      let finding = try await fixture.failure()
      #expect(finding.file == file && finding.problem == "is a link out of the data set's folder")
      if file == jams { #expect(throws: SoundscapeError.self) { try StatisticsReader(fixture.root).run() } }
      FileSystem.discard(fixture.path(file))
      try FileSystem.rename(fixture.dataset.folder.path("outside"), to: fixture.path(file))
    }
    // A link that stays inside is not followed either: it could lead elsewhere by the time that it is read.
    try FileSystem.rename(fixture.path(labels), to: fixture.path("kept"))
    try Links.make(fixture.path(labels), to: "../kept")
    let finding = try await fixture.failure()
    #expect(finding.file == labels && finding.problem == SystemFailure.link.words)
    #expect(throws: SoundscapeError.self) { try StatisticsReader(fixture.root).run() }
    FileSystem.discard(fixture.path(labels))
    try FileSystem.rename(fixture.path("kept"), to: fixture.path(labels))
    // By the manifest.
    for path in ["../set/\(jams)", fixture.path(jams), "a/../\(jams)"] {
      try fixture.editRows { if $0.index == 1 { $0.jams = path } }
      let error = #expect(throws: SoundscapeError.self) { try StatisticsReader(fixture.root).run() }
      #expect("\(error.map { "\($0)" } ?? "")".contains("is not a path inside the data set"))
      #expect(try await fixture.report().failures.contains { $0.file == path && $0.problem.contains("outside") })
    }
  }
}
