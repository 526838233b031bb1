extension SceneDrawing {
  /// Draws the numbers of effects, in the scope of an event or of the mixture.
  func effects(from specs: [EffectSpec], in scope: DrawScope) throws(SoundscapeError) -> [EffectInstance] {
    if specs.isEmpty { return [] }
    var instances: [EffectInstance] = []
    for (spec, key) in zip(specs, specs.keys) {
      var drawn: [String: Double] = [:]
      for setting in spec.settings {
        let name = setting.parameter.name
        // The reader has checked whether it may be a cycle.
        let number = DrawnNumber(field: .effect, rule: setting.parameter.rule(isOfEvent: true))
        drawn[name] = try values.value(
          of: number, from: setting.distribution, in: scope.part("effects/\(key).\(name)"))
      }
      instances.append(EffectInstance(name: spec.name, values: drawn))
    }
    return instances
  }
}

extension DrawScope {
  /// A part of what is drawn, with its own draws and cycles: `event#0/effects/reverb.amount`.
  fileprivate func part(_ name: String) -> DrawScope {
    func below(_ key: EventKey) -> EventKey { EventKey(key.name.isEmpty ? name : "\(key.name)/\(name)") }
    return DrawScope(key: below(key), spec: below(spec), use: use)
  }
}
