private import Csndfile

/// A sound file that is written.
///
/// The same sound gives the same bytes: no time stamps, no dither, no scaling. (Codings with losses choose their code by the
/// processor, so those bytes are the same on machines of a kind only.) Every failure is a `SoundscapeError.output` with the
/// path of the file. Without `close` the file is finished too, but a failure is not reported.
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
  private let output: CodedFile
  /// Of codings with losses: what is still to be coded.
  private var blocks: LossyBlocks?

  /// Begins a file; an existing one is replaced.
  package init(
    path: String, format: FileFormat, subtype: SampleFormat, sampleRate: Hertz, channelCount: Int,
    coding: AudioCoding = AudioCoding()
  ) throws(SoundscapeError) {
    try self.init(
      path: path, format: format, subtype: subtype, sampleRate: sampleRate, channelCount: channelCount, coding: coding
    ) { () throws(SystemFailure) in try OpenFile(path, for: .write) }
  }

  /// Begins a file that `open` opens, once the format is known to be possible.
  ///
  /// - Parameter path: the name for messages.
  init(
    path: String, format: FileFormat, subtype: SampleFormat, sampleRate: Hertz, channelCount: Int,
    coding: AudioCoding = AudioCoding(), open: () throws(SystemFailure) -> OpenFile
  ) throws(SoundscapeError) {
    precondition(channelCount > 0 && sampleRate > 0, "at least one channel, a rate above 0")
    var wanted = SF_INFO()
    wanted.samplerate = CInt(clamping: sampleRate)
    wanted.channels = CInt(clamping: channelCount)
    wanted.format = format.sndfileContainer | subtype.sndfileSubtype
    guard format.supports(subtype), unsafe sf_format_check(&wanted) != 0 else {
      throw .output(
        path: path, problem: "\(format) cannot hold \(channelCount) channels of \(subtype) at \(sampleRate) Hz")
    }
    // Opened by us, so that the reason of a failure is known.
    let output = CodedFile(try Self.begin(path, open), isOgg: !format.isLossless)
    var calls = CodedFile.calls
    SystemFailure.forget()
    guard
      let opened = unsafe sf_open_virtual(
        &calls, CInt(SFM_WRITE), &wanted, Unmanaged.passUnretained(output).toOpaque())
    else {
      let failure = output.failure ?? SystemFailure.last
      throw .output(path: path, problem: failure.concernsWriting ? failure.words : "libsndfile cannot begin the file")
    }
    // The PEAK chunk of a floating-point WAV holds the time of day.
    _ = unsafe sf_command(opened, CInt(SFC_SET_ADD_PEAK_CHUNK), nil, CInt(SF_FALSE))
    guard unsafe Self.set(coding, of: opened, format, subtype) else {
      unsafe sf_close(opened)
      throw .output(path: path, problem: "\(format) cannot be coded with \(coding)")
    }
    self.path = path
    self.channelCount = channelCount
    self.subtype = subtype
    isPlain = format == .wav
    mostFrames = AudioFileWriter.mostFrames(format: format, subtype: subtype, channelCount: channelCount)
    unsafe handle = opened
    self.output = output
    blocks = format.isLossless ? nil : LossyBlocks(channelCount: channelCount)
  }

  deinit {
    guard let handle = unsafe handle else { return }
    if let blocks { _ = unsafe sf_writef_float(handle, blocks.block, sf_count_t(blocks.filled)) }
    unsafe sf_close(handle)
    _ = try? output.close()
  }

  /// Tells libsndfile, before the first frame, how to code.
  ///
  /// *Returns:* whether it can.
  private static func set(
    _ coding: AudioCoding, of handle: OpaquePointer, _ format: FileFormat, _ subtype: SampleFormat
  ) -> Bool {
    let command: CInt
    var value: Double
    if let quality = coding.quality(of: subtype) {
      (command, value) = (CInt(SFC_SET_VBR_ENCODING_QUALITY), quality)
    } else if format == .flac, coding.level != AudioCoding.usualLevel {
      // libsndfile's levels go from 0 to 1.
      command = CInt(SFC_SET_COMPRESSION_LEVEL)
      value = Double(coding.level) / Double(AudioCoding.levels.upperBound)
    } else {
      return true
    }
    return unsafe sf_command(handle, command, &value, CInt(MemoryLayout<Double>.size)) == CInt(SF_TRUE)
  }

  private static func begin(
    _ path: String, _ open: () throws(SystemFailure) -> OpenFile
  ) throws(SoundscapeError) -> OpenFile {
    do throws(SystemFailure) { return try open() } catch { throw .output(path: path, problem: error.words) }
  }

  /// Adds a buffer.
  ///
  /// PCM: each sample is rounded to the nearest step (ties to even) and limited to the format's range.
  package mutating func write(_ buffer: borrowing AudioBuffer) throws(SoundscapeError) {
    precondition(buffer.channelCount == channelCount, "the file's channel count")
    try makeRoom(for: buffer.frameCount)
    let planes = buffer.channels
    let most = min(Self.blockLength, buffer.frameCount)
    switch subtype {
    case .float where channelCount == 1:
      try checkIsFinite(planes, 0..<buffer.frameCount)
      SystemFailure.forget()
      try check(unsafe sf_writef_float(handle, planes[0], sf_count_t(buffer.frameCount)), of: buffer.frameCount)
    case .float:
      var block = [Float](repeating: 0, count: most * channelCount)
      try eachBlock(of: planes) { (start, count) throws(SoundscapeError) in
        interleave(planes, from: start, count: count, into: &block)
        try check(unsafe sf_writef_float(handle, block, sf_count_t(count)), of: count)
      }
    case .pcm16:
      var block = [Int16](repeating: 0, count: most * channelCount)
      try eachBlock(of: planes) { (start, count) throws(SoundscapeError) in
        quantize(planes, from: start, count: count, into: &block)
        try check(unsafe sf_writef_short(handle, block, sf_count_t(count)), of: count)
      }
    case .pcm24, .pcm32:
      var block = [Int32](repeating: 0, count: most * channelCount)
      try eachBlock(of: planes) { (start, count) throws(SoundscapeError) in
        quantize(planes, from: start, count: count, bits: 8 * subtype.bytesPerSample, into: &block)
        try check(unsafe sf_writef_int(handle, block, sf_count_t(count)), of: count)
      }
    case .vorbis, .opus:
      try checkIsFinite(planes, 0..<buffer.frameCount)
      var start = 0
      while start < buffer.frameCount {
        start += blocks?.take(planes, from: start, frameCount: buffer.frameCount) ?? buffer.frameCount
        if blocks?.isFull == true { try code() }
      }
    }
  }

  /// Gives the coder what is waiting for it.
  private mutating func code() throws(SoundscapeError) {
    guard let block = blocks?.block, let count = blocks?.filled, count > 0 else { return }
    SystemFailure.forget()
    try check(unsafe sf_writef_float(handle, block, sf_count_t(count)), of: count)
    blocks?.clear()
  }

  private func eachBlock(
    of planes: [[Float]], _ body: (_ start: Int, _ count: Int) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    let frameCount = planes[0].count
    for start in stride(from: 0, to: frameCount, by: Self.blockLength) {
      let count = min(Self.blockLength, frameCount - start)
      // While the block is in the processor's cache for what comes next.
      try checkIsFinite(planes, start..<(start + count))
      SystemFailure.forget()
      try body(start, count)
    }
  }

  private func checkIsFinite(_ planes: [[Float]], _ frames: Range<Int>) throws(SoundscapeError) {
    for plane in planes where !peakMagnitude(of: plane.span.extracting(frames)).isFinite {
      throw .output(path: path, problem: "the audio contains NaN or infinite samples")
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
  /// *Returns:* its SHA-256 as hexadecimal digits, where that is known without reading the file.
  /// *Throws:* `SoundscapeError.output` when it could not be written, or its end or its header could not.
  @discardableResult package consuming func close() throws(SoundscapeError) -> String? {
    try code()
    guard let finished = unsafe handle.take() else { return nil }
    SystemFailure.forget()
    let result = unsafe sf_close(finished)
    // `sf_close` loses the failure of an encoder's last block, so the system is asked as well.
    let failure = SystemFailure.last
    let digest: String?
    do throws(SystemFailure) { digest = try output.close() } catch { throw .output(path: path, problem: error.words) }
    guard result == CInt(SF_ERR_NO_ERROR), !failure.concernsWriting else {
      throw .output(path: path, problem: failure.concernsWriting ? failure.words : "could not be finished")
    }
    return digest
  }

  private mutating func makeRoom(for frameCount: Int) throws(SoundscapeError) {
    guard framesWritten + frameCount <= mostFrames else {
      throw .output(path: path, problem: "would be larger than its format allows (\(mostFrames) frames)")
    }
    framesWritten += frameCount
  }

  private func check(_ written: sf_count_t, of count: Int) throws(SoundscapeError) {
    guard written != sf_count_t(count) else { return }
    let failure = output.failure ?? SystemFailure.last
    throw .output(path: path, problem: failure.concernsWriting ? failure.words : "libsndfile wrote too few frames")
  }
}
