/// Convolution with a short response, frame by frame.
struct DirectConvolver {
  private let taps: [[Float]]
  private let channelCount: Int
  /// The last frames of the sound, one less than the response has.
  private var history: [[Float]]

  init(_ response: ConvolutionResponse, inputCount: Int) {
    taps = response.channels.map { channel in
      guard case .taps(let taps) = channel else { preconditionFailure("a response for direct convolution") }
      return taps
    }
    channelCount = max(inputCount, response.channelCount)
    history = Array(repeating: Array(repeating: 0, count: response.frameCount - 1), count: inputCount)
  }

  mutating func process(_ block: AudioBuffer) -> AudioBuffer {
    let sources = zip(history, block.channels).map { $0 + $1 }
    var out = AudioBuffer(channelCount: channelCount, frameCount: block.frameCount)
    for c in 0..<channelCount {
      convolveDirectly(sources[c % sources.count], with: taps[c % taps.count], into: &out.channels[c])
    }
    for i in history.indices { history[i] = Array(sources[i].suffix(history[i].count)) }
    return out
  }
}
