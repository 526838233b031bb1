// The lists `effects`: of an event, a group, a member of one, and the mixture.

extension RecipeNode {
  /// A list of effects, each a mapping of its name to its parameters.
  ///
  /// - Parameter isOfEvent: whether it belongs to an event; what belongs to the mixture must be linear.
  func effects(isOfEvent: Bool) throws(SoundscapeError) -> [EffectSpec] {
    var effects: [EffectSpec] = []
    let list = try list("a list of effects, such as [{reverb: {amount: 0.3}}]")
    guard list.count <= RecipeLimits.mostEffects else {
      throw failure("has at most \(RecipeLimits.mostEffects) (found \(list.count))")
    }
    for element in list {
      effects.append(try element.effect(isOfEvent: isOfEvent))
    }
    return effects
  }

  private func effect(isOfEvent: Bool) throws(SoundscapeError) -> EffectSpec {
    let entries = try entries()
    guard entries.count == 1, let (name, key, values) = entries.first else {
      throw failure("needs one effect, such as {reverb: {amount: 0.3}} (found \(summary))")
    }
    guard let type = context.effects[name] else {
      let names = context.effects.effects.map { $0.name }
      let hint = hint(for: name, among: names)
      throw key.failure(
        "is not a known effect\(hint.isEmpty ? "; known here: \(names.joined(separator: ", "))" : hint)")
    }
    guard isOfEvent || type.isLinear else {
      throw key.failure("is not linear: it is only allowed on events and groups, not on the mixture")
    }
    let named = values.isNull ? [:] : try values.mapping(keys: type.parameters.map(\.name))
    var settings: [EffectSpec.Setting] = []
    for parameter in type.parameters {
      if let value = named[parameter.name] {
        settings.append(.init(parameter, from: try value.distribution(parameter.rule(isOfEvent: isOfEvent))))
      } else if let fallback = parameter.fallback {
        settings.append(.init(parameter, from: .const(fallback)))
      } else {
        throw key.failure("needs \(parameter.name): \(parameter.wanted)")
      }
    }
    return EffectSpec(name: name, settings: settings)
  }
}
