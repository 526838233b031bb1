extension JSONWriter {
  /// A distribution on one line.
  static func line(of distribution: StartDistribution?) -> String {
    var json = JSONWriter()
    json.value(distribution)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// Names and their counts, by name.
  mutating func counts(_ counts: NameTable<Int>) {
    object { json in
      for (name, count) in counts.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(name, count) }
    }
  }

  /// An object as a value: the separator before it is written already.
  fileprivate mutating func nested(_ members: (inout JSONWriter) -> Void) {
    var inner = JSONWriter()
    inner.object(members)
    literal(String(decoding: inner.bytes, as: UTF8.self))
  }

  fileprivate mutating func members(of summary: NumberSummary) {
    member("n", summary.count)
    member("mean", summary.mean)
    member("std", summary.deviation)
    member("min", summary.least)
    member("max", summary.greatest)
    member("p5", summary.percentile5)
    member("p50", summary.median)
    member("p95", summary.percentile95)
  }
}

extension NumberSummary: JSONValue {
  package func write(to json: inout JSONWriter) { json.nested { $0.members(of: self) } }
}

extension LevelStatistics.Difference: JSONValue {
  package func write(to json: inout JSONWriter) {
    json.nested { json in
      json.members(of: values)
      json.member("largest", largest)
      json.member("mixture", mixture)
    }
  }
}

extension FieldStatistics.Distance: JSONValue {
  package func write(to json: inout JSONWriter) {
    json.nested { json in
      json.member("d", value)
      json.member("critical_p001", critical)
      json.member("n", count)
      json.member("discrete", isDiscrete)
    }
  }
}
