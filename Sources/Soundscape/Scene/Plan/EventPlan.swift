/// One spec made ready for drawing: names looked up in the soundbank, keys hashed. A class, since every event that is
/// drawn refers to it.
final class EventPlan: Sendable {
  let sharedSpec: SharedSpec
  /// The same where the event is a coherent group's member: with the group's values of what is shared.
  let coherentSpec: SharedSpec
  let role: Role
  /// Where the spec is in its recipe.
  let keyPath: String
  let key: EventKey
  let labels: Options
  /// The files of each label that the spec can give, by the label's position in the soundbank.
  let files: [Int: Options]
  /// Whether anything of the spec is a cycle.
  let hasCycle: Bool
  /// What the order of the labels is keyed by.
  let labelCycle: EventKey
  /// What the orders of each label's files are keyed by.
  let fileCycles: [Int: EventKey]

  var spec: EventSpec { sharedSpec.spec }
  /// The label of a group's member; of other specs the first of those it may have.
  var firstLabel: Int? { labels.count > 0 ? labels[0] : nil }
  var labelName: String { spec.label.names.first ?? "" }

  init(
    _ spec: EventSpec, coherent: EventSpec? = nil, role: Role, keyPath: String, name: String, side: Soundbank.Side
  ) {
    sharedSpec = SharedSpec(spec)
    coherentSpec = coherent.map(SharedSpec.init) ?? sharedSpec
    self.role = role
    self.keyPath = keyPath
    key = EventKey(name)
    let labels = Options(spec.label, among: side.labelNames) { side.labels[$0].seconds }
    self.labels = labels
    var files: [Int: Options] = [:]
    for label in labels.all {
      let sounds = side.labels[label].sounds
      let names = sounds.map(\.name)
      files[label] = Options(spec.sourceFile.namingSounds(among: names), among: names) { sounds[$0].duration }
    }
    self.files = files
    hasCycle = spec.hasCycle
    labelCycle = EventKey("\(name):label")
    guard case .cycle = spec.sourceFile.unshared else {
      fileCycles = [:]
      return
    }
    fileCycles = Dictionary(
      uniqueKeysWithValues: labels.all.map { ($0, EventKey("\(name):source_file:\(side.labels[$0].name)")) })
  }
}

/// A group of specs made ready for drawing.
final class GroupPlan: Sendable {
  let spec: GroupSpec
  /// The group's fields, which its members share where it is coherent.
  let template: EventSpec
  let keyPath: String
  let key: EventKey
  let members: [EventPlan]
  /// The songs that a coherent group can be drawn from, in byte order.
  let songs: [String]
  let songOptions: Options
  /// The file of each song, for each member; nil where a label lacks it.
  let songFiles: [[Int?]]
  /// What the order of the songs is keyed by.
  let songCycle: EventKey
  /// What the order of coherent and other mixtures is keyed by.
  let coherenceCycle: EventKey

  init(_ group: GroupSpec, template: EventSpec, keyPath: String, name: String, side: Soundbank.Side) {
    spec = group
    self.template = template
    self.keyPath = keyPath
    key = EventKey(name)
    members = group.members.map { spec in
      let label = spec.label.names.first ?? ""
      return EventPlan(
        spec, coherent: Self.coherent(spec, template, group.shared), role: .foreground, keyPath: "\(keyPath).\(label)",
        name: "\(name)/\(label)", side: side)
    }

    let perMember = group.members.map { spec in
      var positions: NameTable<Int> = [:]
      for (i, file) in (side[spec.label.names.first ?? ""]?.sounds ?? []).enumerated() { positions[file.song] = i }
      return positions
    }
    let union = NameSet(perMember.flatMap(\.keys)).sorted()
    let songs = group.onMissing == .redraw ? union.filter { song in perMember.allSatisfy { $0[song] != nil } } : union
    self.songs = songs
    songOptions = Options(template.sourceFile.namingSounds(among: songs), among: songs) { place in
      // A song is as long as its longest stem.
      zip(group.members, perMember).compactMap { spec, positions in
        positions[songs[place]].flatMap { side[spec.label.names.first ?? ""]?.sounds[$0].duration }
      }.max() ?? 0
    }
    songCycle = EventKey("\(name):source_file")
    coherenceCycle = EventKey("\(name):coherent")
    songFiles = songs.map { song in perMember.map { $0[song] } }
  }

  /// A member's spec with the group's values of what is shared.
  private static func coherent(
    _ member: EventSpec, _ template: EventSpec, _ shared: Set<EventField>
  ) -> EventSpec {
    var spec = member
    for field in shared { spec.copy(field, from: template) }
    return spec
  }
}

extension Choice {
  /// The same with names as a label's sounds have them: a recipe may write the label's folder in front of a file.
  func namingSounds(among names: [String]) -> Choice {
    mapNames { wanted in
      wanted.holds("/") && names.index(ofName: wanted) == nil ? Path.name(of: wanted) : wanted
    }
  }
}

extension SoundLabel {
  /// Of all its files.
  fileprivate var seconds: Seconds { sounds.reduce(0) { $0 + $1.duration } }
}
