/// The stems of a scene and what is made of them, in memory or on disk.
protocol StemStore: AnyObject {
  var channelCount: Int { get }
  /// Frames that are worked on at a time: those that fit into memory.
  var blockLength: Int { get }
  /// Whether more decoded sources may be kept beside the stems.
  var keepsSources: Bool { get }

  /// Adds the next stem of the scene.
  ///
  /// - Parameter range: the frames of the mixture in which it sounds; the last may be after the mixture's end.
  func add(_ sound: consuming some BlockSource & ~Copyable, in range: Range<Int>) throws(SoundscapeError)
  /// Cuts off the part of each stem after the mixture's end.
  func cutToMixture()
  /// Puts all stems through several treatments; after the last, their tails are cut off at the mixture's end.
  func apply(_ treatments: [any StemTreatment]) throws(SoundscapeError)

  /// The frames of the mixture in which a stem sounds.
  func range(of stem: Int) -> Range<Int>
  /// Those of them that are kept.
  func keptRange(of stem: Int) -> Range<Int>
  /// A part of what is kept of a stem.
  func read(_ stem: Int, _ range: Range<Int>) throws(SoundscapeError) -> AudioBuffer
  /// The treatments that are still to be run on what is kept.
  func stages(of stem: Int) throws(SoundscapeError) -> [any Stage]

  /// Reserves room for another sound. *Returns:* the track that `write` and `readTrack` take.
  func reserveTrack(frameCount: Int) -> Int
  /// Adds the next block to a track.
  func write(_ block: AudioBuffer, at frame: Int, ofTrack track: Int) throws(SoundscapeError)
  /// A buffer that holds a range of a track, and where in it the range begins.
  func readTrack(_ track: Int, _ range: Range<Int>) throws(SoundscapeError) -> (audio: AudioBuffer, offset: Int)
}

extension StemStore {
  /// Frames that a pass over several stems takes at a time, so that what it adds up stays in the processor's cache: 64 kB.
  var passLength: Int { min(blockLength, max(1_024, 16_384 / channelCount)) }

  /// Calls a body with the sum of stems as they are kept, each with a gain in dB, over a range of the mixture, in blocks.
  func sum(
    of parts: [(stem: Int, gain: Decibels)], in range: Range<Int>, channelCount: Int,
    _ body: (AudioBuffer) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    var start = range.lowerBound
    while start < range.upperBound {
      let block = start..<(start + min(blockLength, range.upperBound - start))
      start = block.upperBound
      if parts.count == 1, parts[0].gain == 0, keptRange(of: parts[0].stem).contains(block) {
        try body(try read(parts[0].stem, block))
        continue
      }
      var sum = AudioBuffer(channelCount: channelCount, frameCount: block.count)
      for part in parts {
        let common = keptRange(of: part.stem).clamped(to: block)
        if common.isEmpty { continue }
        var audio = try read(part.stem, common)
        audio.scale(by: Float(amplitude(of: part.gain)))
        sum.add(audio, at: common.lowerBound - block.lowerBound)
      }
      try body(sum)
    }
  }
}

extension [Range<Int>] {
  /// From the first frame of any to the last of all; empty for none.
  var union: Range<Int> {
    let start = reduce(Int.max) { Swift.min($0, $1.lowerBound) }
    return start..<reduce(start) { Swift.max($0, $1.upperBound) }
  }
}
