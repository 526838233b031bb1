/// Keeps the labels and sources of a mixture's events apart, without leading any of them into a dead end.
struct DistinctSelection {
  /// More events than there are labels or sources for them.
  struct Shortage: Error {
    var events: [String]
    var role: Role
    /// What there is too little of: by its place among the labels, or its number among the source keys.
    var missing: Missing

    enum Missing {
      case labels([Int])
      case sources([Int])
    }
  }

  /// What an event takes of the sources.
  enum SourceKey: Hashable, Comparable {
    /// What `SourceKeys` numbers: no other event may have it.
    case source(Int)
    /// The files that may repeat share one key of the slot, which no other slot wants.
    case free(slot: Int)
  }

  private var labels: Matching<Int>?
  private var sources: Matching<SourceKey>?
  let keys: SourceKeys?
  /// Whether labels must differ.
  var concernsLabels: Bool { labels != nil }
  /// The place of each event in the matching of labels.
  private var labelPlaces: [EventKey: Int] = [:]
  /// The place of each event in the matching of sources: of those that draw their own file.
  private var sourcePlaces: [EventKey: Int] = [:]
  /// The sources of the songs that groups have taken.
  private var songs: [EventKey: [SourceKey]] = [:]

  /// nil where nothing must differ.
  init?(_ groups: [SlotGroup], distinctLabels: Bool, sources keys: SourceKeys?) throws(Shortage) {
    guard distinctLabels || keys != nil else { return nil }
    self.keys = keys
    if distinctLabels {
      let slots = groups.flatMap(\.slots)
      for (place, slot) in slots.enumerated() { labelPlaces[slot.key] = place }
      do { labels = try Matching(options: slots.map(\.possibleLabels)) } catch {
        throw Shortage(
          events: error.slots.map { slots[$0].key.name }, role: slots[0].plan.role, missing: .labels(error.keys))
      }
    }
    guard let keys else { return }
    let slots = groups.filter { !$0.shares(.sourceFile) }.flatMap(\.slots)
    for (place, slot) in slots.enumerated() { sourcePlaces[slot.key] = place }
    let options = slots.enumerated().map { place, slot in
      slot.possibleLabels.flatMap { Self.options(of: slot, label: $0, place: place, keys) }
    }
    do { sources = try Matching(options: options) } catch {
      let missing = error.keys.compactMap { if case .source(let number) = $0 { number } else { nil } }
      throw Shortage(
        events: error.slots.map { slots[$0].key.name }, role: slots[0].plan.role, missing: .sources(missing))
    }
  }

  private static func options(of slot: EventSlot, label: Int, place: Int, _ keys: SourceKeys) -> [SourceKey] {
    guard let options = slot.plan.files[label] else { return [] }
    return (0..<options.count).map { key(ofFile: options[$0], label: label, place: place, keys) }
  }

  private static func key(ofFile file: Int, label: Int, place: Int, _ keys: SourceKeys) -> SourceKey {
    keys[label, file].map { .source($0) } ?? .free(slot: place)
  }

  /// Whether an event can have a label; if so, it has it.
  mutating func takes(label: Int, for slot: EventSlot) -> Bool {
    let before = self
    if let place = labelPlaces[slot.key], labels?.narrow(place, to: [label]) == false { return false }
    if let place = sourcePlaces[slot.key], let keys,
      sources?.narrow(place, to: Self.options(of: slot, label: label, place: place, keys)) == false
    {
      self = before
      return false
    }
    return true
  }

  /// Whether an event can have a file of its label; if so, it has it.
  mutating func takes(file: Int, ofLabel label: Int, for slot: EventSlot) -> Bool {
    guard let place = sourcePlaces[slot.key], let keys else { return true }
    return sources?.narrow(place, to: [Self.key(ofFile: file, label: label, place: place, keys)]) ?? true
  }

  /// Whether a group can have a song, which takes the keys of all its files at once; if so, it has it.
  mutating func takes(song files: [Int?], of plan: GroupPlan, for group: EventKey) -> Bool {
    guard let keys else { return true }
    let wanted = Set(
      zip(plan.members, files).compactMap { member, file -> SourceKey? in
        guard let label = member.firstLabel, let file else { return nil }
        return keys[label, file].map { .source($0) }
      })
    guard sources?.forbid(Array(wanted)) != false else { return false }
    songs[group] = Array(wanted)
    return true
  }

  /// Gives back the song that a group has taken.
  mutating func releaseSong(of group: EventKey) {
    if let song = songs.removeValue(forKey: group) { sources?.allow(song) }
  }

  /// Gives back the file that an event has taken.
  mutating func releaseFile(of slot: EventSlot, label: Int) {
    guard let keys, let place = sourcePlaces[slot.key] else { return }
    sources?.widen(place, to: Self.options(of: slot, label: label, place: place, keys))
  }
}
