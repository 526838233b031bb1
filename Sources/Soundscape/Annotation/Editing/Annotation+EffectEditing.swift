extension Annotation {
  /// Sets a parameter of an effect that is there: `events[1].effects.reverb.amount`, `effects.reverb#1.amount` of the
  /// mixture; false for a key path that does not name an effect.
  ///
  /// What the effect can be is checked when it is rendered.
  mutating func setEffect(_ keyPath: String, to value: Double?) throws(SoundscapeError) -> Bool {
    guard let place = EffectPlace(keyPath) else { return false }
    guard let value, value.isFinite else { throw failure(keyPath, "needs a number") }
    if let event = place.event, !events.indices.contains(event) { throw noEvent(event) }
    var effects = place.event.map { events[$0].event.effects } ?? settings.effects
    guard let index = effects.keys.place(ofName: place.effect), let old = effects[index].values[place.parameter] else {
      let known = zip(effects.keys, effects).flatMap { key, effect in
        effect.values.keys.sorted(by: isInByteOrder).map { "\(key).\($0)" }
      }
      let list = known.isEmpty ? "there are no effects" : "the effects are \(known.joined(separator: ", "))"
      throw failure(keyPath, "does not exist: \(list)")
    }
    effects[index].values[place.parameter] = value
    if let event = place.event { events[event].event.effects = effects } else { settings.effects = effects }
    edits.append(EditRecord(keyPath: keyPath, change: .set(was: old, is: value)))
    return true
  }
}

/// A parameter of an effect of an event, or of the mixture.
private struct EffectPlace {
  /// nil for the mixture.
  let event: Int?
  let effect: String
  let parameter: String

  init?(_ keyPath: String) {
    let steps = keyPath.parts(between: ".")
    guard steps.count >= 3, steps[steps.count - 3] == "effects" else { return nil }
    (effect, parameter) = (String(steps[steps.count - 2]), String(steps[steps.count - 1]))
    switch steps.count {
    case 3: event = nil
    case 4:
      guard let index = AnnotationEdit.eventIndex(steps[0]) else { return nil }
      event = index
    default: return nil
    }
  }
}
