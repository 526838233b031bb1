/// The stems of a scene before their levels are set, wherever they are kept.
protocol StemSource: ~Copyable {
  /// The frames of the mixture in which a stem sounds.
  func range(of stem: Int) -> Range<Int>
  /// Frames that are asked for at a time.
  var blockLength: Int { get }
  /// A part of a stem. *Shape:* the mixture's channels × the frames of the range, which lies within the stem's.
  borrowing func read(_ stem: Int, _ range: Range<Int>) throws(SoundscapeError) -> AudioBuffer
}

/// Stems in memory: each is had whole.
struct StemsInMemory: StemSource {
  let stems: [Stem]

  func range(of stem: Int) -> Range<Int> { stems[stem].range }
  var blockLength: Int { .max }

  func read(_ stem: Int, _ range: Range<Int>) -> AudioBuffer {
    let whole = stems[stem]
    if range == whole.range { return whole.audio }
    let part = (range.lowerBound - whole.position)..<(range.upperBound - whole.position)
    return AudioBuffer(channels: whole.audio.channels.map { Array($0[part]) })
  }
}

extension StemSource where Self: ~Copyable {
  /// Hands out the sum of stems, each with a gain in dB, over a range of the mixture, in pieces.
  borrowing func sum(
    of parts: [(stem: Int, gain: Decibels)], in range: Range<Int>, channelCount: Int,
    _ body: (AudioBuffer) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    var start = range.lowerBound
    while start < range.upperBound {
      let piece = start..<(start + min(blockLength, range.upperBound - start))
      start = piece.upperBound
      if parts.count == 1, parts[0].gain == 0, self.range(of: parts[0].stem).contains(piece) {
        try body(try read(parts[0].stem, piece))
        continue
      }
      var sum = AudioBuffer(channelCount: channelCount, frameCount: piece.count)
      for part in parts {
        let common = self.range(of: part.stem).clamped(to: piece)
        if common.isEmpty { continue }
        var audio = try read(part.stem, common)
        audio.scale(by: Float(amplitude(of: part.gain)))
        sum.add(audio, at: common.lowerBound - piece.lowerBound)
      }
      try body(sum)
    }
  }
}
