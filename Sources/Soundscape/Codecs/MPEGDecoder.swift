private import Cmpg123

/// MPEG audio (MP3, MP2, MP1), decoded by libmpg123: a file of it, or the part of a WAV that holds it.
///
/// The samples are those that libsndfile returns, which uses libmpg123 too; but its length is counted, not guessed, and
/// its decoder writes nothing to standard error.
@safe final class MPEGDecoder: FrameDecoder {
  let info: AudioFileInfo
  let knowsLength = false
  let sampleFormat = SampleFormat.float
  let storesFloats = false
  let decodesAlikeFromAnyFrame = false
  private(set) var failure: String?

  private let path: String
  private let part: Range<Int>
  private let stream: MPEGStream
  private let file: OpenFile
  private let handle: OpaquePointer

  /// - Parameters:
  ///   - part: the bytes of the file that are MPEG frames and tags.
  ///   - stream: where the frames begin in that part; nil looks for it.
  /// *Throws:* `.notAudio` for a file that is not MPEG audio after all.
  init(path: String, part: Range<Int>, stream: MPEGStream? = nil, file: consuming OpenFile) throws(SoundscapeError) {
    let isJoined: Bool
    let found: MPEGStream?
    do throws(SystemFailure) {
      let window = try FileWindow(path: path, part: part, mostAhead: headerSize)
      if let stream { found = stream } else { found = try MPEGStream(window) }
      isJoined = try found?.isJoined(window) ?? false
    } catch { throw .source(path: path, problem: error.words) }
    guard let found else { throw .notAudio(path: path, problem: notASoundFile) }
    guard mpg123_init() == CInt(MPG123_OK.rawValue), let made = unsafe mpg123_new(nil, nil) else {
      throw .processing(stage: "libmpg123", problem: "cannot be set up")
    }
    var (rate, channelCount, encoding): (CLong, CInt, CInt) = (0, 0, 0)
    guard unsafe mpg123_set_up(made, isJoined ? 1 : 0) == CInt(MPG123_OK.rawValue),
      unsafe mpg123_open_part(made, file.descriptor, Int64(part.lowerBound + found.start), Int64(part.upperBound))
        == CInt(MPG123_OK.rawValue),
      unsafe mpg123_getformat(made, &rate, &channelCount, &encoding) == CInt(MPG123_OK.rawValue), rate > 0,
      channelCount > 0, encoding == CInt(MPG123_ENC_FLOAT_32.rawValue)
    else {
      unsafe mpg123_delete(made)
      throw .notAudio(path: path, problem: notASoundFile)
    }
    self.path = path
    self.part = part
    self.stream = found
    self.file = file
    unsafe handle = made
    info = AudioFileInfo(
      frameCount: max(0, Int(unsafe mpg123_frames(made))), sampleRate: Int(rate), channelCount: Int(channelCount))
  }

  deinit { unsafe mpg123_delete(handle) }

  func seek(to frame: Int) -> Bool {
    let found = unsafe mpg123_seek_to(handle, Int64(frame))
    if found < 0 { failure = text }
    return found == frame
  }

  func read(_ count: Int, into block: inout [Float], at offset: Int) -> Int {
    precondition(offset >= 0 && offset + count * info.channelCount <= block.count)
    var done = 0
    let result = unsafe block.withUnsafeMutableBufferPointer { target in
      guard let first = target.baseAddress else { return CInt(MPG123_OK.rawValue) }
      return unsafe mpg123_read_floats(handle, first + offset, count * info.channelCount, &done)
    }
    switch result {
    case CInt(MPG123_OK.rawValue), CInt(MPG123_DONE.rawValue): failure = nil
    case CInt(MPG123_NEW_FORMAT.rawValue): failure = "its rate or channels change"
    default: failure = text
    }
    return done / info.channelCount
  }

  func countFrames() throws(SoundscapeError) -> Int {
    let frames: MPEGFrames
    do throws(SystemFailure) {
      frames = try MPEGFrames(FileWindow(path: path, part: part), stream)
    } catch { throw .source(path: path, problem: error.words) }
    if let problem = frames.problem { throw .source(path: path, problem: problem) }
    guard unsafe mpg123_scan(handle) == CInt(MPG123_OK.rawValue), case let length = Int(unsafe mpg123_frames(handle)),
      length >= 0
    else { throw .source(path: path, problem: "its length cannot be found (\(text))") }
    // The encoder's delay and padding, and its tag's own frame, are not sound.
    let all = frames.count * frames.frameLength
    if all - length > 4 * frames.frameLength + 8_192 {
      throw .source(path: path, problem: "is damaged: only \(length) of about \(all) frames can be decoded")
    }
    // The library goes by the tag.
    guard frames.lacksOne else { return length }
    guard seek(to: 0) else { throw .source(path: path, problem: "cannot be read from its start (\(text))") }
    return try decodedLength(of: path)
  }

  private var text: String { unsafe mpg123_strerror(handle).map { unsafe String(cString: $0) } ?? "the decoder failed" }
}
