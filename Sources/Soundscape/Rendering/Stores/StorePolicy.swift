/// Where the stems of a scene are kept: in memory, or in a file where they would take too much of it.
struct StorePolicy {
  /// Scenes with more samples are spilled: those of the mixture three times over (sum, magnitudes, result) and those of
  /// all stems, 256 MB.
  var mostSamplesInMemory = 1 << 26
  var blockLength = SpillStore.defaultBlockLength

  /// - Parameter spillFolder: where a long scene keeps its stems, in a file that goes away with them; nil keeps all in
  ///   memory.
  func makeStore(for scene: Scene, spillFolder: String?) throws(SoundscapeError) -> any StemStore {
    if let spillFolder, Self.sampleCount(of: scene) > mostSamplesInMemory {
      return try SpillStore(
        folder: spillFolder, name: "\(scene.index)", channelCount: scene.channelCount, frameCount: scene.frameCount,
        blockLength: blockLength)
    }
    return MemoryStore(channelCount: scene.channelCount, frameCount: scene.frameCount)
  }

  /// The samples that rendering a scene in memory would hold at once.
  static func sampleCount(of scene: Scene) -> Int {
    let isDry = scene.renderingDialect.busEffects(of: scene).isEmpty
    let stems = scene.events.reduce(0) { sum, event in
      // The tail of an effect may last until the end.
      sum + (isDry && event.effects.isEmpty ? scene.frameRange(of: event).count : scene.frameCount)
    }
    return (3 * scene.frameCount + stems) * scene.channelCount
  }
}
