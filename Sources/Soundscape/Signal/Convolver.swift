/// Convolves a sound that comes in blocks with an impulse response.
///
/// y[n] = Σ x[n − m] h[m]; how the sound is cut into blocks changes no bit, as the transforms are on a grid counted from the
/// sound's first frame. A convolver remembers the sound so far, so each sound needs a convolver of its own.
///
/// *Shape:* sound and response have the same number of channels, for channel by channel, or one of them has one, which then
/// goes with each channel of the other. *Units:* a response of a single 1 changes nothing.
package struct Convolver: ~Copyable {
  private let response: ConvolutionResponse
  private let inputCount: Int
  /// One of the two, by the response's scheme.
  private var direct: DirectConvolver?
  private var partitioned: PartitionedConvolver?

  /// - Parameter inputCount: channels of the sound.
  package init(_ response: ConvolutionResponse, inputCount: Int) {
    let responseCount = response.channelCount
    precondition(inputCount == responseCount || inputCount == 1 || responseCount == 1, "matching numbers of channels")
    self.response = response
    self.inputCount = inputCount
    switch response.scheme {
    case .direct: direct = DirectConvolver(response, inputCount: inputCount)
    case .partitioned(let size, let blockLength):
      partitioned = PartitionedConvolver(response, inputCount: inputCount, size: size, blockLength: blockLength)
    }
  }

  /// Channels of the output.
  package var channelCount: Int { max(inputCount, response.channelCount) }

  /// Frames by which the output is late: so many frames of silence come first.
  package var lookAhead: Int {
    if case .partitioned(_, let blockLength) = response.scheme { return blockLength - 1 }
    return 0
  }

  /// Frames by which the output is longer than the sound: silence of this length and of `lookAhead` after the sound brings all
  /// of it out.
  package var tailLength: Int { response.frameCount - 1 }

  /// The next frames of the output, as many as the block has.
  package mutating func process(_ block: AudioBuffer) -> AudioBuffer {
    precondition(block.channelCount == inputCount, "the sound's number of channels")
    if let out = direct?.process(block) ?? partitioned?.process(block) { return out }
    preconditionFailure("a convolver has one of the two")
  }

  /// All of a sound: `frameCount` + `tailLength` frames, of which the first is the sound's first frame times the response's.
  package static func convolve(_ sound: AudioBuffer, with response: ConvolutionResponse) -> AudioBuffer {
    var convolver = Convolver(response, inputCount: sound.channelCount)
    guard !sound.isEmpty else { return AudioBuffer(channelCount: convolver.channelCount, frameCount: 0) }
    let tail = convolver.tailLength
    if let out = convolver.partitioned?.convolve(sound, tailLength: tail) { return out }
    let first = convolver.process(sound)
    let last = convolver.process(AudioBuffer(channelCount: sound.channelCount, frameCount: tail))
    return AudioBuffer(channels: zip(first.channels, last.channels).map { $0 + $1 })
  }
}
