/// A sound file of a mixture while it is read: the mixture itself or one of its stems.
final class AudioTrack {
  let file: String
  let reader: DigestingAudioReader
  /// What is measured of a stem; nil for a mixture and where nothing is claimed.
  var probe: StemProbe?
  /// How many frames the last call read.
  private(set) var lastCount = 0

  init(file: String, path: String, staysOpen: Bool) throws(SoundscapeError) {
    self.file = file
    reader = try DigestingAudioReader(path: path, staysOpen: staysOpen)
  }

  var info: AudioFileInfo { reader.info }
  var bits: Int? { reader.sampleFormat.bits }
  var isLossless: Bool { reader.sampleFormat.isLossless }

  /// Reads as many of the next frames as there are and measures them.
  ///
  /// *Returns:* how many there are, intact.
  func read(_ count: Int, _ buffers: inout AudioBlock) throws(SoundscapeError) -> Int {
    let start = reader.position
    let wanted = min(count, info.frameCount - start)
    lastCount = 0
    guard reader.damage == nil, wanted > 0 else { return 0 }
    buffers.makeRoom(for: wanted * info.channelCount)
    let got: Int
    if bits == nil {
      got = reader.read(wanted, into: &buffers.floats)
    } else {
      got = reader.read(wanted, into: &buffers.wholes)
      if probe != nil { buffers.convert(got * info.channelCount) }
    }
    lastCount = got
    try probe?.add(buffers.floats, from: start, frameCount: got)
    return got
  }
}

/// The memory for a block of any file, used again and again.
struct AudioBlock {
  /// Interleaved.
  var floats: [Float] = []
  /// Interleaved, in the upper bits.
  var wholes: [Int32] = []

  mutating func makeRoom(for count: Int) {
    guard floats.count < count else { return }
    floats = [Float](repeating: 0, count: count)
    wholes = [Int32](repeating: 0, count: count)
  }

  /// Puts the whole numbers into floating point, full scale at 1.
  mutating func convert(_ count: Int) {
    let scale: Float = 0x1p-31
    let whole = wholes
    let source = whole.span
    var target = floats.mutableSpan
    for i in 0..<count { target[i] = Float(source[i]) * scale }
  }
}
