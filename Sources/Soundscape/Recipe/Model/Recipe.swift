/// What the mixtures of a data set may be: every value a distribution.
///
/// A recipe says nothing about one particular mixture; drawing it with an `Instantiator` gives a `Scene`, which does.
public struct Recipe: Hashable, Sendable {
  /// Where the sounds are: folders of label folders, or trees and tables as they are.
  public struct SoundbankFolders: Hashable, Sendable {
    public var foreground: [SoundSource]
    /// Empty for none.
    public var background: [SoundSource]

    public init(foreground: [SoundSource], background: [SoundSource] = []) {
      self.foreground = foreground
      self.background = background
    }

    /// Folders of label folders: `<label>/<file>`.
    public init(foreground: String, background: String? = nil) {
      self.init(
        foreground: [SoundSource(path: foreground)], background: background.map { [SoundSource(path: $0)] } ?? [])
    }
  }

  /// Seconds; where mixtures differ, of the longest.
  public var duration: Seconds
  /// How long each mixture lasts; nil where all last as long.
  public var durationLaw: DurationLaw?
  public var soundbank: SoundbankFolders
  /// Frames a second.
  public var sampleRate: Hertz = 44_100
  public var channelCount = 1
  /// The loudness of the backgrounds, and what events' snr is above; LUFS.
  public var referenceLoudness = Distribution.const(-12)
  /// Seconds of the quarter-sine fade at an event's start.
  public var fadeIn: Seconds = 0.01
  /// Seconds of the quarter-sine fade at an event's end.
  public var fadeOut: Seconds = 0.01
  /// Labels whose files are always played whole.
  public var protectedLabels = ProtectedLabels.listed([])
  public var seed = Seed.integer(0)
  public var semantics = Semantics.soundscape
  public var constraints = Constraints()
  public var fit = FitPolicy.conditional
  /// nil takes every window, however quiet.
  public var gate: SilenceGate?
  /// What `render.reverb` of each mixture is drawn from; nil for `render.reverb` itself.
  public var reverb: Distribution?
  /// One is drawn for each mixture by its weight; empty where there is only the recipe itself.
  public var variants: [RecipeVariant] = []
  /// Whether variants are dealt, so that each has its share of the mixtures exactly, instead of drawn.
  public var dealsVariants = false
  /// What every event plays, mixture by mixture; nil where it is drawn.
  public var compositions: Compositions?
  /// What says of a mixture what is heard in it; nil for nothing.
  public var prompt: PromptTemplate?
  public var backgrounds: [BackgroundSpec] = []
  public var events: [EventSpec] = []
  public var render = RenderOptions()
  /// What the whole mixture goes through after the levels, in this order.
  public var effects: [EffectSpec] = []
  public var output = OutputOptions()
  /// Where the recipe was read, for errors that are found later.
  public var origin = RecipeOrigin()

  public init(duration: Seconds, soundbank: SoundbankFolders) {
    self.duration = duration
    self.soundbank = soundbank
  }

  /// The names that the backgrounds' draws are keyed by: `name`, else `background[<position>]`.
  public var backgroundNames: [String] {
    backgrounds.enumerated().map { $0.element.name ?? "background[\($0.offset)]" }
  }

  /// The names that the events' draws are keyed by, one for each spec.
  ///
  /// The spec's name; else the label where it is one constant that no other event has; else `events[<position>]`.
  public var eventNames: [String] {
    // Counted once: a recipe may list a hundred thousand events.
    var uses: NameTable<Int> = [:]
    for spec in events {
      if case .const(let label) = spec.label { uses[label, default: 0] += 1 }
    }
    let names = NameSet(events.compactMap(\.name))
    return events.enumerated().map { i, spec in
      if let name = spec.name { return name }
      if case .const(let label) = spec.label, uses[label] == 1, !names.contains(label) { return label }
      return "events[\(i)]"
    }
  }
}

/// What the values of a recipe mean.
public enum Semantics: String, Hashable, Sendable, CaseIterable, Codable {
  /// Scaper's model with its biases fixed.
  case soundscape
  /// Scaper 1.6.5, draw for draw: the same numbers and warnings from the same seed.
  case scaper
}

/// The file that a recipe came from, and where in it each value is.
public struct RecipeOrigin: Hashable, Sendable {
  /// The path that the file was read from; empty for a recipe made in code.
  public var file = ""
  /// SHA-256 of the recipe's content after settings: the same for the same recipe however it is laid out.
  public var digest = ""
  /// Key path → `file:line:column`.
  var locations: NameTable<String> = [:]
  /// The numbers of source times as they are written, in order, by the key path of the event or background: Scaper's
  /// warnings print `3` and `3.0` as they were. Empty but for `semantics: scaper`.
  var writtenSourceTimes: NameTable<[String]> = [:]

  public init() {}

  /// Where a key path is: `file:line:column: key path`, or only the key path where that is not known.
  public func location(of keyPath: String) -> String {
    if let place = locations[keyPath] { return "\(place): \(keyPath)" }
    return file.isEmpty ? keyPath : "\(file): \(keyPath)"
  }
}
