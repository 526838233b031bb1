/// Keeps the labels and sources of a mixture's events apart, without leading any of them into a dead end.
struct DistinctCast {
  /// Events that are more than what they may be.
  struct Shortage: Error {
    var events: [String]
    var role: Role
    var isLabels: Bool
    var keys: [Int]

    func message(_ plan: RecipePlan) -> String {
      let what = isLabels ? "labels" : "sources"
      let sources = role == .foreground ? plan.foregroundKeys : plan.backgroundKeys
      let names = keys.map { key in
        isLabels ? plan.soundbank.side(role).labels[key].name : sources?.names[key] ?? "\(key)"
      }
      let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
      let held = names.isEmpty ? "none" : "only \(names.count): \(shown)"
      return "\(events.count) events (\(events.prefix(8).joined(separator: ", "))\(events.count > 8 ? ", …" : "")) "
        + "need \(what) of their own, and together may have \(held)"
    }
  }

  private var labels: Matching?
  private var sources: Matching?
  private let keys: SourceKeys?
  /// The place of each event among those that draw for themselves.
  private var slots: [EventKey: Int] = [:]
  private let initial: [[Int]]
  private var taken: [EventKey: [Int]] = [:]

  /// nil where nothing must differ.
  init?(_ units: [Cast.Unit], labels isDistinct: Bool, sources keys: SourceKeys?) throws(Shortage) {
    guard isDistinct || keys != nil else { return nil }
    self.keys = keys
    let members = units.flatMap(\.members)
    let single = units.filter { !$0.shares(.sourceFile) }.flatMap(\.members)
    for (slot, member) in single.enumerated() { slots[member.key] = slot }
    initial =
      keys.map { keys in
        single.enumerated().map { slot, member in
          member.possibleLabels.flatMap { Self.keys(of: member, label: $0, slot: slot, keys) }
        }
      } ?? []
    if isDistinct {
      for (slot, member) in members.enumerated() { labelSlots[member.key] = slot }
      do { labels = try Matching(options: members.map(\.possibleLabels)) } catch {
        throw Shortage(
          events: error.slots.map { members[$0].key.name }, role: members[0].plan.role, isLabels: true, keys: error.keys
        )
      }
    }
    guard keys != nil else { return }
    do { sources = try Matching(options: initial) } catch {
      throw Shortage(
        events: error.slots.map { single[$0].key.name }, role: single[0].plan.role, isLabels: false,
        keys: error.keys.filter { $0 >= 0 })
    }
  }

  private var labelSlots: [EventKey: Int] = [:]

  /// Files that may come as often as they like share one key of the event's own, which nobody else wants.
  private static func keys(of member: Cast.Member, label: Int, slot: Int, _ keys: SourceKeys) -> [Int] {
    guard let options = member.plan.files[label] else { return [] }
    return (0..<options.count).map { keys[label, options[$0]] ?? -1 - slot }
  }

  mutating func takesLabel(_ label: Int, _ member: Cast.Member) -> Bool {
    let before = self
    if let slot = labelSlots[member.key], labels?.narrow(slot, to: [label]) == false { return false }
    if let slot = slots[member.key], let keys,
      sources?.narrow(slot, to: Self.keys(of: member, label: label, slot: slot, keys)) == false
    {
      self = before
      return false
    }
    return true
  }

  mutating func takesFile(_ file: Int, _ member: Cast.Member) -> Bool {
    guard let slot = slots[member.key], let keys else { return true }
    return sources?.narrow(slot, to: [keys[member.label, file] ?? -1 - slot]) ?? true
  }

  /// A song takes the keys of all its files at once.
  mutating func takesSong(_ files: [Int?], _ unit: Cast.Unit) -> Bool {
    guard let keys, let group = unit.group else { return true }
    let wanted = Set(
      zip(group.members, files).compactMap { member, file in file.flatMap { keys[member.onlyLabel, $0] } })
    guard sources?.forbid(Array(wanted)) != false else { return false }
    taken[unit.key] = Array(wanted)
    return true
  }

  /// Gives back what a unit has taken, so that it can be cast again.
  mutating func release(_ unit: Cast.Unit) {
    guard let keys else { return }
    if let song = taken.removeValue(forKey: unit.key) { sources?.allow(song) }
    for member in unit.members {
      guard let slot = slots[member.key] else { continue }
      sources?.widen(slot, to: Self.keys(of: member, label: member.label, slot: slot, keys))
    }
  }
}
