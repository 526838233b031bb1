public import Soundscape

/// The scenes of a recipe, from easy to hard: every event of mixture k is k steps quieter than it was drawn.
public struct CurriculumScenes: SceneSource {
  let drawn: any SceneSource
  let step: Decibels

  public init(drawn: any SceneSource, step: Decibels) {
    self.drawn = drawn
    self.step = step
  }

  public var isRandomAccess: Bool { drawn.isRandomAccess }
  public var identity: String { "\(drawn.identity) curriculum \(step)" }

  public func scene(at index: Int) throws(SoundscapeError) -> Drawn<Scene> {
    var scene = try drawn.scene(at: index)
    for i in scene.value.events.indices where scene.value.events[i].role == .foreground {
      scene.value.events[i].snr -= Double(index) * step
    }
    return scene
  }
}
