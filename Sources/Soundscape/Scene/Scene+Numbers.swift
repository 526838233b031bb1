extension Scene {
  /// Refuses an event with a number that its annotation could not hold and no stretcher or meter could work with.
  ///
  /// A recipe's own draws cannot give one, but Scaper's normal distributions can, and so can a scene that a caller made.
  /// *Throws:* `.draw` with the event, the field and the value.
  func checkNumbers() throws(SoundscapeError) {
    for field in EventField.numbers {
      let rule = semantics.dialect.recordedRule(of: field)
      for event in events {
        guard let value = event.number(field), !rule.allows(value) else { continue }
        throw .draw(
          event: "\(event.name) (\(event.label))",
          problem: "\(field.rawValue) is \(plain(value)), but needs \(rule.wanted)")
      }
    }
  }
}
