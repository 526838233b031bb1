// `duration`: a time, a distribution, or the events that mixtures last as long as.

extension RecipeNode {
  /// The longest that a mixture can last, and what it is drawn from where that differs.
  func mixtureDuration() throws(SoundscapeError) -> (longest: Seconds, law: DurationLaw?) {
    let limits = RecipeLimits.duration
    switch node {
    case .mapping(let mapping) where mapping[text: "of"] != nil: return try eventDurations()
    case .mapping: return (try seconds(in: limits.range, limits.wanted), nil)
    case .scalar where reference == nil: return (try number(in: limits.range, limits.wanted), nil)
    case .scalar, .sequence:
      let distribution: Distribution = try distribution(limits)
      if case .const(let value) = distribution { return (value, nil) }
      guard dialect.hasLet else { throw needsSoundscapeSemantics("a duration that is drawn") }
      guard let longest = distribution.bounds?.upperBound else {
        throw failure("needs a distribution with a longest duration, such as truncnorm (found \(distribution.name))")
      }
      return (longest, .drawn(distribution))
    }
  }

  private func eventDurations() throws(SoundscapeError) -> (longest: Seconds, law: DurationLaw?) {
    guard dialect.hasLet else { throw needsSoundscapeSemantics("duration.of") }
    let values = try mapping(keys: ["of", "take", "before", "after", "max"])
    guard let of = values["of"] else { throw failure("needs the name of an event under of") }
    let names: [String]
    if case .sequence = of.node { names = try of.names() } else { names = [try of.name()] }
    guard !names.isEmpty else { throw of.failure("needs the name of an event (found an empty list)") }
    var law = EventDurations(of: names)
    if let take = values["take"] { law.take = try take.word(EventDurations.Choice.self) }
    var margin = RecipeLimits.fade
    margin.wanted = "a time of 0 s or more"
    if let before = values["before"] { law.before = try before.distribution(margin) }
    if let after = values["after"] { law.after = try after.distribution(margin) }
    guard let longest = values["max"] else { throw failure("needs max: the longest that a mixture may last") }
    return (try longest.seconds(in: RecipeLimits.duration.range, RecipeLimits.duration.wanted), .events(law))
  }
}
