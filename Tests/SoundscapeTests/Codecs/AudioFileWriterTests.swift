import TestSupport
import Testing

@testable import Soundscape

/// The problem of the `SoundscapeError.output` that an action throws, if it names the path.
func outputProblem(_ path: String, _ action: () throws -> Void) -> String? {
  do { try action() } catch SoundscapeError.output(path: path, let problem, _) { return problem } catch {}
  return nil
}

@Suite struct AudioFileWriterTests {
  let folder: TemporaryDirectory
  init() throws { folder = try TemporaryDirectory() }

  @Test(arguments: [FileFormat.wav, .flac]) func every16BitValueComesBack(format: FileFormat) throws {
    let values = AudioBuffer(channels: [(-32768...32767).map { Float($0) / 32768 }])
    let path = folder.path("all." + format.fileExtension)
    try save(values, to: path, as: format, .pcm16)
    #expect(try load(path) == values)
  }

  @Test(arguments: [FileFormat.wav, .flac]) func multiplesOf24BitsComeBack(format: FileFormat) throws {
    var generator = SmallGenerator(seed: 24)
    let limit = 1 << 23
    let edges = [-limit, -limit + 1, -1, 0, 1, limit - 1]
    let values = (edges + (0..<20_000).map { _ in Int.random(in: -limit..<limit, using: &generator) })
      .map { Float($0) / Float(limit) }
    let buffer = AudioBuffer(channels: [values, values.reversed()])
    let path = folder.path("some." + format.fileExtension)
    try save(buffer, to: path, as: format, .pcm24)
    #expect(try load(path) == buffer)
  }

  @Test func multiplesOfTwoToTheMinus24ComeBackFrom32Bits() throws {
    var generator = SmallGenerator(seed: 32)
    let limit = 1 << 24
    let edges = [-limit, -1, 0, 1, limit / 2]
    let whole = edges + (0..<20_000).map { _ in Int.random(in: -limit..<limit, using: &generator) }
    let values = whole.map { Float($0) / Float(limit) }
    let path = folder.path("some.wav")
    try save(AudioBuffer(channels: [values]), to: path, as: .wav, .pcm32)
    #expect(try load(path).channels[0] == values)
  }

  @Test func roundsTiesToEvenAndLimits() {
    let step: Float = 1 / 32768
    let samples: [Float] = [0.5 * step, 1.5 * step, -0.5 * step, -1.5 * step, 2.4 * step, 1, 2, -1, -7, 1 - 0.4 * step]
    var out = [Int32](repeating: 0, count: samples.count)
    quantize([samples], from: 0, count: samples.count, bits: 16, into: &out)
    #expect(out.map { $0 >> 16 } == [0, 2, 0, -2, 2, 32767, 32767, -32768, -32768, 32767])
    #expect(out.allSatisfy { $0 & 0xFFFF == 0 })
  }

  /// By the definition, number by number: what is between two steps, on a half, and beyond full scale.
  @Test(arguments: [1, 2, 3], [16, 24, 32]) func everySampleIsRoundedAsDefined(channelCount: Int, bits: Int) {
    var generator = SmallGenerator(seed: UInt64(10 * bits + channelCount))
    let scale = Double(1 << (bits - 1))
    let edges: [Float] = [0, -0.0, 1, -1, .leastNonzeroMagnitude, .infinity, -.infinity, .greatestFiniteMagnitude]
    var planes: [[Float]] = []
    for _ in 0..<channelCount {
      var plane = edges
      for _ in 0..<700 {
        plane.append(.random(in: -1.2...1.2, using: &generator))
        let half = Double(Int.random(in: -5_000...5_000, using: &generator)) + 0.5
        plane.append(Float(half / scale))
      }
      planes.append(plane)
    }
    let (start, count) = (1, 1_400)
    let expected = (0..<(count * channelCount)).map { k -> Int in
      let exact = Double(planes[k % channelCount][start + k / channelCount]) * scale
      return Int(min(max(exact, -scale), scale - 1).rounded(.toNearestOrEven))
    }
    var wide = [Int32](repeating: 0, count: expected.count)
    quantize(planes, from: start, count: count, bits: bits, into: &wide)
    #expect(wide.map { Int($0 >> Int32(32 - bits)) } == expected)
    guard bits == 16 else { return }
    var narrow = [Int16](repeating: 0, count: expected.count)
    quantize(planes, from: start, count: count, into: &narrow)
    #expect(narrow.map(Int.init) == expected)
  }

  @Test func floatsComeBackBitForBitAboveFullScaleToo() throws {
    let buffer = Signals.noise(frameCount: 20_000, amplitude: 3, channelCount: 2)
    let path = folder.path("loud.wav")
    try save(buffer, to: path)
    #expect(try load(path) == buffer)
  }

  @Test(arguments: fileKinds) func sameSoundGivesSameBytes(format: FileFormat, subtype: SampleFormat) throws {
    let buffer = Signals.noise(frameCount: 20_000, channelCount: 2)
    try save(buffer, to: folder.path("a"), as: format, subtype)
    try save(buffer, to: folder.path("b"), as: format, subtype)
    let bytes = try FileSystem.read(folder.path("a"))
    #expect(bytes == (try FileSystem.read(folder.path("b"))))
    // The chunk that holds the time of day; two files of the same second would agree in spite of it.
    #expect(!String(decoding: bytes.prefix(200), as: UTF8.self).contains("PEAK"))
  }

  @Test(arguments: losslessKinds) func silenceFillsUp(format: FileFormat, subtype: SampleFormat) throws {
    let path = folder.path("gap")
    var writer = try AudioFileWriter(path: path, format: format, subtype: subtype, sampleRate: 8000, channelCount: 2)
    let click = Signals.click(at: 0, frameCount: 1, amplitude: 0.5, channelCount: 2)
    try writer.write(click)
    try writer.writeSilence(frameCount: 40_000)
    try writer.write(click)
    try writer.close()
    let sound = try load(path)
    #expect(sound.frameCount == 40_002)
    #expect(sound.channels[1].indices.filter { sound.channels[1][$0] == 0.5 } == [0, 40_001])
    #expect(sound.channels[0].filter { $0 == 0 }.count == 40_000)
  }

  /// Hours of silence take no room, and reads like any other silence.
  @Test(arguments: losslessKinds) func longSilenceIsTheSameBytes(format: FileFormat, subtype: SampleFormat) throws {
    let click = Signals.click(at: 0, frameCount: 1, amplitude: 0.5, channelCount: 2)
    let silence = (1 << 20) + 50_000
    // Before, between and after sounds; and nothing else.
    for sounds in [0, 2] {
      for (name, whole) in [("hole", false), ("written", true)] {
        var writer = try AudioFileWriter(
          path: folder.path(name), format: format, subtype: subtype, sampleRate: 8000, channelCount: 2)
        for i in 0...sounds {
          if i > 0 { try writer.write(click) }
          if whole {
            try writer.write(Signals.silence(frameCount: silence, channelCount: 2))
          } else {
            try writer.writeSilence(frameCount: silence)
          }
        }
        try writer.close()
      }
      let digests = try ["hole", "written"].map { try SHA256Hasher.hexDigest(ofFile: folder.path($0)) }
      #expect(digests[0] == digests[1], "\(sounds) sounds")
    }
  }

  @Test func anEmptyFileIsAFile() throws {
    let path = folder.path("empty.wav")
    try save(Signals.silence(frameCount: 0), to: path)
    #expect(try AudioFileReader(path: path).info.frameCount == 0)
  }

  @Test(arguments: fileKinds) func reportsAFullDisk(format: FileFormat, subtype: SampleFormat) {
    // /dev/full lets itself be opened and refuses every byte.
    #expect(
      outputProblem("/dev/full") {
        try save(Signals.noise(frameCount: 100), to: "/dev/full", as: format, subtype)
      } == "the disk is full")
  }

  @Test func reportsWhyAFileCannotBeMade() throws {
    let path = folder.path("no/such.wav")
    #expect(outputProblem(path) { try save(Signals.silence(frameCount: 1), to: path) } == "no such file or folder")
    #expect(
      outputProblem(folder.path) { try save(Signals.silence(frameCount: 1), to: folder.path) }
        == "is a folder, not a file")
    let many = folder.path("many.flac")
    #expect(
      outputProblem(many) { try save(Signals.silence(frameCount: 1, channelCount: 9), to: many, as: .flac, .pcm16) }
        == "flac cannot hold 9 channels of pcm16 at 8000 Hz")
    #expect(
      outputProblem(many) { try save(Signals.silence(frameCount: 1), to: many, as: .flac, .float) }
        == "flac cannot hold 1 channels of float at 8000 Hz")
  }

  @Test func refusesSamplesThatAreNoNumbers() throws {
    let path = folder.path("nan.wav")
    #expect(
      outputProblem(path) { try save(AudioBuffer(channels: [[0, .nan]]), to: path) }
        == "the audio contains NaN or infinite samples")
  }

  @Test func aWAVHolds4Gigabytes() {
    let stereo = AudioFileWriter.mostFrames(format: .wav, subtype: .pcm24, channelCount: 2)
    #expect(stereo * 6 + 4096 <= Int(UInt32.max) && (stereo + 1) * 6 + 4096 > Int(UInt32.max))
  }
}
