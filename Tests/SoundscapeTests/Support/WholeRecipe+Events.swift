import TestSupport

@testable import Soundscape

extension WholeRecipe {
  // MARK: Names

  /// Names that YAML could take for something else, and names of many characters.
  private static let names = [
    "dog", "cat", "siren", "my dog", " a ", "null", "~", "true", "No", "5", "1e3", ".inf", "0x1F", "- a", "a: b", "# x",
    "[a]", "{b}", "a,b", "'q'", "\"q\"", "back\\slash", "*a", "&a", "!a", "%a", "@a", "`a`", "Ünïcode", "日本", "🐕",
    "a\u{301}", "line\nbreak", "tab\tbed", "end", "$dollar", "$$two", "?", ":", "-", ".", "..", "...", "---", "=", "<<",
    "a#b", "\u{2028}", "\u{FEFF}x", "\u{7F}", "y", "on", "2001-01-01", "1:30", "trailing ", "name.wav", "|", ">",
  ]

  mutating func name() -> String { Self.names[count(0...Self.names.count - 1)] }
  mutating func names(_ range: ClosedRange<Int>) -> [String] { (0..<count(range)).map { _ in name() } }

  mutating func choice() -> Choice {
    if hasLet, chance(6) { return .shared("pick", .choose(["dog", "5", "$x"])) }
    switch count(0...4) {
    case 0: return .any
    case 1: return .const(name())
    case 2: return .chooseWeighted([name(), name()], weights: [0.25, 0.75])
    case 3: return hasLet ? .cycle(names(0...3)) : .const(name())
    default: return .choose(names(1...3))
    }
  }

  // MARK: Distributions

  mutating func distribution(
    _ range: ClosedRange<Double>, cycles: Bool = false, lets: [String] = []
  ) -> Distribution {
    if hasLet, let name = lets.randomElement(using: &generator), chance(4) {
      return .shared(name, value)
    }
    let values = (0..<3).map { _ in number(range) }
    let between = (values.min() ?? 0)...(values.max() ?? 0)
    switch count(0...(cycles && hasLet ? 7 : 5)) {
    case 0: return .const(values[0])
    case 1: return .choose(values)
    case 2: return .chooseWeighted(values, weights: [0.5, 0.2, 0.3])
    case 3: return .uniform(between)
    case 4: return .normal(mean: values[0], deviation: number(0...3))
    case 5: return .truncnorm(mean: number(-9...9), deviation: number(0...3), in: between)
    case 6: return .cycle(values)
    default: return .step(from: between.lowerBound, to: between.upperBound, by: number(0.1...3))
    }
  }

  mutating func start() -> StartDistribution {
    switch count(0...(hasLet ? 6 : 3)) {
    case 5: return .const(.centre)
    case 6: return .choose([.seconds(number(0...2)), .centre, .end])
    case 4: return .step(from: .seconds(number(0...2)), to: .end, by: number(0.1...3))
    case 0: return .uniform(0...(.end))
    case 1: return .const(.end)
    case 2: return .truncnorm(mean: 1, deviation: number(0...3), in: .seconds(number(0...2))...(.end))
    default: return distribution(0...10, cycles: true, lets: ["level"]).map { SourceTime.seconds($0) }
    }
  }

  // MARK: Events

  mutating func background(number: Int) -> BackgroundSpec {
    var spec = BackgroundSpec()
    if chance(3) { spec.name = "bed \(number)" }
    (spec.label, spec.sourceFile, spec.sourceTime) = (choice(), choice(), start())
    return spec
  }

  mutating func event(number index: Int) -> EventSpec {
    var spec = EventSpec()
    if chance(5) { return spec }
    if chance(2) { spec.name = "é “\(index)”: x" }
    if chance(4) {
      spec.count = [.uniform(0...3), .const(2), .choose([1, 2]), .normal(mean: 2, deviation: 0.5)][count(0...3)]
    }
    spec.label = choice()
    fill(&spec)
    return spec
  }

  private mutating func fill(_ spec: inout EventSpec) {
    let lets = ["level", "other-level"]
    if chance(2) { spec.sourceFile = choice() }
    if chance(2) { spec.sourceTime = start() }
    if chance(2) { spec.eventTime = distribution(0...20, cycles: true, lets: lets) }
    if chance(2) { spec.eventDuration = distribution(0.1...9, cycles: true, lets: lets) }
    if chance(2) { spec.snr = distribution(-20...30, cycles: true, lets: lets) }
    if chance(2) { spec.pitchShift = distribution(-12...12, cycles: true, lets: lets) }
    if chance(2) { spec.timeStretch = distribution(0.25...4, cycles: true, lets: lets) }
    if hasLet, chance(3) { spec.gain = distribution(0.25...4, cycles: true, lets: lets) }
    if hasLet, chance(4) { spec.sourceAnchor = .centre }
    if hasLet, chance(4) { spec.fill = .tile }
    if hasLet, chance(4) { spec.prompt = PromptTemplate("The sound of {label}: {a column}") }
    if hasLet, chance(3) { spec.effects = (0..<count(1...2)).map { _ in reverb() } }
  }

  mutating func reverb() -> EffectSpec {
    EffectSpec(
      name: Reverb.name, settings: [.init(Reverb.parameters[0], from: .uniform(0...number(0.1...1)))])
  }

  mutating func group(number index: Int) -> EventSpec {
    var spec = event(number: index)
    (spec.label, spec.name) = (.any, "group \(index)")
    let labels = Set(names(1...4)).sorted()
    var group = GroupSpec(members: [])
    if chance(2) { group.coherence = chance(3) ? .cycle([false, true, true]) : .chance(number(0...1)) }
    if chance(2) { group.shared = Set(EventField.sharable.filter { _ in chance(2) }) }
    (group.onMissing, group.balance) = (any(GroupSpec.MissingRule.self), any(GroupSpec.Balance.self))
    for label in labels {
      var member = spec
      (member.name, member.count, member.label) = (nil, nil, .const(label))
      if chance(2) {
        var other = EventSpec()
        fill(&other)
        for field in EventField.sharable where chance(2) {
          if field == .snr, group.balance == .preserve { continue }
          if group.coherence.alwaysHolds, group.shared.contains(field) { continue }
          member.copy(field, from: other)
        }
        if chance(4) { member.effects = other.effects }
      }
      group.members.append(member)
    }
    spec.group = group
    return spec
  }
}
