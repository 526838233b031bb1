import TestSupport
import Testing

@testable import Soundscape

/// The law of verify: an untouched data set passes, and each flipped bit in any of its files is found, with the file and,
/// for a sample, the frame.
@Suite struct FlippedBitLawTests {
  #if DEBUG
    private static let (dataSets, flips) = (8, 24)
  #else
    private static let (dataSets, flips) = (60, 200)
  #endif

  private struct Shape {
    var format = FileFormat.wav
    var samples = SampleFormat.float
    var channelCount = 1
    var clips = false
  }

  private func fixture(_ shape: Shape, _ generator: inout SmallGenerator) async throws -> VerifierFixture {
    let seed = UInt32.random(in: .min ... .max, using: &generator)
    let layout = ["folder", "scaper"].randomElement(using: &generator) ?? "folder"
    let hasSplits = Bool.random(using: &generator)
    let level = shape.clips ? 3.0 : Double.random(in: -50 ... -20, using: &generator)
    return try await VerifierFixture(shape.format, shape.samples) { recipe in
      recipe.seed = .integer(seed)
      recipe.channelCount = shape.channelCount
      recipe.referenceLoudness = .const(level)
      recipe.render.fixClipping = !shape.clips
      recipe.output.layout = layout
      if hasSplits { recipe.output.splits = [.init(name: "train", share: 0.5), .init(name: "test", share: 0.5)] }
    }
  }

  @Test func holds() async throws {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SmallGenerator(seed: seed)
    for i in 0..<Self.dataSets {
      let kind = DatasetVerifierTests.formats[i % DatasetVerifierTests.formats.count]
      let shape = Shape(
        format: kind.0, samples: kind.1, channelCount: Int.random(in: 1...2, using: &generator),
        clips: i.isMultiple(of: 3))
      let fixture = try await fixture(shape, &generator)
      let clean = try await fixture.report()
      #expect(clean.isFaultless, "seed \(seed): \(clean.findings.map(\.description))")
      #expect(try RecreationChecker(inputs: [fixture.root]).run().identical == 3, "seed \(seed)")
      for _ in 0..<Self.flips {
        let row = try #require(fixture.rows.randomElement(using: &generator))
        let file = try #require((row.files + [Manifest.fileName]).randomElement(using: &generator))
        try await flip(file, of: row, fixture, shape, &generator, seed)
      }
      #expect(try await fixture.report() == clean, "seed \(seed)")
    }
  }

  private func flip(
    _ file: String, of row: ManifestRow, _ fixture: VerifierFixture, _ shape: Shape, _ generator: inout SmallGenerator,
    _ seed: UInt64
  ) async throws {
    let size = try #require(FileSystem.size(ofFile: fixture.path(file)))
    let offset = Int.random(in: 0..<size, using: &generator)
    let mask: UInt8 = 1 << UInt8.random(in: 0..<8, using: &generator)
    try fixture.flip(file, at: offset, mask: mask)
    let place = "seed \(seed): \(shape), \(file), byte \(offset) ^ \(mask)"
    do {
      let found = try await fixture.report().failures
      #expect(Set(found.map(\.file)) == [file], "\(place): \(found.map(\.description))")
      let isSound = row.stems.contains(file) || file == row.mixture
      let frameSize = shape.samples.bytesPerSample * shape.channelCount
      let header = size - 2_000 * frameSize
      if isSound, shape.format == .wav, offset >= header, !shape.clips {
        #expect(found.first?.frame == (offset - header) / frameSize, "\(place): \(found.map(\.description))")
      }
      if isSound, shape.format == .wav, offset >= header, Int.random(in: 0..<4, using: &generator) == 0 {
        let summary = try RecreationChecker(inputs: [fixture.root]).run()
        #expect(summary.identical == 2, "\(place): \(summary)")
      }
    } catch let error as SoundscapeError {
      // The last line's end.
      #expect(file == Manifest.fileName && "\(error)".contains(file), "\(place): \(error)")
    }
    try fixture.flip(file, at: offset, mask: mask)
  }

  @Test("Each bit of a float, in each part of a file, is found with its frame", arguments: [1, 2])
  func floats(channelCount: Int) async throws {
    let fixture = try await VerifierFixture { $0.channelCount = channelCount }
    let row = fixture.rows[1]
    let annotation = try Annotation(jams: fixture.path(try #require(row.jams)))
    let first = try #require(annotation.events[0].firstFrame)
    // Before the event, where it fades in, and in its midst.
    for file in [row.stems[0], try #require(row.mixture)] {
      for frame in [0, first, first + 1, first + 200, 1_999] {
        for bit in 0..<32 {
          let size = try #require(FileSystem.size(ofFile: fixture.path(file)))
          let offset = size - (2_000 - frame) * 4 * channelCount + bit / 8
          try fixture.flip(file, at: offset, mask: 1 << UInt8(bit % 8))
          let finding = try await fixture.failure()
          #expect(finding.file == file && finding.frame == frame, "bit \(bit): \(finding)")
          try fixture.flip(file, at: offset, mask: 1 << UInt8(bit % 8))
        }
      }
    }
  }
}
