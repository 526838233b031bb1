/// A value that was drawn, with the warnings about it.
public struct Drawn<Value> {
  public var value: Value
  /// What was altered to make it fit.
  public var warnings: [Warning]

  public init(_ value: Value, warnings: [Warning] = []) {
    self.value = value
    self.warnings = warnings
  }
}

extension Drawn: Sendable where Value: Sendable {}
extension Drawn: Equatable where Value: Equatable {}
extension Drawn: Hashable where Value: Hashable {}

/// A way to draw scenes: by a recipe's keyed draws, by Scaper's stream, or any other.
///
/// Workers call it from several threads at once. The scene at an index must be the same whatever was asked for before.
public protocol SceneSource: Sendable {
  /// Whether any scene costs as much to draw as the next one. Those of a source that is not random-access are asked for in
  /// ascending order.
  var isRandomAccess: Bool { get }

  /// What decides its scenes beside recipe, soundbank and seed, as text; empty for a recipe's own draws.
  ///
  /// A run that was stopped is resumed only with scenes of the same identity.
  var identity: String { get }

  /// The scene at a position in the data set, from 0; `scene.index` is that position.
  ///
  /// *Throws:* `.draw` where there is none that keeps the recipe; the scenes after it are not concerned.
  func scene(at index: Int) throws(SoundscapeError) -> Drawn<Scene>
}
