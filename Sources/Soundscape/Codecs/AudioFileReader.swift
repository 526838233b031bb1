/// A sound file that is read from.
///
/// Every failure of reading is a `SoundscapeError.source` with the path of the file: it never gives fewer frames than
/// asked for without an error.
package struct AudioFileReader: ~Copyable {
  /// Frames that are decoded at a time: 64 kB a channel, which stays in the processor's caches.
  static let blockLength = 16_384
  /// A finite sample beyond this is damage: the largest whole numbers that are stored as floats are 2³¹.
  private static let mostMagnitude: Float = 0x1p40

  /// Bytes besides the sound, such as pictures, that are read with it.
  private static let mostRest = FileWindow.mostTail

  let path: String
  /// The shape of the sound; where `knowsLength` is false, the frame count is a guess.
  package var info: AudioFileInfo { decoder.info }
  /// Whether the frames are as many as the header says. MPEG files and FLAC from a pipe have to be counted.
  var knowsLength: Bool { decoder.knowsLength }
  /// Whether a frame is the same wherever decoding begins: true of plain samples and FLAC, but not of formats
  /// whose decoders need a run-up, such as MPEG and Vorbis.
  package var decodesAlikeFromAnyFrame: Bool { decoder.decodesAlikeFromAnyFrame }
  /// How the file stores its samples; formats that this library does not write count as float.
  var sampleFormat: SampleFormat { decoder.sampleFormat }
  /// Whether the samples are 32-bit floats in the file too.
  var storesFloats: Bool { decoder.storesFloats }
  /// By what the file shows that it is still the same.
  let stamp: FileStamp
  private let decoder: any FrameDecoder
  private var position = 0

  /// Opens a file and checks that it is a whole one, as far as its header shows.
  ///
  /// It refuses folders and anything else that is not a plain file, empty files, files that are not sound, and those whose
  /// header promises more than they hold.
  ///
  /// *Throws:* `SoundscapeError.notAudio` for an empty file and one that is not sound, `.source` for the others.
  package init(path: String) throws(SoundscapeError) {
    self.path = path
    (decoder, stamp) = try openDecoder(path)
  }

  /// What a sound file holds, with its frames counted where the header does not say, and looked through for damage where
  /// that is cheap.
  ///
  /// Done when a soundbank is indexed, not when it is rendered.
  /// *Throws:* as `init`, and `.notAudio` for a file without a single frame.
  static func info(of path: String) throws(SoundscapeError) -> AudioFileInfo { try survey(path).info }

  /// The same, with what shows later whether the file is still the same.
  static func survey(_ path: String) throws(SoundscapeError) -> (info: AudioFileInfo, stamp: FileStamp) {
    let reader = try AudioFileReader(path: path)
    var info = reader.info
    if reader.knowsLength { try reader.checkSize() }
    // An empty FLAC has no last frame.
    if info.frameCount > 0 || !reader.knowsLength { info.frameCount = try reader.decoder.countFrames() }
    guard info.frameCount > 0 else { throw .notAudio(path: path, problem: "holds no sound") }
    return (info, reader.stamp)
  }

  /// Refuses a file that has far more bytes than its sound takes: a hole of any size, in which a decoder would look for
  /// frames, and which would be digested to its end.
  private func checkSize() throws(SoundscapeError) {
    let most = FileFormat.mostBytes(frameCount: info.frameCount, channelCount: info.channelCount)
    guard stamp.byteCount - Self.mostRest > most else { return }
    throw .source(
      path: path,
      problem:
        "is not what its header says: it has \(stamp.byteCount) bytes, far more than its \(info.frameCount) frames "
        + "take; write it again, or cut it there")
  }

  /// Reads exactly `count` frames, the first of them frame `start` of the file.
  ///
  /// *Throws:* `SoundscapeError.source` when the file ends early, when the decoder finds an error, and when a sample is
  /// NaN, infinite, or larger than any sound.
  package mutating func read(from start: Int, count: Int) throws(SoundscapeError) -> AudioBuffer {
    precondition(start >= 0 && count >= 0, "no negative frames")
    var planes = [[Float]](repeating: [Float](repeating: 0, count: count), count: info.channelCount)
    guard count > 0 else { return AudioBuffer(channels: planes) }
    guard start < info.frameCount || !knowsLength else { throw endsEarly(after: info.frameCount, of: start + count) }
    if start != position {
      guard decoder.seek(to: start) else {
        throw .source(path: path, problem: "cannot seek to frame \(start)" + decoderText)
      }
      position = start
    }
    let isMono = info.channelCount == 1
    var block = isMono ? [] : [Float](repeating: 0, count: min(Self.blockLength, count) * info.channelCount)
    var done = 0
    while done < count {
      let wanted = min(Self.blockLength, count - done)
      let got = isMono ? try next(wanted, into: &planes[0], at: done) : try next(wanted, into: &block)
      guard got == wanted else {
        throw endsEarly(after: position, of: knowsLength ? max(start + count, info.frameCount) : start + count)
      }
      if !isMono { deinterleave(block, count: got, into: &planes, at: done) }
      done += got
    }
    try check(planes, from: start)
    return AudioBuffer(channels: planes)
  }

  /// Reads the next frames, fewer only at the end of the file.
  ///
  /// A damaged block is filled with silence by some decoders, so that only the handle's error shows it; the next read
  /// would clear it.
  private mutating func next(
    _ count: Int, into block: inout [Float], at offset: Int = 0
  ) throws(SoundscapeError) -> Int {
    let got = decoder.read(count, into: &block, at: offset)
    position += got
    // Without a length of its own, only an error tells a damaged file from one that ends.
    guard got < count && knowsLength || decoder.failure == nil else {
      throw .source(path: path, problem: "is damaged before frame \(position)" + decoderText)
    }
    return got
  }

  private func endsEarly(after frames: Int, of expected: Int) -> SoundscapeError {
    .source(path: path, problem: "ends after \(frames) of \(expected) frames" + decoderText)
  }

  /// What the decoder says about its last error, in brackets; empty for none.
  private var decoderText: String { decoder.failure.map { " (\($0))" } ?? "" }

  /// Refuses samples that are not sound.
  private func check(_ planes: [[Float]], from start: Int) throws(SoundscapeError) {
    var first: (frame: Int, sample: Float)?
    for plane in planes {
      let peak = peakMagnitude(of: plane.span)
      if peak.isFinite, peak <= Self.mostMagnitude { continue }
      guard let frame = plane.firstIndex(where: { !$0.isFinite || abs($0) > Self.mostMagnitude }) else { continue }
      if first.map({ frame < $0.frame }) ?? true { first = (frame, plane[frame]) }
    }
    guard let first else { return }
    let frame = start + first.frame
    let problem =
      first.sample.isFinite
      ? "holds a sample of \(first.sample) at frame \(frame)"
      : "contains NaN or infinite samples (first at frame \(frame))"
    throw .source(path: path, problem: problem)
  }
}
