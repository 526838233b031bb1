/// The sound of a mixture as it is written to files, wherever it is kept.
protocol MixtureSound {
  var frameCount: Int { get }
  var channelCount: Int { get }
  var warnings: [Warning] { get set }
  /// What is told of the mixture; complete when it and all its stems were handed out.
  var report: MixtureReport { get }
  /// Hands out the mixture. It comes before the stems.
  func eachPieceOfMix(_ body: (AudioBuffer) throws(SoundscapeError) -> Void) throws(SoundscapeError)
  /// Hands out a stem from its first frame to its last, without the silence around it.
  func eachPieceOfStem(
    _ index: Int, _ body: (AudioBuffer) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError)
}

extension Mixture: MixtureSound {
  var frameCount: Int { mix.frameCount }
  var channelCount: Int { mix.channelCount }

  func eachPieceOfMix(_ body: (AudioBuffer) throws(SoundscapeError) -> Void) throws(SoundscapeError) {
    try body(mix)
  }

  func eachPieceOfStem(
    _ index: Int, _ body: (AudioBuffer) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    try body(stems[index].audio)
  }
}

extension Renderer {
  /// Renders a scene to be written: in memory, or piece by piece where it is too long for that.
  ///
  /// - Parameter path: where a long one keeps what it has made, in a file that is gone with it.
  mutating func sound(of scene: Scene, spillingTo path: String) throws(SoundscapeError) -> any MixtureSound {
    guard isTooLong(scene) else { return try render(scene) }
    return try LongMixture(
      scene, sounds: sounds, spillingTo: path, blockLength: SpilledStems.defaultBlockLength,
      longStem: SpilledStems.longStem)
  }

  /// Whether a scene is rendered piece by piece.
  func isTooLong(_ scene: Scene) -> Bool {
    // An effect takes a stem as a whole, and Scaper's reverb the mixture.
    scene.semantics == .soundscape && !hasStemEffect && LongMixture.sampleCount(of: scene) > mostSamplesInMemory
  }
}
