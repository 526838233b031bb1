/// What was found in the folders of a soundbank: the sounds that can be used, and all that is wrong, in one go.
public struct SoundbankScan: Sendable {
  /// How far a scan has come.
  public struct Progress: Hashable, Sendable {
    public var done: Int
    public var total: Int
  }

  /// The sounds that can be used. With failures it is not whole, and must not be drawn from.
  public var soundbank: Soundbank
  /// What was skipped and what is odd, each by its path, in the order of the folders.
  public var warnings: [Warning] = []
  /// What keeps the soundbank from being used: a missing folder, a label without sounds or with an impossible name.
  public var failures: [SoundscapeError] = []

  /// The sound files that cannot be used: damaged, unreadable, or with a name that is not UTF-8.
  public var skipped: [Warning] { soundbank.skipped }

  /// The soundbank.
  ///
  /// *Throws:* the first failure.
  public func get() throws(SoundscapeError) -> Soundbank {
    if let failure = failures.first { throw failure }
    return soundbank
  }
}

extension SoundbankScan {
  /// Warnings of one kind whose reasons begin alike, such as all files that are cut off.
  public struct Group: Sendable {
    public let kind: Warning.Kind
    public let reason: String
    public let warnings: [Warning]
  }

  /// The warnings by kind and reason, the largest groups first.
  public var groups: [Group] {
    var found = NameTable<[Warning]>()
    for warning in warnings {
      found["\(warning.kind.rawValue)/\(Self.reason(of: warning))", default: []].append(warning)
    }
    return found.values.map { Group(kind: $0[0].kind, reason: Self.reason(of: $0[0]), warnings: $0) }.sorted { a, b in
      a.warnings.count == b.warnings.count
        ? isInByteOrder(a.warnings[0].subject, b.warnings[0].subject) : a.warnings.count > b.warnings.count
    }
  }

  /// A message up to its details: numbers, what is in brackets, what follows a colon.
  private static func reason(of warning: Warning) -> String {
    let message = warning.message.begins(with: "skipped: ") ? String(warning.message.dropFirst(9)) : warning.message
    let end = message.firstIndex { $0 == ":" || $0 == "(" || $0 == ";" || $0.isNumber } ?? message.endIndex
    let words = message[..<end].split(separator: " ")
    return words.isEmpty ? message : words.joined(separator: " ")
  }
}
