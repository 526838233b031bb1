/// Plays a range of a mixture's files, as a renderer plays what it has made.
struct AudioCutter {
  /// Frames that are read at a time.
  private static let blockLength = 65_536

  let format: AudioFormat
  private var paths: [Track: String]
  private let range: Range<Seconds>

  init(mixture path: String, to range: Range<Seconds>) throws(SoundscapeError) {
    let reader = try AudioFileReader(path: path)
    format = AudioFormat(
      named: path, samples: reader.sampleFormat, sampleRate: reader.info.sampleRate,
      channelCount: reader.info.channelCount)
    paths = [.mixture: path]
    self.range = range
  }

  /// Finds the stem that holds the events of each artifact, among those that the whole mixture had.
  ///
  /// - Parameters:
  ///   - stems: each with its events by their positions before the cut.
  ///   - kept: the position before the cut of each event that is left.
  /// *Returns:* whether one is missing; then there are no stems.
  mutating func findStems(_ stems: [(path: String, events: [Int])], kept: [Int], wanted: [Artifact]) -> Bool {
    let left = Set(kept)
    let known = Dictionary(
      stems.map { (Set($0.events).intersection(left), $0.path) }, uniquingKeysWith: { first, _ in first })
    for case .stem(let events) in wanted.map(\.content) {
      guard let path = known[Set(events.map { kept[$0] })] else { return true }
      paths[.events(events)] = path
    }
    return false
  }

  func play(_ tracks: [Track], into receiver: inout some TrackReceiver) throws(SoundscapeError) {
    for track in tracks {
      guard let path = paths[track] else { continue }
      var reader = try AudioFileReader(path: path)
      let rate = reader.info.sampleRate
      let start = min(frames(in: range.lowerBound, at: rate), reader.info.frameCount)
      let end = min(frames(in: range.upperBound, at: rate), reader.info.frameCount)
      try receiver.begin(track, range: 0..<(end - start), frameCount: end - start)
      for position in stride(from: start, to: end, by: Self.blockLength) {
        try receiver.receive(try reader.read(from: position, count: min(Self.blockLength, end - position)))
      }
      try receiver.end()
    }
  }
}
