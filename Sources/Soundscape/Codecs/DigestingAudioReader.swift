private import Csndfile

/// A sound file that is decoded from start to end and digested in the same pass.
///
/// Unlike `AudioFileReader` it reads a damaged file as far as it goes and says where the damage begins; whole numbers
/// are read as they are stored, so that sums of them can be checked exactly.
@safe final class DigestingAudioReader {
  let info: AudioFileInfo
  /// Whether the file says how long it is; else the frame count is the largest there is, and the file's end decides.
  let isLengthKnown: Bool
  /// How the samples are stored.
  let sampleFormat: SampleFormat
  /// The frames that were read, all of them intact.
  private(set) var position = 0
  /// Why nothing more can be read; nil while all is well.
  private(set) var damage: String?

  private let input: DigestingInput
  private let handle: OpaquePointer

  /// Opens a file.
  ///
  /// *Throws:* `SoundscapeError.source` when it cannot be read, `.notAudio` when it is not a sound file.
  init(path: String, staysOpen: Bool = true) throws(SoundscapeError) {
    guard let size = FileSystem.size(ofFile: path) else {
      throw .source(path: path, problem: FileSystem.exists(path) ? "is not a plain file" : "is missing")
    }
    // No file of a data set is MPEG audio, and libsndfile would look for frames in all of it, with notes on standard error.
    if size > 0, let window = try? FileWindow(path: path, size: size, mostAhead: headerSize),
      (try? SoundSignature.beginsLikeMPEG(window)) == true
    {
      throw .notAudio(path: path, problem: notASoundFile)
    }
    let input = DigestingInput(path: path, size: size, staysOpen: staysOpen)
    var found = SF_INFO()
    var calls = Self.calls
    guard
      let opened = unsafe sf_open_virtual(&calls, CInt(SFM_READ), &found, Unmanaged.passUnretained(input).toOpaque())
    else {
      if let failure = input.failure { throw .source(path, failure) }
      throw .notAudio(path: path, problem: size == 0 ? "is empty" : notASoundFile)
    }
    self.input = input
    unsafe handle = opened
    info = AudioFileInfo(
      frameCount: max(0, Int(found.frames)), sampleRate: Int(found.samplerate),
      channelCount: max(1, Int(found.channels)))
    isLengthKnown = (0..<sf_count_t.max).contains(found.frames)
    sampleFormat = SampleFormat(sndfileFormat: found.format)
  }

  deinit { unsafe sf_close(handle) }

  /// Reads the next frames of a file in floating point, interleaved, to the start of `block`; fewer than asked for mean
  /// damage.
  func read(_ count: Int, into block: inout [Float]) -> Int {
    precondition(count * info.channelCount <= block.count)
    return checked(unsafe sf_readf_float(handle, &block, sf_count_t(count)), of: count)
  }

  /// The same for a file in whole numbers, which are in the upper bits.
  func read(_ count: Int, into block: inout [Int32]) -> Int {
    precondition(count * info.channelCount <= block.count)
    return checked(unsafe sf_readf_int(handle, &block, sf_count_t(count)), of: count)
  }

  /// The SHA-256 of the file; asked for once, at the end.
  func digest() throws(SoundscapeError) -> String { try input.digest() }

  /// A decoder fills a damaged block with silence: its frames do not count, nor do those after it.
  private func checked(_ got: sf_count_t, of count: Int) -> Int {
    let got = Int(max(0, got))
    if unsafe sf_error(handle) != CInt(SF_ERR_NO_ERROR) {
      damage = unsafe sf_strerror(handle).map { unsafe String(cString: $0) } ?? "the decoder failed"
      return 0
    }
    if let failure = input.failure {
      damage = failure.words
      return 0
    }
    position += got
    if got < count { damage = "the file ends" }
    return got
  }

  /// The frames before the first damage, found by decoding again in pieces that are shorter than a coded block.
  static func intactFrames(of path: String) -> Int {
    let piece = 64
    guard let reader = try? DigestingAudioReader(path: path) else { return 0 }
    var block = [Float](repeating: 0, count: piece * reader.info.channelCount)
    while reader.read(piece, into: &block) == piece {}
    return reader.position
  }

  private static var calls: SF_VIRTUAL_IO {
    unsafe SF_VIRTUAL_IO(
      get_filelen: { unsafe sf_count_t(served($0)?.size ?? 0) },
      seek: { offset, origin, data in
        guard let input = unsafe served(data) else { return -1 }
        let base =
          switch origin {
          case CInt(SF_SEEK_CUR): input.position
          case CInt(SF_SEEK_END): input.size
          default: 0
          }
        input.seek(to: Int(offset), from: base)
        return sf_count_t(input.position)
      },
      read: { target, count, data in
        guard let input = unsafe served(data) else { return 0 }
        let place = unsafe UnsafeMutableRawBufferPointer(start: target, count: Int(count))
        return sf_count_t(unsafe input.read(to: place))
      },
      write: { _, _, _ in 0 },
      tell: { unsafe sf_count_t(served($0)?.position ?? 0) })
  }
}

/// The object that a decoder's calls are about.
private func served(_ data: UnsafeMutableRawPointer?) -> DigestingInput? {
  unsafe data.map { unsafe Unmanaged<DigestingInput>.fromOpaque($0).takeUnretainedValue() }
}
