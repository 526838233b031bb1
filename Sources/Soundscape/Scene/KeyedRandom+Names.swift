extension EventKey {
  /// The key of a name: of an event, a group or a value of `let`.
  public init(_ name: String) { self.init(name: name, code: SHA256Hasher.words(of: name)[0]) }

  /// What belongs to the mixture as a whole.
  public static let mixture = EventKey("")

  /// One of several copies of an event.
  func copy(_ number: Int) -> EventKey { EventKey("\(name)#\(number)") }

  /// A value of `let`.
  static func value(_ name: String) -> EventKey { EventKey("$" + name) }
}

extension KeyedRandom {
  /// An integer seed is the generator's key; a list is hashed: the first two words of SHA-256 of its text, as `[4, 5]`.
  public init(seed: Seed) {
    switch seed {
    case .integer(let value): self.init(key: Philox.Key(UInt64(value), 0))
    case .list:
      let words = SHA256Hasher.words(of: seed.description)
      self.init(key: Philox.Key(words[0], words[1]))
    }
  }
}
