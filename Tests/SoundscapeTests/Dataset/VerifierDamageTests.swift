import TestSupport
import Testing

@testable import Soundscape

/// Bytes that are not those that were written.
@Suite struct VerifierDamageTests {
  @Test(
    "A flipped byte is named with its file and frame", arguments: [SampleFormat.float, .pcm16, .pcm24],
    [0, 1_000, 1_999])
  func flippedSample(subtype: SampleFormat, frame: Int) async throws {
    let fixture = try await VerifierFixture(.wav, subtype)
    for file in [fixture.rows[1].stems[1], try #require(fixture.rows[1].mixture)] {
      let offset = try fixture.offset(ofFrame: frame, in: file, subtype)
      try fixture.flip(file, at: offset)
      let finding = try await fixture.failure()
      #expect(finding.index == 1 && finding.file == file && finding.frame == frame)
      #expect(finding.problem.contains("SHA-256") && finding.problem.contains("differs from the sum of the stems by "))
      try fixture.flip(file, at: offset)
    }
    #expect(try await fixture.report().isFaultless)
  }

  @Test func flippedChannel() async throws {
    var fixture = try await VerifierFixture(.wav, .pcm16) { $0.channelCount = 2 }
    let mixture = try #require(fixture.rows[2].mixture)
    let size = try #require(FileSystem.size(ofFile: fixture.path(mixture)))
    // The second sample of frame 500; with digests that agree, the mixture is to blame.
    try fixture.flip(mixture, at: size - (2_000 - 500) * 4 + 3)
    try fixture.updateDigests()
    let finding = try await fixture.failure()
    #expect(finding.file == mixture && finding.frame == 500)
    #expect(finding.problem == "channel 1 is not the sum of its stems, by -6 dB of full scale")
  }

  @Test func flippedFLAC() async throws {
    let fixture = try await VerifierFixture(.flac, .pcm16)
    let file = fixture.rows[0].stems[0]
    let size = try #require(FileSystem.size(ofFile: fixture.path(file)))
    try fixture.flip(file, at: size - 20)
    let finding = try await fixture.failure()
    #expect(finding.file == file && finding.frame == 0, "2000 frames are one coded block")
    #expect(finding.problem.contains("SHA-256") && finding.problem.contains("cannot be decoded from there"))
  }

  @Test func flippedHeaderJAMSAndLabels() async throws {
    let fixture = try await VerifierFixture()
    let row = fixture.rows[2]
    for file in [row.stems[0], row.mixture, row.jams, row.labels].compactMap({ $0 }) {
      for offset in [0, 5, 11] {
        try fixture.flip(file, at: offset, mask: 1)
        let finding = try await fixture.failure()
        #expect(finding.file == file && finding.index == 2 && finding.problem.contains("SHA-256"))
        try fixture.flip(file, at: offset, mask: 1)
      }
    }
  }

  @Test func whatCannotChangeASampleIsSaidNotTo() async throws {
    let fixture = try await VerifierFixture()
    let stem = fixture.rows[0].stems[0]
    // A byte behind the sound belongs to no frame.
    try FileSystem.append([0, 0], to: fixture.path(stem))
    let finding = try await fixture.failure()
    #expect(finding.file == stem && finding.frame == nil && finding.problem.hasSuffix("the samples still add up"))
  }

  @Test func swappedStems() async throws {
    var fixture = try await VerifierFixture()
    let stems = fixture.rows[0].stems
    try FileSystem.rename(fixture.path(stems[0]), to: fixture.path("x"))
    try FileSystem.rename(fixture.path(stems[1]), to: fixture.path(stems[0]))
    try FileSystem.rename(fixture.path("x"), to: fixture.path(stems[1]))
    #expect(Set(try await fixture.report().failures.map(\.file)) == Set(stems[..<2]))
    // They add up as before; that they are the wrong way round shows in where and how loud they sound.
    try fixture.updateDigests()
    let report = try await fixture.report()
    #expect(Set(report.failures.map(\.file)) == Set(stems[..<2]), "\(report.findings.map(\.description))")
    #expect(report.sums[.exact] == 3)
  }

  @Test("A file that is cut off or gone is named", arguments: DatasetVerifierTests.formats)
  func truncatedAndDeleted(format: FileFormat, subtype: SampleFormat) async throws {
    let fixture = try await VerifierFixture(format, subtype)
    let row = fixture.rows[1]
    for file in row.files {
      let whole = try FileSystem.read(fixture.path(file))
      for count in [whole.count * 2 / 3, 10, 0] {
        try FileSystem.write(Array(whole[..<count]), to: fixture.path(file))
        let finding = try await fixture.failure()
        #expect(finding.file == file && finding.index == 1)
      }
      FileSystem.discard(fixture.path(file))
      let finding = try await fixture.failure()
      #expect(finding.file == file && finding.problem == "is missing")
      try FileSystem.write(whole, to: fixture.path(file))
    }
  }

  @Test func aWAVThatIsCutOffEndsAtItsLastFrame() async throws {
    let fixture = try await VerifierFixture(.wav, .pcm16)
    let stem = fixture.rows[0].stems[0]
    let whole = try FileSystem.read(fixture.path(stem))
    try FileSystem.write(Array(whole.dropLast(2 * 700)), to: fixture.path(stem))
    let finding = try await fixture.failure()
    #expect(finding.frame == 1_300 && finding.problem.contains("ends after 1300 frames of 2000"))
  }

  @Test func digestsAloneFindFlipsToo() async throws {
    let fixture = try await VerifierFixture()
    #expect(try await fixture.report(.digests).sums == [.unchecked: 3])
    for file in fixture.rows[0].files {
      try fixture.flip(file, at: 50)
      #expect(try await fixture.report(.digests).failures.map(\.file) == [file])
      try fixture.flip(file, at: 50)
    }
  }

  @Test("No flip of any bits of any byte passes, and the file is always the right one")
  func randomFlips() async throws {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SmallGenerator(seed: seed)
    for (format, subtype) in DatasetVerifierTests.formats {
      let fixture = try await VerifierFixture(format, subtype)
      for _ in 0..<8 {
        let row = try #require(fixture.rows.randomElement(using: &generator))
        let file = try #require(row.files.randomElement(using: &generator))
        let offset = Int.random(in: 0..<(FileSystem.size(ofFile: fixture.path(file)) ?? 1), using: &generator)
        let mask = UInt8.random(in: 1...255, using: &generator)
        try fixture.flip(file, at: offset, mask: mask)
        let found = try await fixture.report().failures
        #expect(
          found.map(\.file) == [file] && found.map(\.index) == [row.index],
          "seed \(seed): \(file), byte \(offset) ^ \(mask), \(found.map(\.description))")
        try fixture.flip(file, at: offset, mask: mask)
      }
      #expect(try await fixture.report().isFaultless)
    }
  }
}
