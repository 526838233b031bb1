import TestSupport
import Testing

@testable import Soundscape

/// Ogg Vorbis and Opus: as long as what was written, and the same bytes each time.
@Suite struct LossyFileTests {
  let folder: TemporaryDirectory
  init() throws { folder = try TemporaryDirectory() }

  private static let kinds: [(FileFormat, SampleFormat)] = [(.ogg, .vorbis), (.opus, .opus)]
  private static let rates: [(FileFormat, Hertz)] =
    [1_000, 8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 200_000].map { (.ogg, $0) }
    + [8_000, 12_000, 16_000, 24_000, 48_000].map { (.opus, $0) }

  /// Around the lengths of blocks and pages, and the delay of Opus (312 frames of 48 kHz).
  @Test(arguments: rates, [1, 2]) func comesBackAsLongAsItWas(kind: (FileFormat, Hertz), channelCount: Int) throws {
    let (format, rate) = kind
    let path = folder.path("a")
    for length in [1, 2, 127, 128, 311, 312, 313, 960, 4_095, 4_096, 4_097, 9_001] {
      let sound = Signals.noise(frameCount: length, amplitude: 0.3, channelCount: channelCount)
      try save(sound, to: path, as: format, format.usualSampleFormat, rate: rate)
      let reader = try AudioFileReader(path: path)
      let info = AudioFileInfo(frameCount: length, sampleRate: rate, channelCount: channelCount)
      #expect(reader.info == info && reader.sampleFormat == format.usualSampleFormat, "\(length) frames")
      #expect(try load(path).frameCount == length)
      #expect(try AudioFile.info(of: path) == info)
      // To the last frame, decoded in order.
      let digesting = try DigestingAudioReader(path: path)
      var block = [Float](repeating: 0, count: length * channelCount)
      #expect(digesting.info == info && digesting.read(length, into: &block) == length && digesting.damage == nil)
    }
  }

  /// libsndfile draws the number of a stream from the time, and libvorbis looks ahead as far as there is sound.
  @Test(arguments: kinds, [1, 2])
  func bytesDependOnTheSoundAlone(kind: (FileFormat, SampleFormat), channelCount: Int) throws {
    let sound = Signals.noise(frameCount: 30_000, channelCount: channelCount)
    try save(sound, to: folder.path("a"), as: kind.0, kind.1)
    let bytes = try FileSystem.read(folder.path("a"))
    for lengths in [[30_000], [1, 100, 20_000, 9_899], Array(repeating: 300, count: 100)] {
      var writer = try AudioFileWriter(
        path: folder.path("b"), format: kind.0, subtype: kind.1, sampleRate: 8_000, channelCount: channelCount)
      var start = 0
      for length in lengths {
        try writer.write(sound.part(start..<(start + length)))
        start += length
      }
      try writer.close()
      #expect(try FileSystem.read(folder.path("b")) == bytes, "\(lengths.count) blocks")
    }
    #expect(Array(bytes[14..<18]) == [1, 0, 0, 0])
    let window = try FileWindow(path: folder.path("a"), size: bytes.count)
    #expect(try OggPages.problem(in: window) == nil)
    #expect(OggPages.endsStream(Array(bytes.suffix(OggPages.mostBytesOfPage))))
    #expect(!OggPages.endsStream(Array(bytes.suffix(OggPages.mostBytesOfPage).dropLast())))
  }

  @Test(arguments: kinds) func aHigherQualityIsNearerAndLarger(kind: (FileFormat, SampleFormat)) throws {
    let sound = Signals.sine(440, at: 48_000, frameCount: 24_000, amplitude: 0.5)
    var sizes: [Int] = []
    var errors: [Float] = []
    for quality in [0.0, nil, 1] {
      let path = folder.path("a")
      try save(sound, to: path, as: kind.0, kind.1, rate: 48_000, coding: AudioCoding(quality: quality))
      sizes.append(try #require(FileSystem.size(ofFile: path)))
      let decoded = try load(path).channels[0]
      errors.append(zip(sound.channels[0], decoded).map { ($0 - $1) * ($0 - $1) }.reduce(0, +))
    }
    #expect(sizes == sizes.sorted() && errors[2] < errors[0], "\(sizes) \(errors)")
    // A hundredth of the sine's power at best: Opus takes a while to follow a sound that begins at once.
    #expect(errors[2] < 24_000 * 0.125 * 0.01)
  }

  /// As in files of floats: nothing is cut off at full scale.
  @Test(arguments: kinds) func whatPassesFullScaleIsKept(kind: (FileFormat, SampleFormat)) throws {
    let path = folder.path("a")
    try save(
      Signals.sine(440, at: 48_000, frameCount: 24_000, amplitude: 3), to: path, as: kind.0, kind.1,
      rate: 48_000)
    #expect((2.9...3.3).contains(try load(path).peak))
  }
}

/// FLAC's levels: other bytes, the same samples.
@Suite struct FLACLevelTests {
  @Test(arguments: [SampleFormat.pcm16, .pcm24], [1, 2])
  func samplesAreTheSameAtEveryLevel(samples: SampleFormat, channelCount: Int) throws {
    let folder = try TemporaryDirectory()
    var sound = Signals.sine(330, at: 8_000, frameCount: 20_000, amplitude: 0.4)
    if channelCount == 2 {
      sound = AudioBuffer(channels: [sound.channels[0], Signals.noise(frameCount: 20_000, amplitude: 0.1).channels[0]])
    }
    try save(sound, to: folder.path("usual"), as: .flac, samples)
    let usual = try load(folder.path("usual"))
    var sizes: [Int: Int] = [:]
    for level in AudioCoding.levels {
      let path = folder.path("\(level)")
      try save(sound, to: path, as: .flac, samples, coding: AudioCoding(level: level))
      #expect(try load(path) == usual, "level \(level)")
      sizes[level] = FileSystem.size(ofFile: path)
    }
    // The level that is asked for is libsndfile's own where it is not said.
    #expect(try FileSystem.read(folder.path("\(AudioCoding.usualLevel)")) == FileSystem.read(folder.path("usual")))
    #expect(sizes[8] ?? .max < sizes[0] ?? 0, "\(sizes)")
  }
}
