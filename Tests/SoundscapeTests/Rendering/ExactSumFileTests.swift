import TestSupport
import Testing

@testable import Soundscape

/// What is exact in memory is exact in the files.
@Suite struct ExactSumFileTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  @Test(arguments: [
    (FileFormat.wav, SampleFormat.float), (.wav, .pcm16), (.wav, .pcm24), (.wav, .pcm32), (.flac, .pcm16),
    (.flac, .pcm24),
  ])
  func filesAddUp(format: FileFormat, subtype: SampleFormat) throws {
    let file = try bank.add(Signals.noise(frameCount: 1_000, amplitude: 1, channelCount: 2), "a", rate: 8_000)
    let events = (0..<6).map { i in
      Event.test(file, at: Double(i) * 0.03, snr: Double(i) * 2 - 3, name: "event \(i)")
    }
    let options = RenderOptions.plain.with {
      $0.sampleFormat = subtype
      $0.fixClipping = true
    }
    let mixture = try Scene.test(events, duration: 0.3, channelCount: 2, options: options).rendered()
    #expect(mixture.report.scaleFactor < 1)

    let read = try ([mixture.mix] + mixture.stems.map(\.audio)).enumerated().map { i, audio in
      try bank.add(audio, "out", "\(i).\(format.fileExtension)", rate: 8_000, format: format, subtype: subtype)
      let path = "\(bank.foreground)/out/\(i).\(format.fileExtension)"
      var reader = try AudioFileReader(path: path)
      return try reader.read(from: 0, count: audio.frameCount)
    }
    #expect(read == [mixture.mix] + mixture.stems.map(\.audio))
    var sum = Signals.silence(frameCount: mixture.mix.frameCount, channelCount: 2)
    for (stem, audio) in zip(mixture.stems, read.dropFirst()) { sum.add(audio, at: stem.position) }
    #expect(sum == read[0])
  }

  @Test func stepsAreThoseOfTheFormats() throws {
    let file = try bank.add(Signals.noise(frameCount: 400, amplitude: 0.1), "a", rate: 8_000)
    let bits = [SampleFormat.pcm16: 15, .pcm24: 23, .pcm32: 24, .float: 24]
    for (format, exponent) in bits {
      let mixture = try Scene.test([.test(file)], options: .plain.with { $0.sampleFormat = format }).rendered()
      #expect(mixture.report.step == Float(sign: .plus, exponent: -exponent, significand: 1), "\(format)")
    }
  }

  /// A rounded stem differs from an unrounded one by half a step at most: about −144 dB.
  @Test func roundingIsHalfAStep() throws {
    let noise = Signals.noise(frameCount: 400, amplitude: 0.4)
    let file = try bank.add(noise, "a", rate: 8_000)
    let mixture = try Scene.test([.test(file)]).rendered()
    for (sample, original) in zip(mixture.stems[0].audio.channels[0], noise.channels[0]) {
      #expect((sample - original).magnitude <= mixture.report.step / 2)
    }
  }
}
