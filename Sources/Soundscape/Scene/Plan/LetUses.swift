/// The values of `let` that a recipe uses as numbers, for the record: what each is drawn from.
struct LetUses: Sendable {
  enum Law: Sendable {
    case number(StartDistribution)
    case count(Distribution)
  }

  /// By name.
  private(set) var numbers: NameTable<Law> = [:]

  init(of recipe: Recipe) {
    add(recipe.referenceLoudness)
    switch recipe.durationLaw {
    case .drawn(let duration): add(duration)
    case .events(let law):
      add(law.before)
      add(law.after)
    case nil: break
    }
    add(recipe.reverb)
    for background in recipe.backgrounds { add(background.sourceTime) }
    for effect in recipe.effects { add(effect) }
    for spec in recipe.events {
      add(spec)
      for member in spec.group?.members ?? [] { add(member) }
    }
    // A number that is used as a count too is recorded as the number.
    for spec in recipe.events {
      if case .shared(let name, let inner)? = spec.count, numbers[name] == nil {
        numbers[name] = .count(inner.unshared)
      }
    }
  }

  private mutating func add(_ spec: EventSpec) {
    for field in EventField.numbers {
      switch spec.request(field) {
      case .name: break
      case .sourceTime(let numbers): add(numbers)
      case .number(let numbers): add(numbers)
      }
    }
    for effect in spec.effects { add(effect) }
  }

  private mutating func add(_ effect: EffectSpec) { for setting in effect.settings { add(setting.distribution) } }

  private mutating func add(_ distribution: Distribution?) {
    if case .shared(let name, let inner)? = distribution { numbers[name] = .number(StartDistribution(inner.unshared)) }
  }

  private mutating func add(_ distribution: StartDistribution) {
    if case .shared(let name, let inner) = distribution { numbers[name] = .number(inner.unshared) }
  }

  /// What they are in a mixture; one that depends on the file, or differs from event to event is left out.
  func values(_ draws: MixtureDraws, of events: [Event]) -> NameTable<MixtureOrigin.Value> {
    var values = names(of: events)
    for (name, law) in numbers {
      let u = draws.uniform(.value(name), .value)
      switch law {
      case .count(let count): values[name] = .number(Double(count.wholeNumber(at: u)))
      case .number(let distribution):
        switch SourceTime.quantile(u, of: distribution) {
        case .seconds(let number)?: values[name] = .number(number)
        case .centre?, .end?: break
        case nil: break
        }
      }
    }
    return values
  }

  /// The names that events have by a value of `let`.
  private func names(of events: [Event]) -> NameTable<MixtureOrigin.Value> {
    var values: NameTable<MixtureOrigin.Value> = [:]
    var differing: NameSet = []
    func add(_ choice: Choice, _ found: String) {
      guard case .shared(let name, _) = choice else { return }
      if case .text(let other)? = values[name], !hasSameBytes(other, found) { differing.insert(name) }
      values[name] = .text(found)
    }
    for event in events {
      let spec = event.sharedSpec.spec
      add(spec.label, event.label)
      add(spec.sourceFile, event.group?.song ?? event.source.name)
    }
    for name in differing { values[name] = nil }
    return values
  }
}
