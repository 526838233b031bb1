import TestSupport
import Testing

@testable import Soundscape

/// What a coder writes, with seeking, is in the file, whether it is kept in memory or not.
@Suite struct CodedFileTests {
  private let folder: TemporaryDirectory
  init() throws { folder = try TemporaryDirectory() }

  /// Writes at random places, beyond the end too, in a file that leaves memory at once, half-way or never.
  @Test(arguments: [0, 500, 4_096, 1 << 20]) func randomWritesAreInTheFile(mostInMemory: Int) throws {
    for seed in 0..<(isThorough ? 400 : 40) {
      var generator = SmallGenerator(seed: UInt64(seed))
      let path = folder.path("\(mostInMemory)-\(seed)")
      let file = CodedFile(try OpenFile(path, for: .write), mostInMemory: mostInMemory)
      var expected: [UInt8] = []
      var position = 0
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        if Int.random(in: 0...2, using: &generator) == 0 {
          position = Int.random(in: 0...(expected.count + 300), using: &generator)
          file.seek(to: position)
        }
        let bytes = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
        if !bytes.isEmpty {
          let end = position + bytes.count
          expected += [UInt8](repeating: 0, count: max(0, end - expected.count))
          expected.replaceSubrange(position..<end, with: bytes)
        }
        let isTaken = unsafe bytes.withUnsafeBytes { unsafe file.take($0) }
        position += bytes.count
        #expect(isTaken && file.position == position && file.failure == nil)
      }
      let digest = try file.close()
      #expect(try FileSystem.read(path) == expected, "seed \(seed)")
      if expected.count <= mostInMemory {
        #expect(digest == SHA256Hasher.hexDigest(of: expected), "seed \(seed)")
      } else {
        #expect(digest == nil, "seed \(seed)")
      }
    }
  }

  /// A file's bytes do not depend on where they waited, and the checksum that comes with them is theirs.
  @Test(arguments: fileKinds) func theChecksumIsThatOfTheFile(format: FileFormat, subtype: SampleFormat) throws {
    for frameCount in [0, 1, 5_000, 48_000] {
      let path = folder.path("\(frameCount).\(format.fileExtension)")
      var writer = try AudioFileWriter(
        path: path, format: format, subtype: subtype, sampleRate: 48_000, channelCount: 2)
      try writer.write(Signals.noise(frameCount: frameCount, channelCount: 2))
      let digest = try #require(try writer.close())
      #expect(try SHA256Hasher.hexDigest(ofFile: path) == digest)
    }
  }

  @Test func aLargeFileHasToBeReadForItsChecksum() throws {
    let path = folder.path("large.wav")
    var writer = try AudioFileWriter(path: path, format: .wav, subtype: .float, sampleRate: 8_000, channelCount: 1)
    let sound = Signals.noise(frameCount: 1 << 20)
    for _ in 0..<3 { try writer.write(sound) }
    let digest = try writer.close()
    #expect(digest == nil)
    #expect(try load(path).channels[0] == sound.channels[0] + sound.channels[0] + sound.channels[0])
  }

  @Test func aFullDiskIsSeenWhileALargeFileIsWritten() throws {
    var writer = try AudioFileWriter(
      path: "/dev/full", format: .wav, subtype: .float, sampleRate: 8_000, channelCount: 1)
    let sound = Signals.noise(frameCount: 1 << 20)
    var problem: String?
    for _ in 0..<4 where problem == nil { problem = outputProblem("/dev/full") { try writer.write(sound) } }
    #expect(problem == "the disk is full")
  }
}
