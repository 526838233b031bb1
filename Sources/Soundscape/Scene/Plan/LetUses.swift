/// The values of `let` that a recipe uses as numbers, for the record: what each is drawn from.
struct LetUses: Sendable {
  enum Law: Sendable {
    case number(StartDistribution)
    case count(Distribution)
  }

  /// By name.
  private(set) var numbers: NameTable<Law> = [:]
  /// Whether any of its values is a name: those of events say which.
  private(set) var hasNames = false

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
    for background in recipe.backgrounds {
      add(background.sourceTime)
      add(background.label)
      add(background.sourceFile)
    }
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
    add(spec.label)
    add(spec.sourceFile)
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

  private mutating func add(_ choice: Choice) { if case .shared = choice { hasNames = true } }

  private mutating func add(_ distribution: StartDistribution) {
    if case .shared(let name, let inner) = distribution { numbers[name] = .number(inner.unshared) }
  }
}
