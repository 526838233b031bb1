/// An effect as drawn: which one, and its numbers.
public struct EffectInstance: Hashable, Sendable, Codable {
  public var name: String
  /// By the name of the parameter; what is missing has its default.
  public var values: [String: Double]

  public init(name: String, values: [String: Double]) {
    self.name = name
    self.values = values
  }
}
