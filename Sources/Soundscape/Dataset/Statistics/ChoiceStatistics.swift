/// What was drawn for mixtures as a whole: variants, groups from one song or from many, values of `let`.
public struct ChoiceStatistics: Sendable {
  /// How often a group was from one song, and how often each of its members by itself.
  public struct Coherence: Hashable, Sendable {
    public internal(set) var coherent = 0
    public internal(set) var independent = 0

    public var total: Int { coherent + independent }
  }

  /// What a value of `let` was.
  public struct LetStatistics: Sendable {
    var sample = NumberSample()
    /// Text → mixtures.
    public internal(set) var texts: NameTable<Int> = [:]

    /// nil where it was never a number.
    public var numbers: NumberSummary? { sample.summary }
  }

  /// Variant by name or place → mixtures.
  public private(set) var variants: NameTable<Int> = [:]
  /// Group by its name in the recipe → mixtures; each copy counts.
  public private(set) var groups: NameTable<Coherence> = [:]
  public private(set) var values: NameTable<LetStatistics> = [:]

  mutating func add(_ annotation: Annotation) {
    let origin = annotation.settings.origin
    if let variant = origin.variant { variants[variant.text, default: 0] += 1 }
    for (name, value) in origin.values {
      switch value {
      case .number(let number): values[name, default: LetStatistics()].sample.add(number)
      case .text(let text): values[name, default: LetStatistics()].texts[text, default: 0] += 1
      }
    }
    var seen: NameSet = []
    for event in annotation.events {
      guard let group = event.event.group, seen.insert(group.name).inserted else { continue }
      if group.isCoherent {
        groups[group.specName, default: Coherence()].coherent += 1
      } else {
        groups[group.specName, default: Coherence()].independent += 1
      }
    }
  }

  mutating func merge(_ other: ChoiceStatistics) {
    variants.merge(other.variants, uniquingKeysWith: +)
    for (name, counts) in other.groups {
      groups[name, default: Coherence()].coherent += counts.coherent
      groups[name, default: Coherence()].independent += counts.independent
    }
    for (name, value) in other.values {
      values[name, default: LetStatistics()].sample.merge(value.sample)
      values[name, default: LetStatistics()].texts.merge(value.texts, uniquingKeysWith: +)
    }
  }
}

extension JSONWriter {
  /// `variants`, `groups` and `let` of the statistics.
  mutating func members(of choices: ChoiceStatistics) {
    key("variants")
    counts(choices.variants)
    key("groups")
    object { json in
      for (name, counts) in choices.groups.sorted(by: { isInByteOrder($0.key, $1.key) }) {
        json.key(name)
        json.object { json in
          json.member("coherent", counts.coherent)
          json.member("independent", counts.independent)
        }
      }
    }
    key("let")
    object { json in
      for (name, value) in choices.values.sorted(by: { isInByteOrder($0.key, $1.key) }) {
        json.key(name)
        json.object { json in
          json.member("numbers", value.numbers)
          json.key("texts")
          json.counts(value.texts)
        }
      }
    }
  }
}
