@testable import Soundscape

/// Measures the frequency of a steady sine.
enum Frequency {
  /// From the first and the last rising passage through zero, each between two frames by a straight line.
  static func ofSine(_ samples: [Float], at rate: Hertz) -> Double {
    var passages: [Double] = []
    for i in 1..<samples.count where samples[i - 1] < 0 && samples[i] >= 0 {
      passages.append(Double(i) - Double(samples[i]) / Double(samples[i] - samples[i - 1]))
    }
    guard let first = passages.first, let last = passages.last, last > first else { return .nan }
    return Double(passages.count - 1) * Double(rate) / (last - first)
  }
}
