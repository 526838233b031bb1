import TestSupport
import Testing

@testable import Soundscape

@Suite struct KernelsTests {
  @Test func accumulateLeavesOutWhatReachesOverTheEnd() {
    let source: [Float] = [1, 2, 3]
    let cases: [(Int, [Float])] = [
      (0, [11, 12, 13, 10]), (2, [10, 10, 11, 12]), (4, [10, 10, 10, 10]), (9, [10, 10, 10, 10]),
    ]
    for (offset, expected) in cases {
      var target: [Float] = [10, 10, 10, 10]
      var span = target.mutableSpan
      accumulate(source.span, into: &span, at: offset)
      #expect(target == expected)
    }
  }

  @Test func magnitudesAreAdded() {
    var target: [Float] = [1, 1]
    var span = target.mutableSpan
    let source: [Float] = [-2, 3, 4]
    accumulateMagnitudes(source.span, into: &span, at: 0)
    #expect(target == [3, 4])
  }

  @Test func roundingGoesToTheNearestMultipleTiesToEven() {
    var samples: [Float] = [0.25, 0.75, -0.25, -0.75, 1.2, -1.3, 0.5, 1]
    var span = samples.mutableSpan
    multiply(&span, by: 1, roundingToMultiplesOf: 0.5)
    #expect(samples == [0, 1, 0, -1, 1, -1.5, 0.5, 1])
  }

  @Test func roundingToTheStepsOf24BitsMovesByHalfAStepAtMost() {
    let step: Float = 1 / Float(1 << 23)
    let noise = Signals.noise(frameCount: 2000).channels[0]
    var rounded = noise
    var span = rounded.mutableSpan
    multiply(&span, by: 1, roundingToMultiplesOf: step)
    for (a, b) in zip(noise, rounded) {
      #expect(abs(a - b) <= step / 2)
      let multiple = Double(b) / Double(step)
      #expect(multiple == multiple.rounded())
    }
  }

  /// One pass gives what two give: the product is a float before it is rounded to a step.
  @Test(arguments: [0.7, 1.0, 1.37] as [Float]) func scalingAndRoundingAreTwoRoundings(factor: Float) {
    let step: Float = 1 / Float(1 << 23)
    let noise = Signals.noise(frameCount: 20_000).channels[0]
    var (once, twice) = (noise, noise)
    var span = once.mutableSpan
    multiply(&span, by: factor, roundingToMultiplesOf: step)
    span = twice.mutableSpan
    multiply(&span, by: factor)
    multiply(&span, by: 1, roundingToMultiplesOf: step)
    #expect(once == twice)
  }

  @Test func peakIsTheLargestMagnitude() {
    #expect(AudioBuffer(channels: [[0.5, -0.75], [0.25, 0]]).peak == 0.75)
    #expect(Signals.silence(frameCount: 0).peak == 0)
  }

  @Test(arguments: [0, 1, 6]) func peakOfNaNIsInfinite(frame: Int) {
    var samples: [Float] = [0, 0.5, 0, 1, 0, 0, 0]
    samples[frame] = .nan
    let peak = peakMagnitude(of: samples.span)
    #expect(peak == .infinity)
  }

  @Test func energyAndScale() {
    var buffer = AudioBuffer(channels: [[1, -2, 3]])
    let plane = buffer.channels[0]
    let sum = energy(of: plane.span)
    #expect(sum == 14)
    buffer.scale(by: 0.5)
    #expect(buffer.channels == [[0.5, -1, 1.5]])
  }

  /// The energy of differences in blocks is the plain sum, whatever the length of the block.
  @Test(arguments: [1, 7, 8, 9, 64, 77]) func energyOfDifferences(length: Int) {
    let samples = Signals.noise(frameCount: 200).channels[0]
    for start in [1, 2, 33] {
      let expected = (start..<start + length).reduce(0.0) { sum, i in
        let difference = Double(samples[i]) - 0.9 * Double(samples[i - 1])
        return sum + difference * difference
      }
      let found = differenceEnergy(of: samples.span, in: start..<start + length, factor: 0.9)
      // A hundred roundings of single precision.
      expectClose(Double(found) / expected, 1, within: 1e-5)
    }
  }

  @Test func factorsAreOnStraightLines() {
    var samples = [Float](repeating: 2, count: 7)
    multiply(&samples, byLinesThrough: [1, 1, 3, 2], step: 3)
    #expect(samples == [2, 2, 2, 2, 2 * (1 + 2 / Float(3)), 2 * (1 + 2 * (2 / Float(3))), 6])
  }

  @Test func limitCutsOffBothWays() {
    var samples: [Float] = [-3, -2, -0.5, 0, 1.5, 2, 2.5]
    limit(&samples, to: 2)
    #expect(samples == [-2, -2, -0.5, 0, 1.5, 2, 2])
  }
}
