private import Csndfile

/// A sound file that is read from.
///
/// Every failure of reading is a `SoundscapeError.source` with the path of the file: it never gives fewer frames than
/// asked for without an error.
@safe package struct AudioFileReader: ~Copyable {
  /// Frames that are decoded at a time: 64 kB a channel, which stays in the processor's caches.
  static let blockLength = 16_384

  let path: String
  package let info: AudioFileInfo
  private let handle: OpaquePointer
  let isMPEG: Bool
  /// Whether a frame is the same wherever decoding begins: true of plain samples and FLAC, but not of formats
  /// whose decoders need a run-up, such as MPEG and Vorbis.
  package let decodesAlikeFromAnyFrame: Bool
  /// How the file stores its samples; formats that this library does not write count as float.
  let sampleFormat: SampleFormat
  private var position: Int

  /// Opens a file and checks that it is a whole one.
  ///
  /// It refuses folders and anything else that is not a plain file, empty files, files that are not sound, and those
  /// whose header promises more than they hold.
  ///
  /// *Throws:* `SoundscapeError.notAudio` for an empty file and one that is not sound, `.source` for the others.
  package init(path: String) throws(SoundscapeError) {
    try Self.check(path)
    var found = SF_INFO()
    SystemFailure.forget()
    guard let opened = unsafe sf_open(path, CInt(SFM_READ), &found) else {
      // The text of a failed `sf_open` is shared by all threads; the system's own failure is this thread's.
      let failure = SystemFailure.last
      if failure.concernsReading { throw .source(path: path, problem: failure.words) }
      throw .notAudio(path: path, problem: notASoundFile)
    }
    if let problem = Self.problem(ofHeader: found, log: unsafe Self.log(of: opened)) {
      unsafe sf_close(opened)
      throw .source(path: path, problem: problem)
    }
    self.path = path
    info = AudioFileInfo(
      frameCount: Int(found.frames), sampleRate: Int(found.samplerate), channelCount: Int(found.channels))
    sampleFormat = SampleFormat(sndfileFormat: found.format)
    isMPEG = found.format & CInt(SF_FORMAT_TYPEMASK) == CInt(SF_FORMAT_MPEG)
    decodesAlikeFromAnyFrame = plainSubtypes.contains(found.format & CInt(SF_FORMAT_SUBMASK))
    unsafe handle = opened
    position = 0
  }

  deinit { unsafe sf_close(handle) }

  /// What a sound file holds, counted where the header cannot be trusted.
  ///
  /// MPEG files (MP3) say how long they are only roughly, if at all: they are decoded once. Done when a soundbank is
  /// indexed, not when it is rendered.
  static func info(of path: String) throws(SoundscapeError) -> AudioFileInfo {
    var reader = try AudioFileReader(path: path)
    var info = reader.info
    if reader.isMPEG { info.frameCount = try reader.countFrames() }
    return info
  }

  /// Reads exactly `count` frames, the first of them frame `start` of the file.
  ///
  /// *Throws:* `SoundscapeError.source` when the file ends early, when the decoder finds an error, and when a sample is
  /// NaN or infinite.
  package mutating func read(from start: Int, count: Int) throws(SoundscapeError) -> AudioBuffer {
    precondition(start >= 0 && count >= 0, "no negative frames")
    var planes = [[Float]](repeating: [Float](repeating: 0, count: count), count: info.channelCount)
    guard count > 0 else { return AudioBuffer(channels: planes) }
    guard start < info.frameCount else { throw endsEarly(after: info.frameCount, of: start + count) }
    if start != position {
      guard unsafe sf_seek(handle, sf_count_t(start), CInt(SF_SEEK_SET)) == sf_count_t(start) else {
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
      guard got == wanted else { throw endsEarly(after: position, of: max(start + count, info.frameCount)) }
      if !isMono { deinterleave(block, count: got, into: &planes, at: done) }
      done += got
    }
    if let frame = firstUndefinedFrame(in: planes) {
      throw .source(path: path, problem: "contains NaN or infinite samples (first at frame \(start + frame))")
    }
    return AudioBuffer(channels: planes)
  }

  /// Reads the next frames, fewer only at the end of the file.
  ///
  /// A damaged block is filled with silence by some decoders, so that only the handle's error shows it; the next read
  /// would clear it.
  private mutating func next(
    _ count: Int, into block: inout [Float], at offset: Int = 0
  ) throws(SoundscapeError) -> Int {
    precondition(offset >= 0 && offset + count * info.channelCount <= block.count)
    let got = unsafe block.withUnsafeMutableBufferPointer { target in
      guard let first = target.baseAddress else { return 0 }
      return unsafe Int(sf_readf_float(handle, first + offset, sf_count_t(count)))
    }
    position += got
    guard unsafe got < count || sf_error(handle) == CInt(SF_ERR_NO_ERROR) else {
      throw .source(path: path, problem: "is damaged before frame \(position)" + decoderText)
    }
    return got
  }

  private mutating func countFrames() throws(SoundscapeError) -> Int {
    var block = [Float](repeating: 0, count: Self.blockLength * info.channelCount)
    while try next(Self.blockLength, into: &block) == Self.blockLength {}
    return position
  }

  private func endsEarly(after frames: Int, of expected: Int) -> SoundscapeError {
    .source(path: path, problem: "ends after \(frames) of \(expected) frames" + decoderText)
  }

  /// What the decoder says about its last error, in brackets; empty for none.
  private var decoderText: String {
    guard unsafe sf_error(handle) != CInt(SF_ERR_NO_ERROR), let text = unsafe sf_strerror(handle) else { return "" }
    return unsafe " (\(String(cString: text)))"
  }

  private static func check(_ path: String) throws(SoundscapeError) {
    switch FileSystem.kind(of: path) {
    case nil: throw .source(path: path, problem: "no such file")
    case .folder?: throw .source(path: path, problem: "is a folder, not a file")
    case .other?: throw .source(path: path, problem: "is not a plain file")
    case .file(let size)?:
      guard FileSystem.isReadable(path) else { throw .source(path: path, problem: "cannot be read: permission denied") }
      if size == 0 { throw .notAudio(path: path, problem: "empty file") }
    }
  }

  private static func problem(ofHeader header: SF_INFO, log: String) -> String? {
    guard header.channels > 0, header.samplerate > 0 else {
      return "has \(header.channels) channels at \(header.samplerate) Hz"
    }
    guard header.frames >= 0, header.frames < sf_count_t.max else { return "does not say how long it is (cut off?)" }
    guard let cut = truncation(inLog: log) else { return nil }
    return "is cut off: the header promises \(cut.promised) bytes, the file holds \(cut.held)"
  }

  private static func log(of handle: OpaquePointer) -> String {
    let most = 4096  // libsndfile keeps 2047 bytes
    var bytes = [CChar](repeating: 0, count: most)
    _ = unsafe sf_command(handle, CInt(SFC_GET_LOG_INFO), &bytes, CInt(most))
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// Something that is not a sound, or is in a format that libsndfile does not know.
let notASoundFile = "not a sound file that libsndfile can read"

/// The codings in which each sample is stored by itself; FLAC counts as the one that it decodes to.
private let plainSubtypes: Set = Set(
  [
    SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT,
    SF_FORMAT_DOUBLE, SF_FORMAT_ULAW, SF_FORMAT_ALAW,
  ].map { CInt($0) })

/// The first frame in which a sample is NaN or infinite.
private func firstUndefinedFrame(in planes: [[Float]]) -> Int? {
  planes.compactMap { plane in
    peakMagnitude(of: plane.span).isFinite ? nil : plane.firstIndex { !$0.isFinite }
  }.min()
}
