/// How long mixtures last where they do not all last as long; `Recipe.duration` is the longest then.
public enum DurationLaw: Hashable, Sendable {
  /// Drawn for each mixture.
  case drawn(Distribution)
  /// As long as the sources of some of its events, and what is before and after them.
  case events(EventDurations)
}

/// The events that a mixture lasts as long as.
public struct EventDurations: Hashable, Sendable {
  /// Which of several events decides.
  public enum Choice: String, Hashable, Sendable, CaseIterable {
    case longest
    /// The others are cut to it.
    case shortest
  }

  /// What the events' or groups' draws are keyed by; copies and members count.
  public var names: [String]
  public var take = Choice.longest
  /// Seconds of the mixture before the events begin.
  public var before = Distribution.const(0)
  /// Seconds after the longest place that they may end at.
  public var after = Distribution.const(0)

  public init(of names: [String]) { self.names = names }
}

extension Recipe {
  /// Why mixtures cannot last as long as the events that are named: the key path, and the problem; nil where they can.
  var durationProblem: (keyPath: String, problem: String)? {
    guard case .events(let law)? = durationLaw else { return nil }
    let known = eventNames
    for name in law.names {
      guard let place = known.place(ofName: name) else {
        return ("duration.of", "no event is named \(name)\(hint(for: name, among: known))")
      }
      let specs = [events[place]] + (events[place].group?.members ?? [])
      if specs.contains(where: { $0.eventDuration != nil }) {
        return (
          "events[\(place)].event_duration", "has no meaning where mixtures last as long as the event (duration.of)"
        )
      }
    }
    guard gate == nil, !constraints.concernsTimes else {
      return (
        "duration.of",
        "cannot be used with \(gate == nil ? "max_polyphony or no_overlap" : "gate"), which may draw other files "
          + "when the duration is known"
      )
    }
    return nil
  }
}
