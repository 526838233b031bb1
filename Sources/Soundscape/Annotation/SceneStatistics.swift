/// What Scaper's annotation tells of a scene as a whole, over its foreground events.
public struct SceneStatistics: Hashable, Sendable {
  public var eventCount: Int
  /// The largest number of events at once.
  public var maximumPolyphony: Int
  /// 1 − the Gini coefficient of the polyphony sampled every 10 ms; 0 without events.
  public var polyphonyGini: Double

  public init(of scene: Scene) {
    let intervals = scene.foregroundEvents.map { (start: $0.eventTime, end: $0.endTime) }
    eventCount = intervals.count
    maximumPolyphony = Polyphony.maximum(intervals, touchingOverlap: scene.semantics == .scaper)
    polyphonyGini = Polyphony.gini(intervals, duration: scene.duration)
  }
}
