import TestSupport
import Testing

@testable import Soundscape

/// Files with a hole of a tebibyte: read to their end they would take hours.
@Suite(.timeLimit(.minutes(20))) struct SparseFileTests {
  private static let size = 1 << 40

  @Test("A sound file far larger than its mixture is found without reading it", arguments: [FileFormat.wav, .flac])
  func ofADataSet(format: FileFormat) async throws {
    let fixture = try await VerifierFixture(format, .pcm16)
    let row = fixture.rows[1]
    for file in [row.stems[0], try #require(row.mixture)] {
      let whole = try FileSystem.read(fixture.path(file))
      try FileSystem.resize(fixture.path(file), to: Self.size)
      for depth in [DatasetVerifier.Depth.full, .digests] {
        let failures = try await fixture.report(depth).failures
        #expect(failures.map(\.file) == [file])
        #expect(failures.first?.problem.contains("has \(Self.size) bytes") == true, "\(failures.map(\.description))")
      }
      #expect(try RecreationChecker(inputs: [fixture.root]).run().different == 1)
      // Nor one that is no sound at all.
      try FileSystem.write([], to: fixture.path(file))
      try FileSystem.resize(fixture.path(file), to: Self.size)
      for depth in [DatasetVerifier.Depth.full, .digests] {
        #expect(try await fixture.report(depth).failures.map(\.file) == [file])
      }
      try FileSystem.write(whole, to: fixture.path(file))
    }
    #expect(try await fixture.report().findings.isEmpty)
  }

  @Test func aFLACOfABank() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("a.flac")
    try AudioFile.write(Signals.noise(frameCount: 4_000), to: path, sampleRate: 8_000)
    try FileSystem.resize(path, to: Self.size)
    let error = #expect(throws: SoundscapeError.self) { try AudioFileReader.info(of: path) }
    #expect(error?.problem.contains("is not what its header says") == true)
  }

  @Test("A sound of a bank with a hole behind it is left out", arguments: ["", "LIST", "id3 "])
  func ofABank(chunk: String) throws {
    let fixture = try DatasetFixture()
    let path = fixture.folder.path("bank/a/0.wav")
    try FileSystem.append(Array(chunk.utf8), to: path)
    try FileSystem.resize(path, to: Self.size)
    let error = #expect(throws: SoundscapeError.self) { try AudioFileReader.info(of: path) }
    #expect(error?.problem.contains("is not what its header says") == true)
    #expect(try Soundbank.scan(fixture.recipe.soundbank).soundbank.foreground.labels[0].sounds.count == 1)
  }
}
