import TestSupport
import Testing

@testable import Soundscape

@Suite struct ConvolverTests {
  static let cases = [
    (1, 1), (1, 700), (700, 1), (900, 3), (900, 48), (900, 49), (900, 200), (3000, 600), (2500, 2048), (3000, 2500),
    (5000, 9000),
  ]

  /// Sums in double precision. Measured: 132 dB and more, as far as single precision's transforms go.
  @Test(arguments: cases) func isTheSumOfItsDefinition(frameCount: Int, responseLength: Int) {
    let sound = Signals.noise(frameCount: frameCount, seed: 1)
    let response = Self.fading(length: responseLength, seed: 2)
    let found = Convolver.convolve(sound, with: ConvolutionResponse(response))
    expectClose(found.channels[0], Self.direct(sound.channels[0], response.channels[0]))
  }

  /// Each size of transform, with one partition and with several.
  @Test(arguments: [256, 512, 1024, 2048, 4096, 8192]) func allSizesAreRight(size: Int) {
    for responseLength in [1, size / 2, size / 2 + 1, size * 5 / 4] {
      let sound = Signals.noise(frameCount: 1000, seed: 3)
      let response = Self.fading(length: responseLength, seed: 4)
      let scheme = ConvolutionScheme.partitioned(size: size, responseLength: responseLength)
      let found = Convolver.convolve(sound, with: ConvolutionResponse(response, scheme: scheme))
      expectClose(found.channels[0], Self.direct(sound.channels[0], response.channels[0]))
    }
  }

  /// Random blocks, some of no frames, and silence within the sound, of both signs, whose spectra are left out.
  @Test func blocksOfTheCallerChangeNoBit() {
    let first = UInt64.random(in: 0...1_000_000)
    for seed in first..<first + 12 {
      var generator = SmallGenerator(seed: seed)
      let (inputCount, responseChannels) = [(1, 1), (1, 3), (2, 1), (2, 2)].randomElement(using: &generator)!
      let length = 1 << Int.random(in: 0...13, using: &generator) + Int.random(in: 0...40, using: &generator)
      var sound = Signals.noise(
        frameCount: Int.random(in: 1...12_000, using: &generator), seed: seed, channelCount: inputCount)
      let silence = Int.random(in: 0..<sound.frameCount, using: &generator)..<sound.frameCount
      if Bool.random(using: &generator) {
        for c in 0..<inputCount { for i in silence.dropLast(100) { sound.channels[c][i] = i % 2 == 0 ? 0 : -0.0 } }
      }
      let response = ConvolutionResponse(
        Signals.noise(frameCount: length, seed: seed + 1, channelCount: responseChannels))
      let whole = Convolver.convolve(sound, with: response)
      let most = [1000, 5000, 30_000].randomElement(using: &generator)!
      let cut = Self.inBlocks(sound, response) { Int.random(in: 0...most, using: &generator) }
      let same = zip(whole.channels, cut.channels).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) }
      #expect(same && whole.frameCount == cut.frameCount, "seed \(seed)")
    }
  }

  /// A channel's bits do not depend on what other channels there are.
  @Test(arguments: [20, 3000]) func channelsAreAsAlone(responseLength: Int) {
    let sound = Signals.noise(frameCount: 2000, channelCount: 2)
    let response = Signals.noise(frameCount: responseLength, seed: 5, channelCount: 2)
    func alone(_ s: Int, _ r: Int) -> [Float] {
      let response = ConvolutionResponse(AudioBuffer(channels: [response.channels[r]]))
      return Convolver.convolve(AudioBuffer(channels: [sound.channels[s]]), with: response).channels[0]
    }
    let left = AudioBuffer(channels: [sound.channels[0]])
    let (both, first) = (
      ConvolutionResponse(response), ConvolutionResponse(AudioBuffer(channels: [response.channels[0]]))
    )
    #expect(Convolver.convolve(sound, with: both).channels == [alone(0, 0), alone(1, 1)])
    #expect(Convolver.convolve(left, with: both).channels == [alone(0, 0), alone(0, 1)])
    #expect(Convolver.convolve(sound, with: first).channels == [alone(0, 0), alone(1, 0)])
  }

  /// A late impulse of 1 moves the sound, to rounding.
  @Test(arguments: [10, 5000]) func anImpulseDelays(delay: Int) {
    let sound = Signals.noise(frameCount: 3000)
    let response = ConvolutionResponse(Signals.click(at: delay, frameCount: delay + 1))
    let found = Convolver.convolve(sound, with: response).channels[0]
    #expect(found.count == 3000 + delay)
    #expect(found[..<delay].allSatisfy { $0.magnitude < 1e-6 })
    #expect(zip(found[delay...], sound.channels[0]).allSatisfy { ($0 - $1).magnitude < 1e-6 })
  }

  @Test func noSoundGivesNone() {
    let response = ConvolutionResponse(Signals.noise(frameCount: 100, channelCount: 3))
    let found = Convolver.convolve(AudioBuffer(channelCount: 1, frameCount: 0), with: response)
    #expect(found.channelCount == 3 && found.isEmpty)
  }

  private static func inBlocks(
    _ sound: AudioBuffer, _ response: ConvolutionResponse, next: () -> Int
  ) -> AudioBuffer {
    var convolver = Convolver(response, inputCount: sound.channelCount)
    let late = convolver.lookAhead
    var planes = [[Float]](repeating: [], count: convolver.channelCount)
    let whole = sound.channels.map { $0 + [Float](repeating: 0, count: late + convolver.tailLength) }
    var start = 0
    while start < whole[0].count {
      let end = min(whole[0].count, start + next())
      let out = convolver.process(AudioBuffer(channels: whole.map { Array($0[start..<end]) }))
      for c in planes.indices { planes[c] += out.channels[c] }
      start = end
    }
    return AudioBuffer(channels: planes.map { Array($0.dropFirst(late)) })
  }

  private static func fading(length: Int, seed: UInt64) -> AudioBuffer {
    let noise = Signals.noise(frameCount: length, seed: seed).channels[0]
    return AudioBuffer(channels: [noise.enumerated().map { $1 * Float(length - $0) / Float(length) }])
  }

  private static func direct(_ sound: [Float], _ response: [Float]) -> [Double] {
    var out = [Double](repeating: 0, count: sound.count + response.count - 1)
    let taps = response.map(Double.init)
    for (i, sample) in sound.enumerated() {
      let sample = Double(sample)
      for m in 0..<taps.count { out[i + m] += sample * taps[m] }
    }
    return out
  }

  private func expectClose(_ found: [Float], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    let error = zip(found, expected).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
    let energy = expected.reduce(0) { $0 + $1 * $1 }
    // 125 dB; what is asked for is 120.
    #expect(error < 3e-13 * energy, sourceLocation: sourceLocation)
  }
}
