// Plays what a renderer makes as tracks.

/// What is played into an artifact.
public enum Track: Hashable, Sendable {
  case mixture
  /// The sum of some events, by their positions in the scene.
  case events([Int])
}

/// Takes tracks, one after the other, in blocks.
public protocol TrackReceiver {
  /// - Parameters:
  ///   - range: the frames of the mixture that the blocks fill; around them is silence.
  ///   - frameCount: frames of the whole mixture.
  mutating func begin(_ track: Track, range: Range<Int>, frameCount: Int) throws(SoundscapeError)
  mutating func receive(_ block: AudioBuffer) throws(SoundscapeError)
  mutating func end() throws(SoundscapeError)
}

extension Renderer {
  mutating func render(
    _ scene: Scene, tracks: [Track], cut: Range<Int>? = nil, spillFolder: String,
    into receiver: inout some TrackReceiver
  ) throws(SoundscapeError) -> MixtureReport {
    if let cut {
      var mixture = try render(scene)
      mixture.cut(to: cut)
      mixture.measure(scene)
      return try Self.play(mixture, tracks, into: &receiver)
    }
    let spill = Path.join(spillFolder, "\(scene.index).spill")
    return try Self.play(try sound(of: scene, spillingTo: spill), tracks, into: &receiver)
  }

  private static func play(
    _ sound: any MixtureSound, _ tracks: [Track], into receiver: inout some TrackReceiver
  ) throws(SoundscapeError) -> MixtureReport {
    try receiver.begin(.mixture, range: 0..<sound.frameCount, frameCount: sound.frameCount)
    try sound.eachPieceOfMix { (piece) throws(SoundscapeError) in try receiver.receive(piece) }
    try receiver.end()
    for i in sound.report.stems.indices {
      let stem = sound.report.stems[i]
      let range = stem.firstFrame..<(stem.firstFrame + stem.frameCount)
      let isWanted = tracks.contains(.events([i]))
      if isWanted { try receiver.begin(.events([i]), range: range, frameCount: sound.frameCount) }
      try sound.eachPieceOfStem(i) { (piece) throws(SoundscapeError) in
        if isWanted { try receiver.receive(piece) }
      }
      if isWanted { try receiver.end() }
    }
    for case .events(let events) in tracks where events.count > 1 {
      var sum = AudioBuffer(channelCount: sound.channelCount, frameCount: sound.frameCount)
      for event in events {
        var position = sound.report.stems[event].firstFrame
        try sound.eachPieceOfStem(event) { (piece) throws(SoundscapeError) in
          sum.add(piece, at: position)
          position += piece.frameCount
        }
      }
      try receiver.begin(.events(events), range: 0..<sound.frameCount, frameCount: sound.frameCount)
      try receiver.receive(sum)
      try receiver.end()
    }
    return sound.report
  }
}

extension Mixture {
  /// Leaves a range of frames, of the mixture and of each stem.
  mutating func cut(to range: Range<Int>) {
    let range = range.clamped(to: 0..<mix.frameCount)
    mix = AudioBuffer(channels: mix.channels.map { Array($0[range]) })
    for i in stems.indices {
      let stem = stems[i]
      let kept = range.clamped(to: stem.position..<stem.end)
      let inner = (kept.lowerBound - stem.position)..<(kept.upperBound - stem.position)
      stems[i].audio = AudioBuffer(channels: stem.audio.channels.map { Array($0[inner]) })
      stems[i].position = max(0, min(kept.lowerBound - range.lowerBound, range.count))
    }
  }
}
