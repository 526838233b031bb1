extension LetUses {
  /// What they are in a mixture; one that depends on the file, or differs from event to event is left out.
  func values(_ draws: MixtureDraws, of events: [Event]) -> NameTable<MixtureOrigin.LetValue> {
    var values = hasNames ? names(of: events) : [:]
    for (name, law) in numbers {
      let u = draws.uniform(.value(name), .value)
      switch law {
      case .count(let count): values[name] = .number(Double(count.wholeNumber(at: u)))
      case .number(let distribution):
        switch SourceTime.quantile(u, of: distribution) {
        case .seconds(let number)?: values[name] = .number(number)
        case .centre?, .end?: break
        case nil: break
        }
      }
    }
    return values
  }

  /// The names that events have by a value of `let`.
  private func names(of events: [Event]) -> NameTable<MixtureOrigin.LetValue> {
    var values: NameTable<MixtureOrigin.LetValue> = [:]
    var differing: NameSet = []
    func add(_ choice: Choice, _ found: String) {
      guard case .shared(let name, _) = choice else { return }
      if case .text(let other)? = values[name], !hasSameBytes(other, found) { differing.insert(name) }
      values[name] = .text(found)
    }
    for event in events {
      let spec = event.sharedSpec.spec
      add(spec.label, event.label)
      add(spec.sourceFile, event.group?.song ?? event.source.name)
    }
    for name in differing { values[name] = nil }
    return values
  }
}
