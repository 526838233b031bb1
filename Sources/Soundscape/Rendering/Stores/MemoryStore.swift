/// Stems in memory: a block is a whole stem, and treatments change it at once.
final class MemoryStore: StemStore {
  let channelCount: Int
  private let mixtureLength: Int
  private var positions: [Int] = []
  private var sounds: [AudioBuffer] = []
  private var tracks: [AudioBuffer] = []

  var blockLength: Int { .max }
  var keepsSources: Bool { true }

  init(channelCount: Int, frameCount: Int) {
    self.channelCount = channelCount
    mixtureLength = frameCount
  }

  func add(_ sound: consuming some BlockSource & ~Copyable, in range: Range<Int>) throws(SoundscapeError) {
    sounds.append(try sound.last(range.count))
    positions.append(range.lowerBound)
  }

  func cutToMixture() {
    for i in sounds.indices where positions[i] + sounds[i].frameCount > mixtureLength {
      sounds[i].setLength(mixtureLength - positions[i])
    }
  }

  func apply(_ treatments: [any StemTreatment]) throws(SoundscapeError) {
    let tail = treatments.reduce(.frames(0)) { $0 + $1.tail }
    // All look-ahead at once, so that each receives what the one before it makes of the frames after the mixture's end.
    let late = treatments.reduce(0) { $0 + $1.lookAhead }
    if tail != .frames(0) || late > 0 {
      for i in sounds.indices {
        sounds[i].setLength(tail.end(of: range(of: i), in: mixtureLength) - positions[i] + late)
      }
    }
    for treatment in treatments { try treatment.process(&sounds) }
    if late > 0 { for i in sounds.indices { sounds[i].dropFirst(late) } }
  }

  func range(of stem: Int) -> Range<Int> { positions[stem]..<(positions[stem] + sounds[stem].frameCount) }
  func keptRange(of stem: Int) -> Range<Int> { range(of: stem) }

  func read(_ stem: Int, _ range: Range<Int>) -> AudioBuffer {
    let start = positions[stem]
    return sounds[stem].part((range.lowerBound - start)..<(range.upperBound - start))
  }

  func stages(of stem: Int) -> [any Stage] { [] }

  func reserveTrack(frameCount: Int) -> Int {
    tracks.append(AudioBuffer(channelCount: channelCount, reserving: frameCount))
    return tracks.count - 1
  }

  func write(_ block: AudioBuffer, at frame: Int, ofTrack track: Int) { tracks[track].append(block) }

  func readTrack(_ track: Int, _ range: Range<Int>) -> (audio: AudioBuffer, offset: Int) {
    (tracks[track], range.lowerBound)
  }
}

extension StageTail {
  /// The frame after the last that a sound has with its tail, within the mixture.
  func end(of range: Range<Int>, in mixtureLength: Int) -> Int {
    switch self {
    case .frames(let count): min(range.upperBound + count, mixtureLength)
    case .unlimited: mixtureLength
    }
  }
}
