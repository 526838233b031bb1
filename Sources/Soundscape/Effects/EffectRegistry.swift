/// The effects that recipes and scenes can name.
public struct EffectRegistry: Sendable {
  /// In the order of their names.
  public private(set) var effects: [any Effect.Type]

  public init(_ effects: [any Effect.Type]) { self.effects = effects.sorted { isInByteOrder($0.name, $1.name) } }

  /// All that come with the library.
  public static let standard = EffectRegistry([Reverb.self])

  /// The same with another effect; one of the same name is replaced.
  public func adding(_ effect: any Effect.Type) -> EffectRegistry {
    EffectRegistry(effects.filter { !hasSameBytes($0.name, effect.name) } + [effect])
  }

  public subscript(name: String) -> (any Effect.Type)? { effects.first { hasSameBytes($0.name, name) } }

  /// The effect that a scene names.
  ///
  /// *Throws:* `.processing` for an unknown name or parameter, and for a value that is missing or out of range.
  public func effect(_ instance: EffectInstance) throws(SoundscapeError) -> any Effect {
    let stage = "effect \(instance.name)"
    guard let type = self[instance.name] else {
      let known = effects.map { $0.name }.joined(separator: ", ")
      throw .processing(stage: stage, problem: "is not known (known: \(known))")
    }
    if let unknown = instance.values.keys.sorted().first(where: { key in !type.parameters.contains { $0.name == key } })
    {
      throw .processing(stage: stage, problem: "has no parameter \(unknown)")
    }
    var values: [String: Double] = [:]
    for parameter in type.parameters {
      guard let value = instance.values[parameter.name] ?? parameter.fallback else {
        throw .processing(stage: stage, problem: "\(parameter.name) is missing (\(parameter.wanted))")
      }
      guard parameter.range.contains(value) else {
        throw .processing(
          stage: stage, problem: "\(parameter.name) needs \(parameter.wanted) (found \(plain(value)))")
      }
      values[parameter.name] = value
    }
    return type.init(values: values)
  }
}
