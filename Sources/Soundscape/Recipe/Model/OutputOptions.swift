/// What is written for each mixture, and how.
public struct OutputOptions: Hashable, Sendable {
  /// A part of a data set and its share; only the proportions of shares count.
  public struct Split: Hashable, Sendable {
    public var name: String
    public var share: Double

    public init(name: String, share: Double) {
      self.name = name
      self.share = share
    }
  }

  /// What stems are named by.
  public enum StemNames: String, Hashable, Sendable, CaseIterable {
    /// The label of the event.
    case label
    /// The name that the recipe gives the event; its label where it gives none.
    case name
  }

  /// What each stem is the sum of.
  public enum StemsOf: String, Hashable, Sendable, CaseIterable {
    /// One event.
    case event
    /// The events of one entry of the recipe: all copies, all members of a group.
    case name
    /// The members of one group, each copy by itself; other events by themselves.
    case group
    /// The events of one label and role.
    case label
  }

  /// The names of layouts, looked up in a list of them when mixtures are made: one or more, each with the same mixtures.
  public var layouts = ["folder"]
  /// The first layout.
  public var layout: String {
    get { layouts[0] }
    set { layouts = [newValue] }
  }
  public var format = FileFormat.wav
  public var audio = true
  public var stems = true
  /// What stems are named by; a layout may have only one way.
  public var stemNames = StemNames.label
  /// What each stem is the sum of; a layout may have only one way.
  public var stemsOf = StemsOf.event
  /// The label track: onset, offset, label, by tabs.
  public var labels = true
  /// In the order of the recipe; empty for no splits.
  public var splits: [Split] = []
  /// Mixtures are in folders of 10 to the power of this many, such as `000/000042/` for 3; nil for none.
  public var shardWidth: Int?
  /// Widths that make sense: names of mixtures have six digits or more.
  public static let shardWidths = 1...5
  /// What is divided among the splits.
  public var splitBy = SplitRule.mixture
  /// Mixtures of a shard, in layouts that pack them into archives.
  public var shardSize = 1_000
  /// Whether annotations name files by absolute paths instead of paths relative to the data set's root; nil does what the
  /// layout's readers need.
  public var absolutePaths: Bool?

  public init() {}
}

/// What is divided among the splits of a data set.
public enum SplitRule: Hashable, Sendable {
  /// Mixtures alone: any of them may play any sound, so that sounds come in several splits.
  case mixture
  /// Groups of sounds, as the bank has them: songs, speakers, recordings. A sound without a group is one by itself.
  case group
  /// Sounds.
  case source
  /// Labels.
  case label
  /// What a regular expression with a group named `group` finds in the sound's name.
  case pattern(String)

  /// As a recipe writes it.
  var word: String {
    switch self {
    case .mixture: "mixture"
    case .group: "group"
    case .source: "source"
    case .label: "label"
    case .pattern(let text): text
    }
  }

  /// Whether each sound is in one split only.
  public var dividesSounds: Bool { self != .mixture }
}
