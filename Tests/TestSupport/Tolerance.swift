public import Soundscape
public import Testing

/// How far a sound is above its difference from another, in dB; +∞ for equal sounds, −∞ for unequal shapes.
public func signalToDifference(_ sound: AudioBuffer, _ expected: AudioBuffer) -> Decibels {
  guard sound.channelCount == expected.channelCount, sound.frameCount == expected.frameCount else { return -.infinity }
  var (signal, difference) = (0.0, 0.0)
  for (plane, other) in zip(sound.channels, expected.channels) {
    for (a, b) in zip(plane, other) {
      signal += Double(b) * Double(b)
      difference += (Double(a) - Double(b)) * (Double(a) - Double(b))
    }
  }
  return difference == 0 ? .infinity : decibels(of: (signal / difference).squareRoot())
}

/// Expects two sounds to be equal to so many dB, and otherwise reports where they differ most.
public func expectClose(
  _ sound: AudioBuffer, _ expected: AudioBuffer, atLeast level: Decibels,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = signalToDifference(sound, expected)
  #expect(
    found >= level,
    "\(found) dB, shapes \(shape(of: sound)) and \(shape(of: expected)), \(worstFrame(sound, expected))",
    sourceLocation: sourceLocation)
}

/// Expects two numbers to differ by no more than a tolerance; a NaN is near to nothing.
public func expectClose(
  _ number: Double, _ expected: Double, within tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    abs(number - expected) <= tolerance, "\(number) is not within \(tolerance) of \(expected)",
    sourceLocation: sourceLocation)
}

private func shape(of buffer: AudioBuffer) -> String { "\(buffer.channelCount) × \(buffer.frameCount)" }

private func worstFrame(_ sound: AudioBuffer, _ expected: AudioBuffer) -> String {
  var worst = (channel: 0, frame: 0, difference: Float(0))
  for (c, (plane, other)) in zip(sound.channels, expected.channels).enumerated() {
    for (i, (a, b)) in zip(plane, other).enumerated() where !(abs(a - b) <= worst.difference) {
      worst = (c, i, abs(a - b))
    }
  }
  return "worst at channel \(worst.channel), frame \(worst.frame): \(worst.difference)"
}
