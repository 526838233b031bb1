/// An effect as drawn: which one, and its numbers.
public struct EffectInstance: Hashable, Sendable, Codable {
  public var name: String
  /// By the parameter's name; a missing one has its default.
  public var values: [String: Double]

  public init(name: String, values: [String: Double]) {
    self.name = name
    self.values = values
  }
}

extension [EffectInstance] {
  /// Their names in key paths: the kind; the second of a kind is `reverb#1`.
  var keys: [String] { map(\.name).numberedRepeats }
}

extension [String] {
  /// The names, with a number after each repeated one: a, b, a#1.
  var numberedRepeats: [String] {
    var counts: NameTable<Int> = [:]
    return map { name in
      let count = counts[name, default: 0]
      counts[name] = count + 1
      return count == 0 ? name : "\(name)#\(count)"
    }
  }
}
