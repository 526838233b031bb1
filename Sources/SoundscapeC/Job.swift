internal import Soundscape

/// A piece of work as `ss_perform` takes it: a verb and its members.
struct Job {
  enum Verb: String, CaseIterable {
    case generate, merge, recreate, check, trim, verify, stats
  }

  let verb: Verb
  private let members: NameTable<JSONTree>

  init(json: String) throws(CallFailure) {
    let tree: JSONTree
    do { tree = try JSONTree(json: json.utf8) } catch { throw .argument("job", "is not valid JSON") }
    guard let members = tree.members else { throw .argument("job", "needs an object") }
    guard let verb = tree["verb"].string.flatMap(Verb.init) else {
      throw .argument("job.verb", "needs one of \(Verb.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    (self.verb, self.members) = (verb, members)
    for name in members.keys.sorted() where name != "verb" && !verb.members.contains(name) {
      throw .argument("job.\(name)", "\(verb.rawValue) has no such member")
    }
  }

  // MARK: Members

  func text(_ name: String) throws(CallFailure) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.string else { throw .argument("job.\(name)", "needs a text") }
    return text
  }

  func needed(_ name: String) throws(CallFailure) -> String {
    guard let text = try text(name) else { throw .argument("job.\(name)", "is missing") }
    return text
  }

  func texts(_ name: String) throws(CallFailure) -> [String] {
    guard let value = value(name) else { return [] }
    let texts = (value.elements ?? []).compactMap(\.string)
    guard let elements = value.elements, texts.count == elements.count else {
      throw .argument("job.\(name)", "needs a list of texts")
    }
    return texts
  }

  func flag(_ name: String) throws(CallFailure) -> Bool? {
    guard let value = value(name) else { return nil }
    guard let flag = value.bool else { throw .argument("job.\(name)", "needs true or false") }
    return flag
  }

  /// One of the names that a type has.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, of _: Choice.Type
  ) throws(CallFailure) -> Choice? {
    guard let value = value(name) else { return nil }
    guard let choice = value.string.flatMap(Choice.init) else {
      throw .argument("job.\(name)", "needs one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  func whole(_ name: String, in range: ClosedRange<Int>) throws(CallFailure) -> Int? {
    guard let value = value(name) else { return nil }
    guard case .integer(let whole) = value, range.contains(whole) else {
      throw .argument("job.\(name)", "needs a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  func seconds(_ name: String) throws(CallFailure) -> Seconds {
    guard let seconds = members[name]?.double, seconds >= 0 else {
      throw .argument("job.\(name)", "needs 0 seconds or more")
    }
    return seconds
  }

  /// Nil where it is missing or null.
  private func value(_ name: String) -> JSONTree? {
    guard let value = members[name], !value.isNull else { return nil }
    return value
  }
}

extension Job.Verb {
  /// The names of its members.
  fileprivate var members: [String] {
    switch self {
    case .generate:
      [
        "out", "count", "start", "shard", "overwrite", "strict", "allow_changed", "retry_failed", "jobs", "sync",
      ]
    case .merge: ["out", "sync"]
    case .recreate:
      [
        "inputs", "out", "foreground", "background", "set", "drop", "stems", "overwrite", "allow_changed", "jobs",
        "sync", "cache_bytes",
      ]
    case .check: ["inputs", "foreground", "background", "set", "drop", "allow_changed", "jobs", "cache_bytes"]
    case .trim: ["inputs", "from", "to", "out", "audio", "overwrite", "jobs", "sync"]
    case .verify: ["dataset", "quick", "disjoint", "jobs"]
    case .stats: ["dataset", "jobs"]
    }
  }
}
