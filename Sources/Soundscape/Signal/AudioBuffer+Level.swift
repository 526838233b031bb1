extension AudioBuffer {
  /// The root mean square over all channels as a level relative to full scale; −∞ for silence and for no frames.
  ///
  /// *Units:* dB.
  var rootMeanSquareLevel: Decibels {
    guard !isEmpty else { return -.infinity }
    let sum = channels.reduce(0) { $0 + energy(of: $1.span) }
    return decibels(of: (sum / Double(frameCount * channelCount)).squareRoot())
  }
}
