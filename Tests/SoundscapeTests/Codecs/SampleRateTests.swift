import TestSupport
import Testing

@testable import Soundscape

/// Rates that only a damaged header has.
@Suite struct SampleRateTests {
  @Test("A rate that no recorder writes is refused by its number", arguments: [0, 6_144_001, 2_147_483_647])
  func impossibleRates(rate: Int) throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("a.wav")
    try AudioFile.write(Signals.noise(frameCount: 100), to: path, sampleRate: 8_000)
    var bytes = try FileSystem.read(path)
    for i in 0..<4 { bytes[24 + i] = UInt8(truncatingIfNeeded: rate >> (8 * i)) }
    try FileSystem.write(bytes, to: path)
    let error = #expect(throws: SoundscapeError.self) { try AudioFileReader.info(of: path) }
    if rate > 0 {
      let problem = try #require(error?.problem)
      #expect(problem.contains("at \(rate) Hz") && problem.contains("1 to 6144000 Hz"), "\(problem)")
    }
  }

  @Test func theHighestRateIsRead() throws {
    let folder = try TemporaryDirectory()
    try AudioFile.write(Signals.noise(frameCount: 100), to: folder.path("a.wav"), sampleRate: 6_144_000)
    #expect(try AudioFileReader.info(of: folder.path("a.wav")).sampleRate == 6_144_000)
  }
}
