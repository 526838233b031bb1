/// One mixture as drawn: everything that decides how it sounds, and nothing random is left.
///
/// Its events are in the order of their onsets, and their names are unique, as are their places in the order of drawing:
/// stems, annotation and warnings rely on that. The caller that makes a scene must ensure it (`inOrderOfTime`).
@dynamicMemberLookup
public struct Scene: Hashable, Sendable, Codable {
  /// What a scene says beside its events: the same in its annotation.
  public struct Settings: Hashable, Sendable, Codable {
    public var duration: Seconds
    public var sampleRate: Hertz
    public var channelCount: Int
    public var referenceLoudness: LUFS
    public var fadeIn: Seconds
    public var fadeOut: Seconds
    public var protectedLabels: [String]
    public var render: RenderOptions
    /// What the whole mixture goes through after the levels, in this order; it is put on each stem alike.
    public var effects: [EffectInstance]
    /// What else was drawn for the mixture as a whole.
    public var origin = MixtureOrigin()

    public init(
      duration: Seconds, sampleRate: Hertz = 44_100, channelCount: Int = 1, referenceLoudness: LUFS = -12,
      fadeIn: Seconds = 0.01, fadeOut: Seconds = 0.01, protectedLabels: [String] = [],
      render: RenderOptions = RenderOptions(), effects: [EffectInstance] = []
    ) {
      self.duration = duration
      self.sampleRate = sampleRate
      self.channelCount = channelCount
      self.referenceLoudness = referenceLoudness
      self.fadeIn = fadeIn
      self.fadeOut = fadeOut
      self.protectedLabels = protectedLabels
      self.render = render
      self.effects = effects
    }
  }

  /// The position in the data set, from 0.
  public var index: Int
  public var seed: Seed
  public var semantics = Semantics.soundscape
  /// Each of them can be read and set on the scene itself: `scene.duration`.
  public var settings: Settings
  /// In the order of their onsets, as JAMS keeps them; of equal ones, backgrounds first, then the order of the recipe.
  public var events: [Event]
  /// The gain and step of an earlier rendering, to be used again instead of what the peak would ask for.
  public var recordedScale: RecordedScale?

  /// - Parameter events: in the order of their onsets.
  public init(
    index: Int = 0, seed: Seed = .integer(0), semantics: Semantics = .soundscape, duration: Seconds,
    sampleRate: Hertz = 44_100, channelCount: Int = 1, referenceLoudness: LUFS = -12, fadeIn: Seconds = 0.01,
    fadeOut: Seconds = 0.01, protectedLabels: [String] = [], events: [Event], render: RenderOptions = RenderOptions(),
    effects: [EffectInstance] = [], recordedScale: RecordedScale? = nil
  ) {
    self.init(
      index: index, seed: seed, semantics: semantics,
      settings: Settings(
        duration: duration, sampleRate: sampleRate, channelCount: channelCount, referenceLoudness: referenceLoudness,
        fadeIn: fadeIn, fadeOut: fadeOut, protectedLabels: protectedLabels, render: render, effects: effects),
      events: events, recordedScale: recordedScale)
  }

  /// - Parameter events: in the order of their onsets.
  public init(
    index: Int = 0, seed: Seed = .integer(0), semantics: Semantics = .soundscape, settings: Settings, events: [Event],
    recordedScale: RecordedScale? = nil
  ) {
    self.index = index
    self.seed = seed
    self.semantics = semantics
    self.settings = settings
    self.events = events
    self.recordedScale = recordedScale
  }

  public subscript<Value>(dynamicMember setting: WritableKeyPath<Settings, Value>) -> Value {
    get { settings[keyPath: setting] }
    set { settings[keyPath: setting] = newValue }
  }

  /// What a rendering put on mixture and stems.
  public struct RecordedScale: Hashable, Sendable, Codable {
    public var factor: Double
    public var step: Float?

    public init(factor: Double, step: Float? = nil) {
      self.factor = factor
      self.step = step
    }
  }

  /// Frames of the mixture.
  public var frameCount: Int { dialect.frameCount(of: settings.duration, at: settings.sampleRate) }
  /// What the scene's semantics changes.
  var dialect: Dialect { semantics.dialect }
  /// The frames of the mixture in which an event lasts; a background fills all there are.
  ///
  /// Time and duration are cut to frames each by itself, so that their sum could pass the mixture's end by a frame.
  func frameRange(of event: Event) -> Range<Int> {
    let start = min(frames(in: event.eventTime, at: settings.sampleRate), frameCount)
    let length = event.role == .background ? frameCount : frames(in: event.duration, at: settings.sampleRate)
    return start..<min(start + length, frameCount)
  }
  public var foregroundEvents: [Event] { events.filter { $0.role == .foreground } }

  /// Events as a scene has them: by onset, those of equal onsets in the same order as here.
  public static func inOrderOfTime(_ events: consuming [Event]) -> [Event] {
    // `sort` is stable, and moves events where a list of them in another order would be of copies.
    events.sort { $0.eventTime < $1.eventTime }
    return events
  }
}
