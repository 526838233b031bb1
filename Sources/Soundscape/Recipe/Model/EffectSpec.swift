/// An effect of a recipe: each of its parameters a distribution.
public struct EffectSpec: Hashable, Sendable, Codable {
  /// A parameter and what it is drawn from.
  public struct Setting: Hashable, Sendable, Codable {
    public var parameter: EffectParameter
    public var distribution: Distribution

    public init(_ parameter: EffectParameter, from distribution: Distribution) {
      self.parameter = parameter
      self.distribution = distribution
    }
  }

  public var name: String
  /// One for each parameter of the effect, in its order.
  public var settings: [Setting]

  public init(name: String, settings: [Setting]) {
    self.name = name
    self.settings = settings
  }

  /// Whether a parameter is drawn by going through all values there are, over the whole data set.
  var hasCycle: Bool { settings.contains { $0.distribution.isCycle } }
}

extension EffectParameter {
  /// What each number of its distribution must be.
  ///
  /// - Parameter isOfEvent: whether it takes its turn in a cycle; a value of the whole mixture has none.
  func rule(isOfEvent: Bool) -> NumberRule { NumberRule(wanted: wanted, range: range, allowsCycle: isOfEvent) }
}

extension [EffectSpec] {
  /// What the effects are called in draws: by kind, so that another effect leaves the draws of the others as they are;
  /// the second of a kind is `reverb#1`.
  var keys: [String] { map(\.name).numberedRepeats }
}
