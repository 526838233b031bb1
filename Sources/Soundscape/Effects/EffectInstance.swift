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

extension [EffectInstance] {
  /// What the effects are called in key paths: by kind; the second of a kind is `reverb#1`.
  var keys: [String] { map(\.name).numberedRepeats }
}

extension [String] {
  /// Names with a number behind those that were there before: a, b, a#1.
  var numberedRepeats: [String] {
    var counts: [String: Int] = [:]
    return map { name in
      let count = counts[name, default: 0]
      counts[name] = count + 1
      return count == 0 ? name : "\(name)#\(count)"
    }
  }
}
