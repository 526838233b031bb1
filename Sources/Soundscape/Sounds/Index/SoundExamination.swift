/// Decodes a sound file to its end, block by block, and measures it on the way.
struct SoundExamination {
  /// Frames that are decoded at a time: an hour takes no more memory than a second.
  private static let blockLength = 1 << 16
  private static let leastMagnitude = Float(amplitude(of: SoundFacts.silenceLevel))

  private let channelCount: Int
  private let rate: Hertz
  private var meter: KWeightedMeter?
  private var peak: Float = 0
  private var sounding = 0..<0
  private var position = 0

  private init(_ info: AudioFileInfo) {
    (channelCount, rate) = (info.channelCount, info.sampleRate)
    if KWeightedMeter.isDefined(at: rate) { meter = KWeightedMeter(channelCount: channelCount, rate: rate) }
  }

  /// What a file is.
  ///
  /// *Throws:* what says nothing about the file: no descriptors left, a disk that fails, a file that changed meanwhile.
  static func finding(_ path: String) throws(SoundscapeError) -> (finding: SoundFinding, stamp: FileStamp) {
    let stamp = try settledStamp(of: path)
    let finding = try finding(unchecked: path)
    guard FileStamp(of: path) == stamp else {
      throw .source(path: path, problem: "was changed while it was read; scan again")
    }
    return (finding, stamp)
  }

  /// Why a file cannot be decoded to its end; nil where it can.
  static func problem(_ path: String) throws(SoundscapeError) -> SoundscapeError? {
    do throws(SoundscapeError) {
      let info = try AudioFileReader.info(of: path)
      try decode(path, info) { _ in }
      return nil
    } catch {
      guard error.isOfContent else { throw error }
      return error
    }
  }

  private static func settledStamp(of path: String) throws(SoundscapeError) -> FileStamp {
    guard let stamp = FileStamp(of: path), !stamp.waitUntilPast() else {
      guard let later = FileStamp(of: path) else { throw .source(path: path, problem: SystemFailure.missing.words) }
      return later
    }
    return stamp
  }

  private static func finding(unchecked path: String) throws(SoundscapeError) -> SoundFinding {
    let info: AudioFileInfo
    do throws(SoundscapeError) { info = try AudioFileReader.info(of: path) } catch {
      guard error.isOfContent else { throw error }
      if case .notAudio(_, let problem) = error { return .refused(.init(isNotAudio: true, problem: problem)) }
      return .refused(.init(isNotAudio: false, problem: error.problem))
    }
    var examination = SoundExamination(info)
    var problem: String?
    do throws(SoundscapeError) {
      try decode(path, info) { examination.add($0) }
    } catch {
      guard error.isOfContent else { throw error }
      problem = error.problem
    }
    guard let digest = try FileDigest(ofFile: path) else { throw .source(path: path, problem: "has no digest") }
    if let problem { return .damaged(info, digest, problem: problem) }
    return .sound(examination.facts(info), digest)
  }

  private static func decode(
    _ path: String, _ info: AudioFileInfo, _ body: (AudioBuffer) -> Void
  ) throws(SoundscapeError) {
    var reader = try AudioFileReader(path: path)
    for start in stride(from: 0, to: info.frameCount, by: blockLength) {
      body(try reader.read(from: start, count: min(blockLength, info.frameCount - start)))
    }
  }

  private mutating func add(_ block: AudioBuffer) {
    meter?.add(block)
    let loudest = block.peak
    peak = max(peak, loudest)
    if loudest >= Self.leastMagnitude {
      let isSound = { (sample: Float) in abs(sample) >= Self.leastMagnitude }
      let first = block.channels.compactMap { $0.firstIndex(where: isSound) }.min() ?? 0
      let last = block.channels.compactMap { $0.lastIndex(where: isSound) }.max() ?? 0
      sounding = (sounding.isEmpty ? position + first : sounding.lowerBound)..<(position + last + 1)
    }
    position += block.frameCount
  }

  private func facts(_ info: AudioFileInfo) -> SoundFacts {
    let loudness = meter?.integratedLoudness()
    return SoundFacts(
      info: info, loudness: loudness.flatMap { $0.isFinite ? $0 : nil }, peak: peak, sounding: sounding)
  }
}

extension SoundscapeError {
  /// Whether it is about what is in a file, so that the same file fails again.
  fileprivate var isOfContent: Bool {
    switch self {
    case .notAudio: true
    case .source(_, let problem, _):
      !isForLackOfFiles && !SystemFailure.passing.contains { hasSameBytes($0.words, problem) }
    default: false
    }
  }
}
