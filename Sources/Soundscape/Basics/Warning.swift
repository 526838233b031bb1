/// An adjustment worth reporting: which value was changed, why, and from what to what.
public struct Warning: Hashable, Sendable {
  /// What was adjusted. The raw value is the name under which the manifest counts it.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case durationCutToSource = "duration_cut_to_source"
    case durationCutToMixture = "duration_cut_to_mixture"
    case sourceTimeMoved = "source_time_moved"
    case eventTimeMoved = "event_time_moved"
    case duplicatesRemoved = "duplicates_removed"
    case fadeShortened = "fade_shortened"
    case silentEvent = "silent_event"
    case noBackground = "no_background"
    case stretchedLength = "stretched_length"
    case clipping = "clipping"
    case clippingFixed = "clipping_fixed"
    case sumClipped = "sum_clipped"
    case extremeScale = "extreme_scale"
    case reverbOnMixtureAlone = "reverb_on_mixture_alone"
    case noEvents = "no_events"
    case cycleBroken = "cycle_broken"
    case notAudio = "not_audio"
    case damagedSource = "damaged_source"
    case unreadableSource = "unreadable_source"
    case unusableName = "unusable_name"
    case nestedFolder = "nested_folder"
    case sourceChanged = "source_changed"
    case labelsLeftOut = "labels_left_out"
    case unmatchedFile = "unmatched_file"
    case splitsShareSources = "splits_share_sources"
    case splitLacksLabel = "split_lacks_label"
    case noGroup = "no_group"
    case indexNotUsed = "index_not_used"
  }

  public var kind: Kind
  /// The event or file concerned; empty for the mixture as a whole.
  public var subject: String
  /// One sentence for a person.
  public var message: String
  /// The value as drawn or asked for, where there is one.
  public var before: Double?
  /// The value as used.
  public var after: Double?

  public init(_ kind: Kind, subject: String = "", _ message: String, before: Double? = nil, after: Double? = nil) {
    self.kind = kind
    self.subject = subject
    self.message = message
    self.before = before
    self.after = after
  }
}

extension Warning: CustomStringConvertible {
  public var description: String { printable(subject.isEmpty ? message : "\(subject): \(message)") }
}
