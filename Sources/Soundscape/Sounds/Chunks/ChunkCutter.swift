/// Cuts a recording as it is read: in memory is never more than a chunk and a block.
struct ChunkCutter {
  private let chunking: Chunking
  private let source: ConvertedBlocks
  private let length: Int
  private let hop: Int

  init(_ recording: ChunkRecording, _ chunking: Chunking) throws(SoundscapeError) {
    self.chunking = chunking
    source = try ConvertedBlocks(
      FileBlocks(path: recording.path, frameCount: recording.info.frameCount),
      sampleRate: chunking.conversion.sampleRate, channelCount: chunking.conversion.channelCount)
    (length, hop) = try chunking.frames(at: source.sampleRate, of: recording.path)
  }

  var sampleRate: Hertz { source.sampleRate }

  struct Chunk {
    var audio: AudioBuffer
    /// Counted from 1, with those that are left out.
    var number: Int
    /// In frames.
    var start: Int
  }

  /// Calls `body` with each chunk that is kept.
  ///
  /// *Returns:* how many were left out as silent.
  func cut(_ body: (Chunk) throws(SoundscapeError) -> Void) throws(SoundscapeError) -> Int {
    var pending = AudioBuffer(channelCount: source.channelCount, frameCount: 0)
    var (number, start, end, silent, skipped) = (0, 0, 0, 0, 0)
    var isOver = false
    while !isOver {
      while pending.frameCount < length, let block = try source.next() {
        let gap = min(skipped, block.frameCount)
        skipped -= gap
        pending.append(block.part(gap..<block.frameCount))
      }
      isOver = pending.frameCount < length
      // A rest that the chunk before it held already is not a chunk.
      if isOver, start + pending.frameCount <= end { break }
      guard let audio = isOver ? tail(pending) : pending.part(0..<length) else { break }
      number += 1
      if let rule = chunking.silence, rule.applies(to: audio, at: sampleRate, chunkLength: length) {
        silent += 1
      } else {
        try body(Chunk(audio: audio, number: number, start: start))
      }
      end = start + length
      start += hop
      skipped = max(0, hop - pending.frameCount)
      pending.dropFirst(min(hop, pending.frameCount))
    }
    return silent
  }

  /// What becomes of the end of a recording; nil where it is left out.
  private func tail(_ rest: AudioBuffer) -> AudioBuffer? {
    var audio = rest
    switch chunking.tail {
    case .drop: return nil
    case .pad: audio.setLength(length)
    case .keep: audio.setLength(rest.frameCount - rest.frameCount % chunking.multiple)
    }
    return audio.isEmpty ? nil : audio
  }
}

/// A buffer as blocks: a single one.
final class OneBlock: SoundBlocks {
  let sampleRate: Hertz
  let channelCount: Int
  private var audio: AudioBuffer?

  init(_ audio: AudioBuffer, at rate: Hertz) {
    (self.audio, sampleRate, channelCount) = (audio, rate, audio.channelCount)
  }

  func next() -> AudioBuffer? { audio.take() }
}
