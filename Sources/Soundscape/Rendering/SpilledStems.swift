/// Stems before their levels are set, on disk.
final class SpilledStems: StemSource {
  /// Frames that are worked on at a time: with 64 stems at once and two channels, 32 MB.
  static let defaultBlockLength = 1 << 16
  /// A longer stem, in samples, is spilled as it is made where that can be, and never whole in memory: 16 MB.
  static let longStem = SourcePart.mostInMemory

  let scene: Scene
  let blockLength: Int
  private(set) var warnings: [Warning] = []
  private var file: SpillFile
  private var places: [(range: Range<Int>, position: Int)] = []

  /// Renders the stems of a scene to a file that is made at a path, and has no name from then on.
  init(
    of scene: Scene, sounds: SourceCache, spillingTo path: String, blockLength: Int = defaultBlockLength,
    longStem: Int = longStem
  ) throws(SoundscapeError) {
    self.scene = scene
    self.blockLength = blockLength
    file = try SpillFile(at: path)
    var events = EventRenderer(scene: scene, sounds: sounds)
    for (i, event) in scene.events.enumerated() {
      let range = scene.frameRange(of: event)
      if event.role == .background {
        var stream = try BackgroundStream(event, of: scene, sounds: sounds)
        try spill(range) { (_, count) throws(SoundscapeError) in try stream.next(count) }
      } else if !event.isMoved, range.count * scene.channelCount > longStem {
        let part = SourcePart(event.source, window: EventRenderer.window(of: event), scene)
        var reader = try SourcePart.Reader(part, sounds: sounds)
        let fades = events.fades(of: event, lasting: range.count)
        let envelope = FadeEnvelope(in: fades.in, out: fades.out, frameCount: range.count)
        try spill(range) { (start, count) throws(SoundscapeError) in
          var piece = try reader.next(count)
          envelope.apply(to: &piece, at: start)
          return piece
        }
      } else {
        let stem = try events.render(i)
        try spill(stem.range) { (start, count) throws(SoundscapeError) in
          AudioBuffer(channels: stem.audio.channels.map { Array($0[start..<(start + count)]) })
        }
      }
    }
    warnings = events.warnings
  }

  func range(of stem: Int) -> Range<Int> { places[stem].range }
  var ranges: [Range<Int>] { places.map(\.range) }

  func read(_ stem: Int, _ range: Range<Int>) throws(SoundscapeError) -> AudioBuffer {
    let place = places[stem]
    return try read(range, of: place.range, at: place.position)
  }

  // MARK: Whole tracks

  /// Finds room for a track as long as the mixture. *Returns:* what the next two know it by.
  func reserveTrack() -> Int { file.reserve(scene.frameCount * scene.channelCount) }

  func writeTrack(_ piece: AudioBuffer, at frame: Int, of track: Int) throws(SoundscapeError) {
    for (c, plane) in piece.channels.enumerated() {
      try file.write(plane, at: track + c * scene.frameCount + frame)
    }
  }

  func readTrack(_ track: Int, _ range: Range<Int>) throws(SoundscapeError) -> AudioBuffer {
    try read(range, of: 0..<scene.frameCount, at: track)
  }

  // MARK: The file

  /// Writes what is made piece by piece, plane after plane.
  private func spill(
    _ range: Range<Int>, _ piece: (_ start: Int, _ count: Int) throws(SoundscapeError) -> AudioBuffer
  ) throws(SoundscapeError) {
    let position = file.reserve(range.count * scene.channelCount)
    places.append((range, position))
    for start in stride(from: 0, to: range.count, by: blockLength) {
      let made = try piece(start, min(blockLength, range.count - start))
      for (c, plane) in made.channels.enumerated() { try file.write(plane, at: position + c * range.count + start) }
    }
  }

  private func read(
    _ range: Range<Int>, of whole: Range<Int>, at position: Int
  ) throws(SoundscapeError) -> AudioBuffer {
    var planes: [[Float]] = []
    for c in 0..<scene.channelCount {
      let start = position + c * whole.count + range.lowerBound - whole.lowerBound
      planes.append(try file.read(range.count, at: start))
    }
    return AudioBuffer(channels: planes)
  }
}
