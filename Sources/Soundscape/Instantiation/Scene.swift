/// One mixture as drawn: everything that decides how it sounds, and nothing random any more.
public struct Scene: Hashable, Sendable {
  /// The position in the data set, from 0.
  public var index: Int
  public var seed: Seed
  public var duration: Seconds
  public var sampleRate: Hertz
  public var channelCount: Int
  public var referenceLoudness: LUFS
  public var fadeIn: Seconds
  public var fadeOut: Seconds
  public var protectedLabels: [String]
  /// Backgrounds first, then foreground events, each in the order of the recipe.
  public var events: [Event]
  public var render: RenderOptions

  /// Frames of the mixture.
  public var frameCount: Int { frames(in: duration, at: sampleRate) }
  public var foregroundEvents: [Event] { events.filter { $0.role == .foreground } }
}
