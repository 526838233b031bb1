extension Annotation {
  /// What made an annotation.
  public struct Header: Hashable, Sendable, Codable {
    /// The version of the format: 1; 0 for files from before it was written.
    public var format: Int
    /// Of this program.
    public var version: String
    public var libraries: [Library]
    public var seed: Seed
    /// The position in the data set, from 0.
    public var index: Int
    public var semantics: Semantics
    /// SHA-256 of the recipe's content; empty where it is not known.
    public var recipeDigest: String

    /// Whether the format has every key, with null only for what is not known.
    var isComplete: Bool { format >= 1 }

    /// By default, this program and its libraries as they are.
    public init(
      format: Int = Annotation.formatVersion, version: String = SoundscapeVersion.current,
      libraries: [Library] = Library.current, seed: Seed, index: Int, semantics: Semantics = .soundscape,
      recipeDigest: String = ""
    ) {
      self.format = format
      self.version = version
      self.libraries = libraries
      self.seed = seed
      self.index = index
      self.semantics = semantics
      self.recipeDigest = recipeDigest
    }
  }

  /// The version of the format that is written, and the highest that is read.
  public static let formatVersion = 1

  /// A library that touches samples, and its version.
  public struct Library: Hashable, Sendable, Codable {
    public var name: String
    public var version: String

    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }

    /// Those of this program.
    public static let current = LibraryVersions.all.map { Library(name: $0.name, version: $0.version) }
  }

  /// How rendering scaled mixture and stems.
  public struct Rendering: Hashable, Sendable, Codable {
    /// The gain of the clipping fix or the peak normalisation; 1 for none.
    public var scaleFactor: Double
    /// dB by which that moved the reference loudness.
    public var referenceLoudnessChange: Decibels
    /// LUFS that it is after that; nil where the file does not say.
    public var generatedReferenceLoudness: LUFS?
    /// Every sample is a multiple of it; nil where that is not known.
    public var step: Double?

    public init(
      scaleFactor: Double, referenceLoudnessChange: Decibels, generatedReferenceLoudness: LUFS?, step: Double?
    ) {
      self.scaleFactor = scaleFactor
      self.referenceLoudnessChange = referenceLoudnessChange
      self.generatedReferenceLoudness = generatedReferenceLoudness
      self.step = step
    }
  }

  /// What was adjusted: of an event, or of the mixture.
  public struct Alteration: Hashable, Sendable, Codable {
    /// A `Warning.Kind`'s name, or one that this version does not know.
    public var rule: String
    /// The value as drawn or asked for, where there is one.
    public var before: Double?
    /// The value as used.
    public var after: Double?

    public init(rule: String, before: Double? = nil, after: Double? = nil) {
      self.rule = rule
      self.before = before
      self.after = after
    }

    init(_ warning: Warning) { self.init(rule: warning.kind.rawValue, before: warning.before, after: warning.after) }
  }

  /// A cut of the mixture to a range of time.
  public struct Cut: Hashable, Sendable, Codable {
    /// Seconds as asked for, in what was there before.
    public var requested: Range<Seconds>
    /// The part of it that there was.
    public var range: Range<Seconds>

    public init(requested: Range<Seconds>, range: Range<Seconds>) {
      self.requested = requested
      self.range = range
    }
  }

  /// A change that was made to an annotation after it was drawn.
  public struct EditRecord: Hashable, Sendable, Codable {
    enum Change: Hashable, Sendable, Codable {
      case set(was: Double?, is: Double?)
      /// The event's value as JSON.
      case drop(was: JSONTree)
    }

    /// `events[2].snr`, `ref_db`; `events[1]` for an event that was left out.
    public var keyPath: String
    var change: Change
  }

  /// Scaper's statistics over the foreground events; nil where a file does not have them.
  public struct Statistics: Hashable, Sendable, Codable {
    public var eventCount: Int?
    /// The largest number of events at once.
    public var maximumPolyphony: Int?
    /// 1 − the Gini coefficient of the polyphony sampled every 10 ms; 0 without events.
    public var polyphonyGini: Double?

    public init() {}

    init(of intervals: [(start: Seconds, end: Seconds)], duration: Seconds, semantics: Semantics) {
      eventCount = intervals.count
      maximumPolyphony = Polyphony.maximum(intervals, touchingOverlap: semantics.dialect.touchingEventsOverlap)
      polyphonyGini = Polyphony.gini(intervals, duration: duration)
    }
  }
}
