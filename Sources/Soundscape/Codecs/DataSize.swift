/// What a header says about the size of its audio, and what is there.
struct DataSize: Hashable {
  /// As the header says.
  var declared: UInt64
  /// Bytes from the audio's start to the end of the file.
  var available: Int
  /// The size of the whole file as the header says, if it does.
  var whole: UInt64?
  var fileSize: Int
  /// Whether its field has 32 bits, and so starts again from 0 at 4 GiB.
  var isShort = true

  enum Verdict: Hashable {
    /// The header can be believed.
    case asDeclared
    /// The audio takes so many bytes, whatever the header says.
    case bytes(Int)
    case cutOff(Truncation)
  }

  private static let round = 1 << 32
  /// What a header that is wrong can leave unsaid: more is not a recording but a hole, which would be read for hours.
  private static let mostUnsaid = 1 << 36

  /// - Parameter isFollowed: whether what follows the declared audio is a chunk; asked only where it matters.
  func verdict(isFollowed: () throws(SystemFailure) -> Bool) throws(SystemFailure) -> Verdict {
    guard available <= Self.mostUnsaid else {
      return declared <= UInt64(available)
        ? .asDeclared : .cutOff(Truncation(promised: Int(clamping: declared), held: available))
    }
    guard declared <= UInt64(available) else {
      // A program that wrote to a pipe did not know the size; one that got the whole file right has only miscounted.
      if isPlaceholder || whole == UInt64(fileSize) { return .bytes(available) }
      return .cutOff(Truncation(promised: Int(clamping: declared), held: available))
    }
    let rest = available - Int(declared)
    // A pipe that gave more than the placeholder.
    if rest > 0, isPipeSize(declared), try !isFollowed() { return .bytes(available) }
    // More than 4 GiB that the header does not know of: its size went round.
    let rounds = isShort ? rest / Self.round : 0
    guard rest > 0, declared == 0 || rounds > 0, try !isFollowed() else { return .asDeclared }
    return .bytes(rounds > 0 ? Int(declared) + rounds * Self.round : available)
  }

  /// Whether a size is what programs write to a pipe, not knowing the length yet; such files are whole.
  ///
  /// FFmpeg writes all ones; SoX 0x7FFFF000 in WAV and 0x7F000008 in AIFF; arecord 0x80000000; others 2,000,000,000. Each
  /// may be a header more or less. A sound that really is as large as that is not checked.
  private var isPlaceholder: Bool {
    if isPipeSize(declared) { return true }
    return declared >= 2_000_000_000 && UInt64(available) <= declared / 100
  }
}

/// Whether a size is one that programs write when they do not know it.
func isPipeSize(_ size: UInt64) -> Bool {
  (0xFFFF_0000...0xFFFF_FFFF).contains(size) || (0x7F00_0000...0x8000_FFFF).contains(size) || size >= 1 << 62
}
