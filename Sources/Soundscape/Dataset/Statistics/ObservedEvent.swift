/// One event as its annotation tells of it.
struct ObservedEvent {
  var role: Role
  var label: String
  var source: String
  /// Where it begins in the mixture, and for how long it lasts there.
  var time: Seconds
  var duration: Seconds
  /// Scaper's value.
  var value: JSONTree
  /// Our own part; null where there is none.
  var ledger: JSONTree

  func number(_ field: EventField) -> Double? { value[field.rawValue].double }

  /// What the event's draws have in common with those of the same spec in other mixtures.
  ///
  /// The spec's key path, which ends with the label of a group's member; without it the name, less the number of a copy;
  /// without that the role.
  var spec: String {
    if let path = ledger["spec"].string { return path }
    guard let name = ledger["name"].string else { return role.rawValue }
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let member = parts.count > 1 ? "/\(parts[1])" : ""
    return parts[0].prefix { $0 != "#" } + member
  }
}

extension JAMSDocument {
  /// *Throws:* `.annotation` for an observation that lacks what every event has.
  func observedEvent(_ position: Int, _ observation: JSONTree, ledger: JSONTree) throws(SoundscapeError)
    -> ObservedEvent
  {
    let place = "data[\(position)]"
    let value = observation["value"]
    guard let role = Role(rawValue: try text(value, "role", at: "\(place).value")) else {
      throw failure("\(place).value.role", "needs foreground or background")
    }
    return ObservedEvent(
      role: role, label: try text(value, "label", at: "\(place).value"),
      source: try text(value, "source_file", at: "\(place).value"), time: try number(observation, "time", at: place),
      duration: try number(observation, "duration", at: place), value: value, ledger: ledger)
  }
}
