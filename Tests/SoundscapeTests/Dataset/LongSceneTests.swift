import TestSupport
import Testing

@testable import Soundscape

/// Whole data sets, written in memory and piece by piece.
@Suite struct LongSceneTests {
  private func generate(_ fixture: DatasetFixture, _ root: String, mostSamples: Int) async throws {
    var generator = try fixture.generator(root, 0..<3, jobs: 2)
    generator.storePolicy.mostSamplesInMemory = mostSamples
    let summary = try generator.run()
    #expect(summary.progress.failed == 0)
  }

  @Test(arguments: [FileFormat.wav, .flac], [true, false])
  func theBytesAreTheSame(format: FileFormat, stems: Bool) async throws {
    var fixture = try DatasetFixture()
    fixture.recipe.output.format = format
    fixture.recipe.output.stems = stems
    fixture.recipe.render.sampleFormat = format == .flac ? .pcm16 : .float
    try await generate(fixture, "memory", mostSamples: .max)
    try await generate(fixture, "pieces", mostSamples: 0)
    let (memory, pieces) = (try fixture.tree("memory"), try fixture.tree("pieces"))
    #expect(memory == pieces)
    #expect(!pieces.keys.contains { $0.hasSuffix(".spill") })
    if !stems { return }
    var recreator = Recreator(
      inputs: [fixture.folder.path("memory")], sink: FolderSink(fixture.folder.path("again")))
    recreator.storePolicy.mostSamplesInMemory = 0
    #expect(try recreator.run().progress.failed == 0)
    var checker = RecreationChecker(inputs: [fixture.folder.path("again")])
    checker.storePolicy.mostSamplesInMemory = 0
    #expect(try checker.run().identical == 3)
    let again = try fixture.tree("again")
    for (path, digest) in again where path.hasSuffix(".txt") || path.hasSuffix(format.fileExtension) {
      #expect(memory[path] == digest, "\(path)")
    }
  }

  @Test func aFailureLeavesNothing() async throws {
    var fixture = try DatasetFixture()
    fixture.recipe.render.sampleFormat = .float
    var generator = try fixture.generator("set", 0..<2)
    generator.storePolicy.mostSamplesInMemory = 0
    for label in ["a", "b", "c"] {
      for k in 0..<2 { try FileSystem.write([1, 2, 3], to: fixture.folder.path("bank/\(label)/\(k).wav")) }
    }
    let summary = try generator.run()
    #expect(summary.progress.failed == 2)
    #expect(try fixture.tree("set").keys.sorted() == ["manifest.jsonl"])
  }
}
