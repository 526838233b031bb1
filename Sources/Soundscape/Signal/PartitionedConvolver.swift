/// Convolution by products of spectra, overlap-save: a transform has the frames before a block and the block itself, and the
/// last frames of the inverse are right.
///
/// *Source:* see `ConvolutionResponse`.
struct PartitionedConvolver: ~Copyable {
  private let partitions: [SpectrumTable]
  private let channelCount: Int
  private let size: Int
  private let blockLength: Int
  private var fourier: RealFourier
  /// The spectra of each channel of the sound.
  private var lines: [SpectrumLine]
  /// Of each channel of the sound the frames before the next block, and those of it that have come.
  private var pending: [[Float]]
  /// The output so far from `readyStart` on.
  private var ready: [[Float]]
  private var readyStart = 0
  private var window: [Float]
  private var spectrum: Spectrum
  private var sums: (Spectrum, Spectrum, Spectrum, Spectrum)

  init(_ response: ConvolutionResponse, inputCount: Int, size: Int, blockLength: Int) {
    partitions = response.channels.map { channel in
      guard case .partitions(let table) = channel else { preconditionFailure("a response in partitions") }
      return table
    }
    channelCount = max(inputCount, response.channelCount)
    (self.size, self.blockLength) = (size, blockLength)
    fourier = response.makeFourier()
    lines = Array(repeating: SpectrumLine(size: size, partitionCount: partitions[0].count), count: inputCount)
    pending = Array(repeating: Array(repeating: 0, count: size - blockLength), count: inputCount)
    ready = Array(repeating: Array(repeating: 0, count: blockLength - 1), count: channelCount)
    window = Array(repeating: 0, count: size)
    spectrum = Spectrum(size: size)
    sums = (spectrum, spectrum, spectrum, spectrum)
  }

  /// Frames to append in one go: more would only need more memory.
  var pieceLength: Int { SpectrumLine.blocksAtOnce * blockLength }

  mutating func process(_ block: AudioBuffer) -> AudioBuffer {
    var out = AudioBuffer(channelCount: channelCount, reserving: block.frameCount)
    for start in stride(from: 0, to: block.frameCount, by: pieceLength) {
      append(block, start..<min(block.frameCount, start + pieceLength))
      take(upTo: start + pieceLength, into: &out, of: block.frameCount)
    }
    return out
  }

  /// All of a sound and `tailLength` frames more, without delay; for a new convolver.
  mutating func convolve(_ sound: AudioBuffer, tailLength: Int) -> AudioBuffer {
    let count = sound.frameCount + tailLength
    var out = AudioBuffer(channelCount: channelCount, reserving: count)
    for c in ready.indices { ready[c] = [] }
    var start = 0
    while out.frameCount < count {
      append(sound, start..<start + pieceLength)
      start += pieceLength
      take(upTo: start, into: &out, of: count)
    }
    return out
  }

  /// The next frames of the sound, silence after its end.
  private mutating func append(_ sound: AudioBuffer, _ frames: Range<Int>) {
    for (i, plane) in sound.channels.enumerated() {
      let part = frames.clamped(to: 0..<plane.count)
      pending[i] += plane[part]
      pending[i] += repeatElement(0, count: frames.count - part.count)
    }
    let blockCount = (pending[0].count - (size - blockLength)) / blockLength
    guard blockCount > 0 else { return }
    for c in ready.indices { ready[c].removeFirst(readyStart) }
    readyStart = 0
    for start in stride(from: 0, to: blockCount, by: SpectrumLine.blocksAtOnce) {
      let count = min(SpectrumLine.blocksAtOnce, blockCount - start)
      for i in lines.indices { transform(input: i, blocks: start..<start + count) }
      for c in 0..<channelCount { finish(channel: c, blockCount: count) }
    }
    for i in pending.indices { pending[i].removeFirst(blockCount * blockLength) }
  }

  /// Moves what is ready to the output, until that has `most` frames or its full `length`.
  private mutating func take(upTo most: Int, into out: inout AudioBuffer, of length: Int) {
    let count = min(ready[0].count - readyStart, min(most, length) - out.frameCount)
    for c in 0..<channelCount { out.channels[c] += ready[c][readyStart..<readyStart + count] }
    readyStart += count
  }

  /// The spectra of some blocks.
  private mutating func transform(input: Int, blocks: Range<Int>) {
    lines[input].prepare()
    for block in blocks {
      if copy(pending[input], from: block * blockLength, to: &window) {
        lines[input].appendSilence()
      } else {
        fourier.forward(window, into: &spectrum)
        lines[input].append(spectrum)
      }
    }
  }

  /// The output for the blocks transformed last.
  private mutating func finish(channel: Int, blockCount: Int) {
    let (line, table) = (channel % lines.count, partitions[channel % partitions.count])
    guard !lines[line].isSilent(count: blockCount) else {
      ready[channel] += [Float](repeating: 0, count: blockCount * blockLength)
      return
    }
    if blockCount == SpectrumLine.blocksAtOnce {
      lines[line].sumProducts(with: table, into: &sums)
      finish(sums.0, channel)
      finish(sums.1, channel)
      finish(sums.2, channel)
      finish(sums.3, channel)
    } else {
      for age in (0..<blockCount).reversed() {
        lines[line].sumProducts(with: table, age: age, into: &sums.0)
        finish(sums.0, channel)
      }
    }
  }

  private mutating func finish(_ sum: Spectrum, _ channel: Int) {
    fourier.inverse(sum, into: &window)
    ready[channel] += window[(size - blockLength)...]
  }
}

/// Copies as many samples as the target has; tells whether all of them are 0.
private func copy(_ source: [Float], from start: Int, to target: inout [Float]) -> Bool {
  let source = source.span.extracting(start..<start + target.count)
  var out = target.mutableSpan
  var bits: UInt32 = 0
  for i in 0..<out.count {
    out[i] = source[i]
    // All bits but the sign.
    bits |= source[i].magnitude.bitPattern
  }
  return bits == 0
}
