import TestSupport
import Testing

@testable import Soundscape

@Suite struct RealFourierTests {
  static let sizes = [256, 512, 1024, 2048, 4096, 8192]

  /// Against sums in double precision at some of the bins, both ends among them. Measured: 1.3 · 10⁻⁷.
  @Test(arguments: sizes) func isTheSumOfItsDefinition(size: Int) {
    let samples = Signals.noise(frameCount: size).channels[0]
    var fourier = RealFourier(size: size)
    var spectrum = Spectrum(size: size)
    fourier.forward(samples, into: &spectrum)
    let step = -2 * Double.pi / Double(size)
    let roots = (0..<size).map { (Math.cosine(step * Double($0)), Math.sine(step * Double($0))) }
    var (error, norm) = (0.0, 0.0)
    for k in [0, 1, 2, 3, 4, 5, size / 4 - 1, size / 4, size / 4 + 1, size / 2 - 3, size / 2 - 1, size / 2] {
      var (re, im) = (0.0, 0.0)
      for n in 0..<size {
        let root = roots[k * n % size]
        re += Double(samples[n]) * root.0
        im += Double(samples[n]) * root.1
      }
      let (offRe, offIm) = (Double(spectrum.re[k]) - re, Double(spectrum.im[k]) - im)
      error += offRe * offRe + offIm * offIm
      norm += re * re + im * im
    }
    #expect((error / norm).squareRoot() < 5e-7)
    #expect(spectrum.im[0] == 0 && spectrum.im[size / 2] == 0)
    #expect(spectrum.re[(size / 2 + 1)...].allSatisfy { $0 == 0 })
    #expect(spectrum.im[(size / 2 + 1)...].allSatisfy { $0 == 0 })
  }

  /// Sixteen roundings of single precision.
  @Test(arguments: sizes) func theInverseBringsSamplesBack(size: Int) {
    let samples = Signals.noise(frameCount: size).channels[0]
    var fourier = RealFourier(size: size)
    var spectrum = Spectrum(size: size)
    fourier.forward(samples, into: &spectrum)
    var back = [Float](repeating: .nan, count: size)
    fourier.inverse(spectrum, into: &back)
    #expect(zip(samples, back).allSatisfy { ($0 - $1).magnitude < 1e-6 })
  }

  /// An impulse has the same power in all bins, a constant only in bin 0, a cosine of k periods only in bin k.
  @Test(arguments: [256, 2048]) func knownSpectra(size: Int) {
    var fourier = RealFourier(size: size)
    var spectrum = Spectrum(size: size)
    var impulse = [Float](repeating: 0, count: size)
    impulse[3] = 1
    fourier.forward(impulse, into: &spectrum)
    for k in 0...size / 2 {
      expectClose(Double(spectrum.re[k] * spectrum.re[k] + spectrum.im[k] * spectrum.im[k]), 1, within: 1e-6)
    }
    fourier.forward([Float](repeating: 0.5, count: size), into: &spectrum)
    #expect(spectrum.re[0] == Float(size) / 2 && spectrum.re[1...].allSatisfy { $0 == 0 })
    let roots = UnitRoots(count: size)
    fourier.forward((0..<size).map { Float(roots.cosines[5 * $0 % size]) }, into: &spectrum)
    for k in 0...size / 2 { expectClose(Double(spectrum.re[k]), k == 5 ? Double(size) / 2 : 0, within: 2e-4) }
  }

  @Test func rootsAreAccurate() {
    for count in [1, 2, 4, 8, 64, 8192] {
      let roots = UnitRoots(count: count)
      #expect(roots.cosines.count == count && roots.sines.count == count)
      for k in 0..<count {
        let angle = -2 * Double.pi * Double(k) / Double(count)
        // Thirteen products of unit size, each rounded to 10⁻¹⁶.
        expectClose(roots.cosines[k], Math.cosine(angle), within: 2e-15)
        expectClose(roots.sines[k], Math.sine(angle), within: 2e-15)
      }
    }
  }

  /// Below a third of the lower rate nothing is lost, and what would be mirrored into it is 70 dB down.
  @Test(arguments: [2, 8, 16]) func decimatedTonesComeBack(factor: Int) {
    let decimator = Decimator(factor: factor)
    let lowerRate = 1_000.0
    func tone(_ frequency: Double) -> [Float] {
      // Not a multiple of the factor.
      Signals.sine(frequency, at: Int(lowerRate) * factor, frameCount: 500 * factor + 1).channels[0]
    }
    func through(_ frequency: Double) -> [Float] {
      let tone = tone(frequency)
      var out = [Float](repeating: 0, count: tone.count)
      decimator.interpolate(decimator.decimate(tone), addingTo: &out)
      return out
    }
    let middle = (60 * factor)..<(440 * factor)
    for frequency in [20.0, 150, 280] {
      let level = signalToDifference(
        AudioBuffer(channels: [Array(through(frequency)[middle])]),
        AudioBuffer(channels: [Array(tone(frequency)[middle])]))
      #expect(level > 60, "\(frequency) Hz")
    }
    // 0.9 of the lower rate, which a factor of 2 still has a third of its own rate for.
    #expect(through(900)[middle].allSatisfy { $0.magnitude < 0.5 * 0.000_4 })
  }
}
