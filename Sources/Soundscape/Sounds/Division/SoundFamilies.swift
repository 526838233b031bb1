/// The sounds of a bank that must be in one split, put together: those of one group, of one file, and of one content.
struct SoundFamilies {
  /// What is in one split as a whole.
  struct Family {
    /// The name that its place is drawn by: it depends on the bank's names alone, not on where the bank is.
    var name: String
    /// The sounds that it has under each label, by the label's number.
    var counts: [Int: Int] = [:]
  }

  /// Sounds in which no group is found, where groups are asked for: each is one by itself.
  struct Ungrouped: Sendable {
    private(set) var total = 0
    private(set) var without = 0
    private(set) var example = ""

    mutating func count(_ sound: Sound, hasGroup: Bool) {
      total += 1
      guard !hasGroup else { return }
      if without == 0 { example = sound.name }
      without += 1
    }
  }

  private(set) var families: [Family] = []
  /// Empty where nobody asks for groups.
  private(set) var ungrouped: [Role: Ungrouped] = [:]
  /// By role, label and sound: the number of its family.
  private var members: [Role: [[Int]]] = [:]
  /// The labels of both roles, by their numbers.
  private(set) var labels: [(role: Role, name: String)] = []

  /// - Parameters:
  ///   - songLabels: labels that coherent groups take together: their sounds of one song are one family.
  ///   - digest: of a file's content, asked only of files that may be copies of each other.
  /// *Throws:* `.source` where a file cannot be read.
  init(
    of soundbank: Soundbank, by rule: SplitRule, songLabels: [NameSet],
    digest: (String) throws(SoundscapeError) -> String
  ) throws(SoundscapeError) {
    let indexed = (soundbank.provider as? FileSounds)?.indexed
    var sets = DisjointSets()
    let pattern = try rule.groups
    var keys: [Role: [[Int]]] = [:]
    for role in Role.allCases {
      keys[role] = soundbank.side(role).labels.map { label in
        label.sounds.map { sound in
          let own = sets.number(of: "sound \(role)/\(label.name)/\(sound.name)")
          switch rule {
          case .label: sets.join(own, sets.number(of: "label \(label.name)"))
          case .group, .pattern:
            let group = pattern?.group(of: sound)
            ungrouped[role, default: Ungrouped()].count(sound, hasGroup: group != nil)
            if let group { sets.join(own, sets.number(of: "group \(group)")) }
          case .source, .mixture: break
          }
          if role == .foreground {
            // Also where no events take them together, so that all recipes over the bank divide it alike.
            if rule != .label, let song = sound.origin?.song { sets.join(own, sets.number(of: "song \(song)")) }
            for (i, labels) in songLabels.enumerated() where labels.contains(label.name) {
              sets.join(own, sets.number(of: "song \(i) \(sound.song)"))
            }
          }
          return own
        }
      }
    }
    try Self.joinFiles(of: soundbank, keys, &sets, digest) { indexed?.digest(ofFile: $0) }
    number(soundbank, keys, &sets)
  }

  /// The number of the family that a sound is in.
  func family(_ role: Role, label: Int, sound: Int) -> Int { members[role]?[label][sound] ?? 0 }

  /// Joins sounds that are read from one file, or from files of the same content.
  private static func joinFiles(
    of soundbank: Soundbank, _ keys: [Role: [[Int]]], _ sets: inout DisjointSets,
    _ digest: (String) throws(SoundscapeError) -> String, _ known: (String) -> String?
  ) throws(SoundscapeError) {
    var places: NameTable<Int> = [:]
    var bySize: [Int: [(path: String, key: Int)]] = [:]
    for role in Role.allCases {
      for (l, label) in soundbank.side(role).labels.enumerated() {
        for (s, sound) in label.sounds.enumerated() {
          guard let key = keys[role]?[l][s] else { continue }
          for file in sound.files {
            if let other = places.updateValue(key, forKey: file) {
              sets.join(key, other)
            } else if let size = FileSystem.size(ofFile: file) {
              bySize[size, default: []].append((file, key))
            }
          }
        }
      }
    }
    // Links and copies: only files of one size, with the same bytes in the middle, can be one.
    for (size, files) in bySize where files.count > 1 {
      let digests = files.compactMap { known($0.path) }
      if digests.count == files.count {
        // By an index, without opening one of them.
        sets.join(zip(files, digests).map { ($0.key, $1) })
        continue
      }
      var alike: [[UInt8]: [(path: String, key: Int)]] = [:]
      for file in files {
        let middle = max(0, (size - sampleLength) / 2)..<min(size, (size + sampleLength) / 2)
        alike[try FileSystem.read(middle, of: file.path), default: []].append(file)
      }
      for files in alike.values where files.count > 1 {
        sets.join(try files.map { (file) throws(SoundscapeError) in (file.key, try digest(file.path)) })
      }
    }
  }

  /// Bytes that tell most files of one size apart, such as clips of one length.
  private static let sampleLength = 4_096

  private mutating func number(_ soundbank: Soundbank, _ keys: [Role: [[Int]]], _ sets: inout DisjointSets) {
    var numbers: [Int: Int] = [:]
    for role in Role.allCases {
      members[role] = soundbank.side(role).labels.enumerated().map { l, label in
        let number = labels.count
        labels.append((role, label.name))
        return label.sounds.indices.map { s in
          let root = sets.root(of: keys[role]?[l][s] ?? 0)
          let family = numbers[root] ?? families.count
          if family == families.count {
            numbers[root] = family
            families.append(Family(name: sets.firstName(of: root)))
          }
          families[family].counts[number, default: 0] += 1
          return family
        }
      }
    }
  }
}

extension SplitRule {
  /// What finds the groups; nil where the rule has none.
  fileprivate var groups: SoundGroups? {
    get throws(SoundscapeError) {
      do throws(Pattern.Failure) {
        switch self {
        case .group: return try SoundGroups(.bank)
        case .pattern(let text): return try SoundGroups(.pattern(text))
        case .mixture, .source, .label: return nil
        }
      } catch { throw .recipe(location: "output.split_by", problem: "is not a valid regular expression: \(error)") }
    }
  }
}

/// Sets of names that are joined. *Source:* Tarjan, *Efficiency of a good but not linear set union algorithm* (1975).
private struct DisjointSets {
  private var parents: [Int] = []
  private var names: [String] = []
  private var numbers: NameTable<Int> = [:]

  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    parents.append(names.count)
    names.append(name)
    return names.count - 1
  }

  mutating func root(of number: Int) -> Int {
    var root = number
    while parents[root] != root {
      parents[root] = parents[parents[root]]
      root = parents[root]
    }
    return root
  }

  /// The root of both is that of the name that comes first in byte order.
  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(of: a), root(of: b))
    guard first != second else { return }
    if isInByteOrder(names[first], names[second]) { parents[second] = first } else { parents[first] = second }
  }

  /// Joins those of one content.
  mutating func join(_ contents: [(key: Int, digest: String)]) {
    var found: NameTable<Int> = [:]
    for (key, digest) in contents {
      if let other = found.updateValue(key, forKey: digest) { join(key, other) }
    }
  }

  /// The first name of a set in byte order, of its root.
  func firstName(of root: Int) -> String { names[root] }
}
