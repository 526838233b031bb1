private import Csndfile

/// A sound file in any format but MPEG, decoded by libsndfile.
@safe final class SndfileDecoder: FrameDecoder {
  let info: AudioFileInfo
  let knowsLength: Bool
  let sampleFormat: SampleFormat
  var storesFloats: Bool { format & CInt(SF_FORMAT_SUBMASK) == CInt(SF_FORMAT_FLOAT) }
  let decodesAlikeFromAnyFrame: Bool

  private let path: String
  private let size: Int
  private let format: CInt
  private let input: SplicedInput
  private let handle: OpaquePointer

  /// Samples that cannot be in any file: a length of which is the word of a damaged header.
  private static let mostFrames = 1 << 40

  /// Opens a file and checks that its header can be believed.
  ///
  /// - Parameter input: the file, with its header put right.
  /// *Throws:* `.notAudio` for a file that is not sound or holds none, `.source` for one that is cut off.
  init(path: String, size: Int, input: SplicedInput) throws(SoundscapeError) {
    self.path = path
    self.size = size
    self.input = input
    var found = SF_INFO()
    let opened: OpaquePointer?
    if input.isWhole {
      // Asked to leave a descriptor open, libsndfile closes it all the same where it cannot read the file, and a second
      // close would hit whatever file another thread has opened in the meantime.
      let descriptor: CInt
      do throws(SystemFailure) { descriptor = try input.descriptor() } catch {
        throw .source(path: path, problem: error.words)
      }
      let closesDescriptor: CInt = 1
      SystemFailure.forget()
      unsafe opened = sf_open_fd(descriptor, CInt(SFM_READ), &found, closesDescriptor)
    } else {
      var calls = Self.calls
      unsafe opened = sf_open_virtual(
        &calls, CInt(SFM_READ), &found, Unmanaged.passUnretained(input).toOpaque())
    }
    guard let handle = unsafe opened else { throw .notAudio(path: path, problem: notASoundFile) }
    let container = found.format & CInt(SF_FORMAT_TYPEMASK)
    let subtype = found.format & CInt(SF_FORMAT_SUBMASK)
    // FLAC that was written to a pipe does not say how long it is; MPEG audio in a WAV says it only roughly.
    let isOpen = container == CInt(SF_FORMAT_FLAC) && (found.frames == sf_count_t.max || found.frames <= 0)
    if let name = uncheckable[container] {
      unsafe sf_close(handle)
      throw .notAudio(
        path: path, problem: "\(name) files do not show whether they are whole; convert it to FLAC or WAV")
    }
    if let error = unsafe Self.refusal(of: path, found, isOpen: isOpen, log: Self.log(of: handle)) {
      unsafe sf_close(handle)
      if container == CInt(SF_FORMAT_OGG) { try Self.checkPages(of: path, size: size) }
      throw error
    }
    unsafe self.handle = handle
    format = found.format
    knowsLength = !isOpen && !mpegSubtypes.contains(subtype)
    info = AudioFileInfo(
      frameCount: isOpen ? 0 : Int(found.frames), sampleRate: Int(found.samplerate), channelCount: Int(found.channels))
    sampleFormat = SampleFormat(sndfileFormat: found.format)
    decodesAlikeFromAnyFrame = plainSubtypes.contains(subtype)
  }

  deinit { unsafe sf_close(handle) }

  var failure: String? {
    if let failure = input.failure { return failure.words }
    guard unsafe sf_error(handle) != CInt(SF_ERR_NO_ERROR) else { return nil }
    return unsafe sf_strerror(handle).map { unsafe String(cString: $0) } ?? "the decoder failed"
  }

  func seek(to frame: Int) -> Bool {
    unsafe sf_seek(handle, sf_count_t(frame), CInt(SF_SEEK_SET)) == sf_count_t(frame)
  }

  func read(_ count: Int, into block: inout [Float], at offset: Int) -> Int {
    precondition(offset >= 0 && offset + count * info.channelCount <= block.count)
    return unsafe block.withUnsafeMutableBufferPointer { target in
      guard let first = target.baseAddress else { return 0 }
      return unsafe max(0, Int(sf_readf_float(handle, first + offset, sf_count_t(count))))
    }
  }

  func countFrames() throws(SoundscapeError) -> Int {
    let container = format & CInt(SF_FORMAT_TYPEMASK)
    if container == CInt(SF_FORMAT_OGG) { try Self.checkPages(of: path, size: size) }
    guard !knowsLength else {
      // Only decoding its last frame shows that a FLAC is cut off: its header says the same.
      if container == CInt(SF_FORMAT_FLAC) {
        var block = [Float](repeating: 0, count: info.channelCount)
        guard seek(to: info.frameCount - 1), read(1, into: &block, at: 0) == 1, failure == nil else {
          let why = failure.map { " (\($0))" } ?? ""
          throw .source(
            path: path, problem: "is cut off or damaged: the last of its \(info.frameCount) frames cannot be read\(why)"
          )
        }
        try checkRest()
      }
      return info.frameCount
    }
    return try decodedLength(of: path)
  }

  /// Whether a FLAC continues behind the frames that it says it has: another file, or a length that is wrong.
  private func checkRest() throws(SoundscapeError) {
    let problem: String?
    do throws(SystemFailure) {
      let window = try FileWindow(path: path, size: size)
      let position = input.bodyStart + input.readPosition()
      if size <= FLACRest.mostSearched {
        problem = try FLACRest.problem(in: window, from: position)
      } else if try hasLastFrame(before: size - FLACRest.margin) {
        // Where a second file follows, the decoder finds the last frame there.
        let end = size - FLACRest.margin
        problem = try FLACRest.restProblem(in: window, from: end).map { _ in
          "is not what its header says: its last frame is before byte \(end), and \(FLACRest.margin) bytes or more follow"
        }
      } else {
        problem = nil
      }
    } catch { throw .source(path: path, problem: error.words) }
    if let problem { throw .source(path: path, problem: problem) }
  }

  /// Whether the last frame can be read from a part of the file that ends early.
  private func hasLastFrame(before end: Int) throws(SystemFailure) -> Bool {
    let part = SplicedInput.Splice(header: [], body: input.bodyStart..<end)
    let file = try OpenFile(path, for: .plain)
    guard let shorter = try? SndfileDecoder(path: path, size: end, input: SplicedInput(file, size: end, splice: part))
    else { return false }
    var frame = [Float](repeating: 0, count: shorter.info.channelCount)
    return shorter.seek(to: info.frameCount - 1) && shorter.read(1, into: &frame, at: 0) == 1 && shorter.failure == nil
  }

  private static func checkPages(of path: String, size: Int) throws(SoundscapeError) {
    let problem: String?
    do throws(SystemFailure) {
      problem = try OggPages.problem(in: FileWindow(path: path, size: size))
    } catch { throw .source(path: path, problem: error.words) }
    if let problem { throw .source(path: path, problem: problem) }
  }

  private static func refusal(
    of path: String, _ header: SF_INFO, isOpen: Bool, log: String
  ) -> SoundscapeError? {
    guard header.channels > 0, AudioFileInfo.sampleRates.contains(Int(header.samplerate)) else {
      let rates = AudioFileInfo.sampleRates
      return .source(
        path: path,
        problem: "has \(header.channels) channels at \(header.samplerate) Hz (channels, and a rate from "
          + "\(rates.lowerBound) to \(rates.upperBound) Hz, can be read)")
    }
    if isOpen { return nil }
    guard header.frames >= 0, header.frames < sf_count_t.max else {
      return .source(path: path, problem: "does not say how long it is (cut off?)")
    }
    guard header.frames <= mostFrames else {
      return .source(path: path, problem: "is damaged: it says that it has \(header.frames) frames")
    }
    guard header.seekable != 0 else {
      return .source(
        path: path, problem: "is in a coding that can only be read from its start; convert it to FLAC or WAV")
    }
    if let cut = truncation(inLog: log) { return .source(path: path, problem: cut.words) }
    return nil
  }

  private static func log(of handle: OpaquePointer) -> String {
    let most = 4096  // libsndfile keeps 2047 bytes
    var bytes = [CChar](repeating: 0, count: most)
    _ = unsafe sf_command(handle, CInt(SFC_GET_LOG_INFO), &bytes, CInt(most))
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static var calls: SF_VIRTUAL_IO {
    unsafe SF_VIRTUAL_IO(
      get_filelen: { unsafe sf_count_t(spliced($0)?.size ?? 0) },
      seek: { offset, origin, data in
        guard let input = unsafe spliced(data) else { return -1 }
        let base = origin == CInt(SF_SEEK_CUR) ? input.position : origin == CInt(SF_SEEK_END) ? input.size : 0
        input.position = max(0, base &+ Int(offset))
        return sf_count_t(input.position)
      },
      read: { target, count, data in
        guard let input = unsafe spliced(data) else { return 0 }
        return sf_count_t(unsafe input.read(to: UnsafeMutableRawBufferPointer(start: target, count: Int(count))))
      },
      write: { _, _, _ in 0 },
      tell: { unsafe sf_count_t(spliced($0)?.position ?? 0) })
  }
}

/// The object that a decoder's calls are about.
private func spliced(_ data: UnsafeMutableRawPointer?) -> SplicedInput? {
  unsafe data.map { unsafe Unmanaged<SplicedInput>.fromOpaque($0).takeUnretainedValue() }
}

/// The codings in which each sample is stored by itself; FLAC counts as the one that it decodes to.
private let plainSubtypes: Set = Set(
  [
    SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT,
    SF_FORMAT_DOUBLE, SF_FORMAT_ULAW, SF_FORMAT_ALAW,
  ].map { CInt($0) })

/// Formats whose files can be cut off without a sign that libsndfile or this library sees, by their names.
private let uncheckable: [CInt: String] = [
  CInt(SF_FORMAT_AVR): "AVR", CInt(SF_FORMAT_HTK): "HTK", CInt(SF_FORMAT_IRCAM): "IRCAM", CInt(SF_FORMAT_MAT4): "MAT4",
  CInt(SF_FORMAT_MAT5): "MAT5", CInt(SF_FORMAT_MPC2K): "MPC2K", CInt(SF_FORMAT_PAF): "PAF", CInt(SF_FORMAT_PVF): "PVF",
  CInt(SF_FORMAT_SD2): "SD2", CInt(SF_FORMAT_SDS): "SDS", CInt(SF_FORMAT_SVX): "8SVX", CInt(SF_FORMAT_VOC): "VOC",
  CInt(SF_FORMAT_WVE): "WVE", CInt(SF_FORMAT_XI): "XI",
]

/// MPEG audio, in whatever it is wrapped.
private let mpegSubtypes: Set = Set(
  [SF_FORMAT_MPEG_LAYER_I, SF_FORMAT_MPEG_LAYER_II, SF_FORMAT_MPEG_LAYER_III].map { CInt($0) })
