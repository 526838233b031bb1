/// What must hold between the events of a mixture.
public struct Constraints: Hashable, Sendable {
  /// Which foreground events must not sound at the same time. Events that touch do not overlap.
  public enum NoOverlap: Hashable, Sendable {
    case all
    /// Two events of one label.
    case sameLabel
    /// Two events whose labels are both listed, the same or not.
    case labels(NameSet)
  }

  /// The most foreground events at once; nil for any number.
  public var maxPolyphony: Int?
  public var noOverlap: NoOverlap?
  /// Seconds between the events that `noOverlap` names.
  public var minGap: Seconds = 0
  /// No label twice among a mixture's backgrounds, nor among its events.
  public var distinctLabels = false
  /// No source file twice among a mixture's backgrounds, nor among its events.
  public var distinctSources = false
  /// No two events' files are of the same group, unless they belong to one coherent group. A file without a group may
  /// come with any.
  public var excludeGroups: GroupKey?

  public init() {}

  /// Whether event times depend on each other.
  var concernsTimes: Bool { maxPolyphony != nil || noOverlap != nil }
}

/// What tells the group of a sound: the song, speaker or recording that it was made from.
public enum GroupKey: Hashable, Sendable {
  /// What the bank says.
  case bank
  /// A regular expression with a group named `group`, searched in the sound's name.
  case pattern(String)
}

/// How a time that is drawn is made to fit the file and the mixture.
public enum FitPolicy: String, Hashable, Sendable, CaseIterable {
  /// Drawn from the part of the distribution that fits.
  case conditional
  /// Drawn from all of it and moved to the nearest time that fits.
  case clamp
  /// Drawn again until it fits, a bounded number of times.
  case resample
  /// What does not fit fails the mixture.
  case error
}

/// Which source windows are too quiet to be used.
public struct SilenceGate: Hashable, Sendable {
  /// dB relative to full scale: a window with a lower root mean square is drawn again.
  public var minimumRMS: Decibels = -60
  /// The mixture fails after this many windows.
  public var mostAttempts = 20

  public init() {}
}

/// One of several ways in which a recipe's mixtures may be made.
public struct RecipeVariant: Hashable, Sendable {
  /// What annotations and statistics call it; nil for its place in the list, from 0.
  public var name: String?
  /// Its share, as a part of the sum of all variants' weights.
  public var weight: Double
  /// The whole recipe with the variant's keys in place of its own; it has no variants itself.
  public var recipe: Recipe

  public init(name: String? = nil, weight: Double, recipe: Recipe) {
    self.name = name
    self.weight = weight
    self.recipe = recipe
  }
}
