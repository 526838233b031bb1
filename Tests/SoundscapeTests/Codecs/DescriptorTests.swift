import TestSupport
import Testing

@testable import Soundscape

@Suite struct DescriptorTests {
  /// libsndfile closes the descriptor of a file whose header it cannot write; closed a second time by us, it could be
  /// one that another worker had opened meanwhile.
  @Test func aFailedFileClosesNobodyElses() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("x")
    try FileSystem.write([1, 2, 3], to: path)
    let rounds = 4_000
    let unread = await withTaskGroup(of: Int.self) { group in
      group.addTask {
        for _ in 0..<rounds {
          _ = try? AudioFileWriter(
            path: "/dev/full", format: .wav, subtype: .float, sampleRate: 8_000, channelCount: 1)
        }
        return 0
      }
      group.addTask { (0..<rounds).count { _ in (try? FileSystem.read(path)) != [1, 2, 3] } }
      return await group.reduce(0, +)
    }
    #expect(unread == 0)
    _ = folder
  }
}
