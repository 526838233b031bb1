private import Csndfile

/// A sound file that is written.
///
/// The same sound gives the same bytes: no time stamps, no dither, no scaling. Every failure is a
/// `SoundscapeError.output` with the path of the file. Without `close` the file is finished too, but a failure is
/// not reported.
@safe package struct AudioFileWriter: ~Copyable {
  /// Frames that are converted at a time.
  private static let blockLength = 16_384
  /// Shorter silence, in frames, is not worth a hole.
  private static let leastHole = 1 << 20

  let path: String
  let channelCount: Int
  private let subtype: SampleFormat
  /// Samples follow each other in the file as they are.
  private let isPlain: Bool
  private let mostFrames: Int
  private var framesWritten = 0
  private var handle: OpaquePointer?

  /// Begins a file; an existing one is replaced.
  package init(path: String, format: FileFormat, subtype: SampleFormat, sampleRate: Hertz, channelCount: Int)
    throws(SoundscapeError)
  {
    try self.init(
      path: path, format: format, subtype: subtype, sampleRate: sampleRate, channelCount: channelCount
    ) { () throws(SystemFailure) in try OpenFile(path, for: .write) }
  }

  /// Begins a file that `open` opens, once the format is known to be possible.
  ///
  /// - Parameter path: the name for messages.
  init(
    path: String, format: FileFormat, subtype: SampleFormat, sampleRate: Hertz, channelCount: Int,
    open: () throws(SystemFailure) -> OpenFile
  ) throws(SoundscapeError) {
    precondition(channelCount > 0 && sampleRate > 0, "at least one channel, a rate above 0")
    let kind = sndfileFormat(format, subtype)
    var wanted = SF_INFO()
    wanted.samplerate = CInt(clamping: sampleRate)
    wanted.channels = CInt(clamping: channelCount)
    wanted.format = kind
    guard format.supports(subtype), unsafe sf_format_check(&wanted) != 0 else {
      throw .output(
        path: path, problem: "\(format) cannot hold \(channelCount) channels of \(subtype) at \(sampleRate) Hz")
    }
    // Opened by us, so that the reason of a failure is known; from there on libsndfile's, to close in every case: asked
    // to leave a descriptor open, it closes it all the same when its header cannot be written, and a second close would
    // hit whatever file another thread has opened in the meantime.
    let descriptor = try Self.begin(path, open).released()
    let closesDescriptor: CInt = 1
    SystemFailure.forget()
    guard let opened = unsafe sf_open_fd(descriptor, CInt(SFM_WRITE), &wanted, closesDescriptor) else {
      let failure = SystemFailure.last
      throw .output(path: path, problem: failure.concernsWriting ? failure.words : "libsndfile cannot begin the file")
    }
    // The PEAK chunk of a floating-point WAV holds the time of day.
    _ = unsafe sf_command(opened, CInt(SFC_SET_ADD_PEAK_CHUNK), nil, CInt(SF_FALSE))
    self.path = path
    self.channelCount = channelCount
    self.subtype = subtype
    isPlain = format == .wav
    mostFrames = AudioFileWriter.mostFrames(format: format, subtype: subtype, channelCount: channelCount)
    unsafe handle = opened
  }

  deinit { if let handle = unsafe handle { unsafe sf_close(handle) } }

  private static func begin(
    _ path: String, _ open: () throws(SystemFailure) -> OpenFile
  ) throws(SoundscapeError) -> OpenFile {
    do throws(SystemFailure) { return try open() } catch {
      throw .output(path: path, problem: error.words)
    }
  }

  /// The frames that a file can hold: a WAV's sizes have 32 bits, of which 4 kB are left for its headers.
  static func mostFrames(format: FileFormat, subtype: SampleFormat, channelCount: Int) -> Int {
    switch format {
    case .wav: (Int(UInt32.max) - 4096) / (channelCount * subtype.bytesPerSample)
    case .flac: (1 << 36) - 1
    }
  }

  /// Adds a buffer.
  ///
  /// PCM: each sample is rounded to the nearest step (ties to even) and limited to the format's range.
  package mutating func write(_ buffer: borrowing AudioBuffer) throws(SoundscapeError) {
    precondition(buffer.channelCount == channelCount, "the file's channel count")
    try makeRoom(for: buffer.frameCount)
    guard buffer.peak.isFinite else { throw .output(path: path, problem: "the audio contains NaN or infinite samples") }
    let planes = buffer.channels
    let most = min(Self.blockLength, buffer.frameCount)
    switch subtype {
    case .float where channelCount == 1:
      SystemFailure.forget()
      try check(unsafe sf_writef_float(handle, planes[0], sf_count_t(buffer.frameCount)), of: buffer.frameCount)
    case .float:
      var block = [Float](repeating: 0, count: most * channelCount)
      try eachBlock(of: buffer.frameCount) { (start, count) throws(SoundscapeError) in
        interleave(planes, from: start, count: count, into: &block)
        try check(unsafe sf_writef_float(handle, block, sf_count_t(count)), of: count)
      }
    case .pcm16:
      var block = [Int16](repeating: 0, count: most * channelCount)
      try eachBlock(of: buffer.frameCount) { (start, count) throws(SoundscapeError) in
        quantize(planes, from: start, count: count, into: &block)
        try check(unsafe sf_writef_short(handle, block, sf_count_t(count)), of: count)
      }
    case .pcm24, .pcm32:
      var block = [Int32](repeating: 0, count: most * channelCount)
      try eachBlock(of: buffer.frameCount) { (start, count) throws(SoundscapeError) in
        quantize(planes, from: start, count: count, bits: 8 * subtype.bytesPerSample, into: &block)
        try check(unsafe sf_writef_int(handle, block, sf_count_t(count)), of: count)
      }
    }
  }

  private func eachBlock(
    of frameCount: Int, _ body: (_ start: Int, _ count: Int) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    for start in stride(from: 0, to: frameCount, by: Self.blockLength) {
      SystemFailure.forget()
      try body(start, min(Self.blockLength, frameCount - start))
    }
  }

  /// Adds silence; a long one takes no room on the disk where the format is plain samples: the same bytes, as a hole.
  package mutating func writeSilence(frameCount: Int) throws(SoundscapeError) {
    var left = frameCount
    let silence = AudioBuffer(channelCount: channelCount, frameCount: min(left, Self.blockLength))
    while left > 0 {
      if left >= silence.frameCount {
        try write(silence)
      } else {
        try write(AudioBuffer(channelCount: channelCount, frameCount: left))
      }
      left -= min(left, silence.frameCount)
      if left >= Self.leastHole, isPlain { left -= try skip(left - silence.frameCount) }
    }
  }

  /// Leaves frames out, which read as silence once something is written after them.
  ///
  /// *Returns:* how many.
  private mutating func skip(_ frameCount: Int) throws(SoundscapeError) -> Int {
    // Where it cannot be done, the silence is written.
    let target = sf_count_t(framesWritten + frameCount)
    guard unsafe sf_seek(handle, target, SEEK_SET) == target else { return 0 }
    try makeRoom(for: frameCount)
    return frameCount
  }

  /// Finishes the file.
  ///
  /// *Throws:* `SoundscapeError.output` when its end or its header could not be written.
  package consuming func close() throws(SoundscapeError) {
    guard let finished = unsafe handle.take() else { return }
    SystemFailure.forget()
    let result = unsafe sf_close(finished)
    // `sf_close` loses the failure of an encoder's last block, so the system is asked as well.
    let failure = SystemFailure.last
    guard result == CInt(SF_ERR_NO_ERROR), !failure.concernsWriting else {
      throw .output(path: path, problem: failure.concernsWriting ? failure.words : "could not be finished")
    }
  }

  private mutating func makeRoom(for frameCount: Int) throws(SoundscapeError) {
    guard framesWritten + frameCount <= mostFrames else {
      throw .output(path: path, problem: "would be larger than its format allows (\(mostFrames) frames)")
    }
    framesWritten += frameCount
  }

  private func check(_ written: sf_count_t, of count: Int) throws(SoundscapeError) {
    guard written != sf_count_t(count) else { return }
    let failure = SystemFailure.last
    throw .output(path: path, problem: failure.concernsWriting ? failure.words : "libsndfile wrote too few frames")
  }
}

private func sndfileFormat(_ format: FileFormat, _ subtype: SampleFormat) -> CInt {
  let container =
    switch format {
    case .wav: SF_FORMAT_WAV
    case .flac: SF_FORMAT_FLAC
    }
  return CInt(container) | subtype.sndfileSubtype
}
