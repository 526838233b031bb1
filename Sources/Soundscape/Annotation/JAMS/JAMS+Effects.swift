// Effects of events and of the mixture: `effects`, a list of {kind, parameters}, only where there are any.

extension JSONWriter {
  mutating func effects(_ effects: [EffectInstance]) {
    guard !effects.isEmpty else { return }
    key(.effects)
    array { json in
      for effect in effects {
        json.object { json in
          json.member(.kind, effect.name)
          json.key(.parameters)
          json.object { json in
            for (name, value) in effect.values.sorted(by: { isInByteOrder($0.key, $1.key) }) {
              json.member(name, value)
            }
          }
        }
      }
    }
  }
}

extension JAMSReader {
  /// - Parameter owner: the event's position; nil for effects of the mixture.
  mutating func effects(of owner: Int?, in path: String) throws(SoundscapeError) -> [EffectInstance] {
    var effects: [EffectInstance] = []
    let elements = try elements(.effects)
    guard elements.count <= RecipeLimits.mostEffects else {
      throw failure(.effects, "has more than \(RecipeLimits.mostEffects) (found \(elements.count))")
    }
    for (k, element) in elements.enumerated() {
      var reader = JAMSReader(element.members ?? [:], at: .effect(k, of: owner), of: path)
      var values: [String: Double] = [:]
      for (name, tree) in try reader.object(.parameters) ?? [:] {
        guard let value = tree.double, value.isFinite else {
          throw reader.failure(.parameters, "\(name) is not a number")
        }
        values[name] = value
      }
      effects.append(EffectInstance(name: try reader.text(.kind), values: values))
    }
    return effects
  }
}
