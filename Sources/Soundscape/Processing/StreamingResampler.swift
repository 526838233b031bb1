private import Csoxr

/// The resampler for sound that comes in pieces: its output is bit for bit that of `Resampler.resample` for the whole.
struct StreamingResampler: ~Copyable {
  private let ratio: Double
  private var channels: [Handle] = []
  /// What was made and not yet taken.
  private var made: AudioBuffer

  /// *Throws:* `SoundscapeError.processing` when libsoxr refuses the rates.
  init(channelCount: Int, from: Hertz, to: Hertz) throws(SoundscapeError) {
    ratio = Double(to) / Double(from)
    made = AudioBuffer(channelCount: channelCount, frameCount: 0)
    for _ in 0..<channelCount { channels.append(try Handle(ratio: ratio)) }
  }

  /// Frames that can be taken.
  var frameCount: Int { made.frameCount }

  /// Puts the frames that follow in.
  mutating func put(_ audio: AudioBuffer) throws(SoundscapeError) {
    // To libsoxr no frames are the end.
    if audio.isEmpty { return }
    for (c, plane) in audio.channels.enumerated() { try channels[c].process(plane, into: &made.channels[c]) }
  }

  /// Marks the end of the input, so that the rest can be taken too.
  mutating func finish() throws(SoundscapeError) {
    for c in channels.indices { try channels[c].process(nil, into: &made.channels[c]) }
  }

  /// Takes at most `count` frames.
  mutating func take(_ count: Int) -> AudioBuffer { made.removeFirst(count) }
}

/// One channel's handle of libsoxr.
@safe private final class Handle {
  /// Frames that are asked for at a time.
  private static let blockLength = 16_384

  private let ratio: Double
  private let state: soxr_t

  init(ratio: Double) throws(SoundscapeError) {
    var failure: soxr_error_t?
    // As `soxr_oneshot` is called: quality HQ, one thread, single precision.
    var quality = unsafe soxr_quality_spec(CUnsignedLong(SOXR_HQ), 0)
    var runtime = unsafe soxr_runtime_spec(1)
    guard let made = unsafe soxr_create(1, ratio, 1, &failure, nil, &quality, &runtime) else {
      let text = unsafe failure.map { unsafe String(cString: $0) } ?? "no reason given"
      throw .processing(stage: "resampling", problem: "by \(ratio): \(text)")
    }
    self.ratio = ratio
    unsafe state = made
  }

  deinit { unsafe soxr_delete(state) }

  /// Adds what comes out to `out`; nil in means the end.
  func process(_ samples: [Float]?, into out: inout [Float]) throws(SoundscapeError) {
    var block = [Float](repeating: 0, count: Self.blockLength)
    var position = 0
    while true {
      var (taken, given) = (0, 0)
      let failure: soxr_error_t?
      if let samples {
        unsafe failure = unsafe samples.withUnsafeBufferPointer { source in
          unsafe soxr_process(
            state, source.baseAddress?.advanced(by: position), source.count - position, &taken, &block,
            Self.blockLength, &given)
        }
      } else {
        unsafe failure = unsafe soxr_process(state, nil, 0, nil, &block, Self.blockLength, &given)
      }
      if let text = unsafe failure {
        throw .processing(stage: "resampling", problem: unsafe "by \(ratio): \(String(cString: text))")
      }
      position += taken
      out.append(contentsOf: block[..<given])
      if given < Self.blockLength, position == samples?.count ?? 0 { return }
    }
  }
}
