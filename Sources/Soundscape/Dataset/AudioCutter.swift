/// Plays a range of a mixture's files, as a renderer plays what it has made.
struct AudioCutter {
  /// Frames that are read at a time.
  private static let blockLength = 65_536

  let format: AudioFormat
  private let info: AudioFileInfo
  private var paths: [Track: String]
  private let range: Range<Seconds>

  /// - Parameter coding: how the files are coded that are written.
  init(mixture path: String, to range: Range<Seconds>, coding: AudioCoding) throws(SoundscapeError) {
    let reader = try AudioFileReader(path: path)
    // What was decoded with losses keeps all that is left of it.
    let samples = reader.sampleFormat.isLossless ? reader.sampleFormat : .float
    format = AudioFormat(
      named: path, samples: samples, sampleRate: reader.info.sampleRate, channelCount: reader.info.channelCount,
      coding: coding)
    info = reader.info
    paths = [.mixture: path]
    self.range = range
  }

  /// Refuses a mixture that is not the one that its annotation describes.
  ///
  /// - Parameter claims: those of the annotation before it is cut.
  func check(against claims: AnnotationClaims) throws(SoundscapeError) {
    let (length, wanted) = (seconds(of: info.frameCount, at: info.sampleRate), claims.duration)
    // A part of a frame may be lost when a mixture is made; another length is another sound.
    guard abs(length - wanted) <= Self.tolerance, info.channelCount == claims.channelCount else {
      throw .source(
        path: paths[.mixture] ?? "",
        problem: "is not the annotation's mixture: \(Self.shape(length, info.channelCount)), not "
          + "\(Self.shape(wanted, claims.channelCount))", advice: .nameAudio)
    }
  }

  private static let tolerance: Seconds = 0.01

  private static func shape(_ length: Seconds, _ channelCount: Int) -> String {
    "\(rounded(length, 3)) s of \(counted(channelCount, "channel"))"
  }

  /// Finds the stem that holds the events of each artifact, among those that the whole mixture had.
  ///
  /// - Parameters:
  ///   - stems: those before the cut; one that is not found is none.
  ///   - kept: the position before the cut of each event that is left.
  /// *Returns:* whether one is missing; then there are no stems.
  mutating func findStems(_ stems: [DatasetReader.Entry.SoundFile], kept: [Int], wanted: [Artifact]) -> Bool {
    let left = Set(kept)
    var known: [Set<Int>: String] = [:]
    for stem in stems {
      guard case .events(let events) = stem.track, let path = stem.path else { continue }
      known[Set(events).intersection(left)] = known[Set(events).intersection(left)] ?? path
    }
    for case .stem(let events) in wanted.map(\.content) where !events.isEmpty {
      guard let path = known[Set(events.map { kept[$0] })] else { return true }
      paths[.events(events)] = path
    }
    return false
  }

  /// What is left of each file.
  private var frames: Range<Int> {
    let count = info.frameCount
    let start = min(Soundscape.frames(in: range.lowerBound, at: info.sampleRate), count)
    return start..<max(start, min(Soundscape.frames(in: range.upperBound, at: info.sampleRate), count))
  }

  func play(_ tracks: [Track], into receiver: inout some TrackReceiver) throws(SoundscapeError) {
    for track in tracks {
      if case .events([]) = track {
        try receiver.begin(track, range: 0..<0, frameCount: self.frames.count)
        try receiver.end()
        continue
      }
      guard let path = paths[track] else { continue }
      var reader = try AudioFileReader(path: path)
      guard reader.info == info else {
        throw .source(
          path: path,
          problem: "has another shape than the mixture: \(reader.info.frameCount) frames of "
            + "\(counted(reader.info.channelCount, "channel")) at \(reader.info.sampleRate) Hz, not \(info.frameCount) of "
            + "\(counted(info.channelCount, "channel")) at \(info.sampleRate) Hz")
      }
      let (start, end) = (self.frames.lowerBound, self.frames.upperBound)
      try receiver.begin(track, range: 0..<(end - start), frameCount: end - start)
      for position in stride(from: start, to: end, by: Self.blockLength) {
        try receiver.receive(try reader.read(from: position, count: min(Self.blockLength, end - position)))
      }
      try receiver.end()
    }
  }
}
