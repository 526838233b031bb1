/// A file beside the track that it should hold, compared as the file would be written: whole numbers as whole numbers,
/// rounded and limited by the writer's own functions, floats bit by bit. Where files are coded with losses, the track is coded too,
/// and what is decoded from both is compared.
final class TrackComparison {
  /// Frames that are decoded at a time.
  private static let blockLength = 65_536

  let file: ComparingReceiver.File
  let frameCount: Int
  /// Where the track ends and silence begins.
  let end: Int
  private let sampleRate: Hertz
  private let reader: DigestingAudioReader
  private var position = 0
  private var result = AudioCheck.identical
  private var largest = 0.0
  private var isOver = false
  private var expectedWholes: [Int32] = []
  private var foundWholes: [Int32] = []
  private var expectedFloats: [Float] = []
  private var foundFloats: [Float] = []
  /// nil for a file without losses.
  private var coded: CodedTrack?

  init(
    _ file: ComparingReceiver.File, sampleRate: Hertz, frameCount: Int, end: Int, coding: AudioCoding
  ) throws(SoundscapeError) {
    self.file = file
    self.sampleRate = sampleRate
    self.frameCount = frameCount
    self.end = end
    reader = try DigestingAudioReader(path: file.path)
    let (size, channelCount) = (FileSystem.size(ofFile: file.path) ?? 0, reader.info.channelCount)
    let most = FileFormat.mostBytes(frameCount: frameCount, channelCount: channelCount)
    if size > most {
      let problem = MixtureVerifier.sizeProblem(size, most: most, frameCount: frameCount, channelCount: channelCount)
      stop(.otherShape(file: file.name, problem))
    } else if !reader.sampleFormat.isLossless, checkShape(channelCount: channelCount) {
      coded = try CodedTrack(
        of: file.path, samples: reader.sampleFormat, sampleRate: sampleRate, channelCount: channelCount,
        coding: coding)
    }
  }

  var channelCount: Int { reader.info.channelCount }

  /// What came of it.
  func finish() throws(SoundscapeError) -> AudioCheck {
    // A mixture without frames has no block.
    if frameCount == 0 { checkShape(channelCount: channelCount) }
    if let coded, !isOver { try compare(coded) }
    guard !result.isDifferent, let digest = file.digest else { return result }
    guard try reader.digest() != digest else { return result }
    // Small as it is, the difference is not that of another machine.
    if case .equal(let name, let frame, let difference) = result {
      return .different(file: name, frame: frame, difference: difference)
    }
    return .otherShape(file: file.name, "has other bytes than those that were written, besides its samples")
  }

  /// Compares the next frames, until one is found that differs.
  func add(_ block: AudioBuffer) {
    guard !isOver, checkShape(channelCount: block.channelCount) else { return }
    if let coded { coded.add(block) } else { compare(block) }
  }

  /// Compares what is decoded of the track.
  private func compare(_ coded: CodedTrack) throws(SoundscapeError) {
    if try coded.finish() == SHA256Hasher.hexDigest(ofFile: file.path) { return }
    var decoded = try AudioFileReader(path: coded.path)
    while position < frameCount, !isOver {
      compare(try decoded.read(from: position, count: min(Self.blockLength, frameCount - position)))
    }
  }

  private func compare(_ block: AudioBuffer) {
    let count = block.frameCount
    let samples = count * block.channelCount
    if reader.sampleFormat.bits == nil {
      grow(&expectedFloats, &foundFloats, samples)
      interleave(block.channels, from: 0, count: count, into: &expectedFloats)
      compareFloats(reader.read(count, into: &foundFloats) * block.channelCount)
    } else {
      grow(&expectedWholes, &foundWholes, samples)
      let bits = reader.sampleFormat.bits ?? 32
      quantize(block.channels, from: 0, count: count, bits: bits, into: &expectedWholes)
      compareWholes(reader.read(count, into: &foundWholes) * block.channelCount)
    }
    position += count
    if let damage = reader.damage, !isOver {
      stop(.otherShape(file: file.name, "cannot be decoded after frame \(reader.position) (\(damage))"))
    }
  }

  /// Whether the file has the shape of the track.
  @discardableResult private func checkShape(channelCount: Int) -> Bool {
    let info = reader.info
    if info.sampleRate != sampleRate {
      stop(.otherShape(file: file.name, "has a rate of \(info.sampleRate) Hz (expected \(sampleRate))"))
    } else if !reader.isLengthKnown {
      stop(.otherShape(file: file.name, "does not say how long it is (expected \(counted(frameCount, "frame")))"))
    } else if info.channelCount != channelCount || info.frameCount != frameCount {
      let shape = "\(info.frameCount) frames of \(info.channelCount) channels"
      stop(.otherShape(file: file.name, "has \(shape) (expected \(frameCount) of \(channelCount))"))
    }
    return !isOver
  }

  private func stop(_ check: AudioCheck) {
    result = check
    isOver = true
  }

  private func grow<Sample: ExpressibleByIntegerLiteral>(_ a: inout [Sample], _ b: inout [Sample], _ count: Int) {
    guard a.count < count else { return }
    a = [Sample](repeating: 0, count: count)
    b = a
  }

  private func compareFloats(_ count: Int) {
    guard differ(expectedFloats.span.extracting(..<count), foundFloats.span.extracting(..<count)) else { return }
    for i in 0..<count where expectedFloats[i].bitPattern != foundFloats[i].bitPattern {
      record(i, abs(Double(expectedFloats[i]) - Double(foundFloats[i])))
      if isOver { return }
    }
  }

  private func compareWholes(_ count: Int) {
    guard expectedWholes[..<count] != foundWholes[..<count] else { return }
    for i in 0..<count where expectedWholes[i] != foundWholes[i] {
      record(i, abs(Double(expectedWholes[i]) - Double(foundWholes[i])) / 0x1p31)
      if isOver { return }
    }
  }

  /// The first difference beyond the tolerance ends the comparison; of smaller ones the first and the largest are kept.
  private func record(_ sample: Int, _ difference: Double) {
    let frame = position + sample / channelCount
    let level = decibels(of: difference)
    // A NaN is beyond it too.
    guard difference <= amplitude(of: AudioCheck.tolerance) else {
      return stop(.different(file: file.name, frame: frame, difference: level))
    }
    guard case .equal(_, let first, _) = result else {
      (result, largest) = (.equal(file: file.name, frame: frame, difference: level), difference)
      return
    }
    guard difference > largest else { return }
    (result, largest) = (.equal(file: file.name, frame: first, difference: level), difference)
  }
}

/// Whether any bit differs; without an exit in the middle, which vectorises.
private func differ(_ a: borrowing Span<Float>, _ b: borrowing Span<Float>) -> Bool {
  var found: UInt32 = 0
  for i in 0..<min(a.count, b.count) { found |= a[i].bitPattern ^ b[i].bitPattern }
  return found != 0
}
