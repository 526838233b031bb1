/// Stems on disk: they are kept as they were added, and treatments run on them whenever they are streamed.
final class SpillStore: StemStore {
  /// Frames that are worked on at a time: with 64 stems at once and two channels, 32 MB.
  static let defaultBlockLength = 1 << 16

  /// Sound in the file, plane after plane.
  private struct Place {
    /// The frames of the mixture, or of the track.
    var range: Range<Int>
    var position: Int
    /// The frames between the starts of two planes.
    var stride: Int
  }

  let channelCount: Int
  private let mixtureLength: Int
  let blockLength: Int
  private var file: SpillFile
  private var places: [Place] = []
  private var ends: [Int] = []
  private var tracks: [Place] = []
  private var treatments: [any StemTreatment] = []

  /// What is decoded is on disk from then on.
  var keepsSources: Bool { false }

  /// *Throws:* `.output` where no file can be made in the folder.
  init(
    folder: String, name: String, channelCount: Int, frameCount: Int, blockLength: Int = defaultBlockLength
  ) throws(SoundscapeError) {
    file = try SpillFile.make(in: folder, name: name)
    self.channelCount = channelCount
    mixtureLength = frameCount
    self.blockLength = blockLength
  }

  func add(_ sound: consuming some BlockSource & ~Copyable, in range: Range<Int>) throws(SoundscapeError) {
    let place = Place(range: range, position: file.reserve(range.count * channelCount), stride: range.count)
    places.append(place)
    ends.append(range.upperBound)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: blockLength) {
      try write(try sound.next(min(blockLength, range.upperBound - start)), at: start, to: place)
    }
  }

  func cutToMixture() {
    for i in places.indices where ends[i] > mixtureLength {
      ends[i] = mixtureLength
      places[i].range = places[i].range.lowerBound..<mixtureLength
    }
  }

  func apply(_ treatments: [any StemTreatment]) {
    self.treatments += treatments
    let tail = treatments.reduce(.frames(0)) { $0 + $1.tail }
    for i in ends.indices { ends[i] = tail.end(of: range(of: i), in: mixtureLength) }
  }

  func range(of stem: Int) -> Range<Int> { places[stem].range.lowerBound..<ends[stem] }
  func keptRange(of stem: Int) -> Range<Int> { places[stem].range }

  func read(_ stem: Int, _ range: Range<Int>) throws(SoundscapeError) -> AudioBuffer {
    try read(range, of: places[stem])
  }

  func stages(of stem: Int) throws(SoundscapeError) -> [any Stage] {
    var stages: [any Stage] = []
    for treatment in treatments { if let stage = try treatment.makeStage(forStem: stem) { stages.append(stage) } }
    return stages
  }

  // MARK: Tracks

  func reserveTrack(frameCount: Int) -> Int {
    tracks.append(Place(range: 0..<frameCount, position: file.reserve(frameCount * channelCount), stride: frameCount))
    return tracks.count - 1
  }

  func write(_ block: AudioBuffer, at frame: Int, ofTrack track: Int) throws(SoundscapeError) {
    try write(block, at: frame, to: tracks[track])
  }

  func readTrack(_ track: Int, _ range: Range<Int>) throws(SoundscapeError) -> (audio: AudioBuffer, offset: Int) {
    (try read(range, of: tracks[track]), 0)
  }

  // MARK: The file

  private func write(_ block: AudioBuffer, at frame: Int, to place: Place) throws(SoundscapeError) {
    for (c, plane) in block.channels.enumerated() {
      try file.write(plane, at: place.position + c * place.stride + frame - place.range.lowerBound)
    }
  }

  private func read(_ range: Range<Int>, of place: Place) throws(SoundscapeError) -> AudioBuffer {
    var planes: [[Float]] = []
    for c in 0..<channelCount {
      let start = place.position + c * place.stride + range.lowerBound - place.range.lowerBound
      planes.append(try file.read(range.count, at: start))
    }
    return AudioBuffer(channels: planes)
  }
}
