import TestSupport
import Testing

@testable import Soundscape

/// The mixture is the sum of its stems: exactly, and in any order.
@Suite struct ExactSumTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  @Test(arguments: 0..<60) func randomScenesAddUp(seed: Int) throws {
    var generator = SmallGenerator(seed: UInt64(seed))
    let noise = try bank.add(Signals.noise(frameCount: 1_600, seed: UInt64(seed), channelCount: 2), "a", rate: 8_000)
    let sine = try bank.add(Signals.sine(300, at: 8_000, frameCount: 1_600, amplitude: 1), "b", rate: 8_000)
    let options = RenderOptions.plain.with {
      $0.sampleFormat = SampleFormat.allCases[seed % 4]
      $0.fixClipping = Bool.random(using: &generator)
      $0.peakNormalization = Bool.random(using: &generator)
    }
    let events = (0..<Int.random(in: 1...12, using: &generator)).map { i in
      Event.test(
        Bool.random(using: &generator) ? noise : sine, at: .random(in: 0...0.2, using: &generator),
        lasting: .random(in: 0.001...0.2, using: &generator), snr: .random(in: -60...30, using: &generator),
        name: "event \(i)")
    }
    let scene = Scene.test(
      events, duration: 0.3, channelCount: Int.random(in: 1...2, using: &generator), fade: 0.005, options: options)
    try check(scene.rendered(), options, "seed \(seed)", &generator)
  }

  /// Loud sounds that agree, or that cancel each other: the sum is at the limit, or far below its parts.
  @Test(arguments: 0..<48) func alignedAndCancellingStemsAddUp(seed: Int) throws {
    var generator = SmallGenerator(seed: UInt64(seed) + 1_000)
    let noise = Signals.noise(frameCount: 400, seed: UInt64(seed), amplitude: 1)
    var inverse = noise
    inverse.scale(by: -1)
    let rising = try bank.add(noise, "a", rate: 8_000)
    let falling = try bank.add(inverse, "b", rate: 8_000)
    let options = RenderOptions.plain.with {
      $0.sampleFormat = SampleFormat.allCases[seed % 4]
      $0.fixClipping = true
      $0.peakNormalization = seed % 3 == 0
    }
    let cancels = seed % 2 == 0
    let events = (0..<Int.random(in: 1...12, using: &generator)).map { i in
      Event.test(
        cancels && i % 2 == 1 ? falling : rising, snr: 20 + .random(in: 0...3, using: &generator), name: "event \(i)")
    }
    let mixture = try Scene.test(events, duration: 0.05, options: options).rendered()
    try check(mixture, options, "seed \(seed)", &generator)
  }

  private func check(
    _ mixture: Mixture, _ options: RenderOptions, _ seed: String, _ generator: inout SmallGenerator
  ) throws {
    #expect(sum(of: mixture.stems, like: mixture.mix) == mixture.mix.channels, "\(seed), in order")
    #expect(sum(of: mixture.stems.reversed(), like: mixture.mix) == mixture.mix.channels, "\(seed), backwards")
    let mixed = mixture.stems.shuffled(using: &generator)
    #expect(sum(of: mixed, like: mixture.mix) == mixture.mix.channels, "\(seed), in any order")
    let inDouble = doubleSum(of: mixed, like: mixture.mix)
    #expect(inDouble == mixture.mix.channels.map { $0.map(Double.init) }, "\(seed), in double precision")

    #expect(mixture.report.step.significand == 1 && mixture.report.step > 0, "\(seed), a power of two")
    let step = Double(mixture.report.step)
    for audio in mixture.stems.map(\.audio) + [mixture.mix] {
      let multiples = audio.channels.joined().map { Double($0) / step }
      #expect(multiples.allSatisfy { $0 == $0.rounded() && $0.isFinite }, "\(seed), multiples of the step")
    }
    guard options.fixClipping || options.peakNormalization else { return }
    // Single precision has no number between 1 − 2⁻²⁴ and 1, so 32 bits end there too.
    let finest = options.sampleFormat.bits.map { Float(sign: .plus, exponent: 1 - min($0, 25), significand: 1) } ?? 0
    // Of integers no file passes full scale, be it a stem that others cancel.
    let isBounded = options.sampleFormat != .float
    let peak = isBounded ? mixture.stems.reduce(mixture.mix.peak) { max($0, $1.audio.peak) } : mixture.mix.peak
    #expect(peak <= 1 - finest, "\(seed), \(options.sampleFormat): \(peak)")
    if options.peakNormalization { #expect(peak > 0.99, "\(seed): \(peak)") }
  }

  private func sum(of stems: [Stem], like mix: AudioBuffer) -> [[Float]] {
    var sum = mix.channels.map { $0.map { _ in Float(0) } }
    for stem in stems {
      for (c, plane) in stem.audio.channels.enumerated() {
        for (i, sample) in plane.enumerated() { sum[c][stem.position + i] += sample }
      }
    }
    return sum
  }

  private func doubleSum(of stems: [Stem], like mix: AudioBuffer) -> [[Double]] {
    var sum = mix.channels.map { $0.map { _ in 0.0 } }
    for stem in stems {
      for (c, plane) in stem.audio.channels.enumerated() {
        for (i, sample) in plane.enumerated() { sum[c][stem.position + i] += Double(sample) }
      }
    }
    return sum
  }
}
