/// Scaper's way of making drawn times fit, with Scaper's words: they are compared text by text.
enum ScaperFitting {
  typealias Fitted = EventFitting.Fitted

  /// A duration cut to what the file holds.
  static func duration(_ drawn: Seconds, toSource source: Seconds, label: String, event: String) -> Fitted {
    guard drawn > source else { return (drawn, nil) }
    let message =
      "\(label) event duration (\(twoDecimals(drawn))) is greater that source duration (\(twoDecimals(source))), "
      + "changing to \(twoDecimals(source))"
    return (source, Warning(.durationCutToSource, subject: event, message, before: drawn, after: source))
  }

  /// A duration cut to what the mixture holds, after stretching where there is any.
  static func duration(
    _ drawn: Seconds, stretch: Double?, toMixture mixture: Seconds, label: String, event: String
  ) -> Fitted {
    guard drawn * (stretch ?? 1) > mixture else { return (drawn, nil) }
    let fitted = mixture / (stretch ?? 1)
    let limit = twoDecimals(mixture)
    var message = "\(label) event duration (\(twoDecimals(drawn)))"
    if let stretch {
      message +=
        " with stretch factor \(twoDecimals(stretch)) gives \(twoDecimals(drawn * stretch)) which is greater than the "
        + "soundscape duration (\(limit)), changing to \(twoDecimals(fitted)) (\(limit) after time stretching)"
    } else {
      message += " is greater than the soundscape duration (\(limit)), changing to \(limit)"
    }
    return (fitted, Warning(.durationCutToMixture, subject: event, message, before: drawn, after: fitted))
  }

  /// An event time moved forward so that the event ends within the mixture.
  static func eventTime(
    _ drawn: Seconds, duration: Seconds, isStretched: Bool, mixture: Seconds, label: String, event: String
  ) -> Fitted {
    guard drawn + duration > mixture else { return (drawn, nil) }
    let fitted = mixture - duration
    let message =
      "\(label) event time (\(twoDecimals(drawn))) is too great given \(isStretched ? "stretched " : "")event duration "
      + "(\(twoDecimals(duration))) and soundscape duration (\(twoDecimals(mixture))), changed to \(twoDecimals(fitted))."
    return (fitted, Warning(.eventTimeMoved, subject: event, message, before: drawn, after: fitted))
  }

  /// A source time that did not fit.
  struct SourceTimeChange {
    let wanted: ScaperSourceTime
    let fitted: ScaperSourceTime
    /// The time that was taken, and whether the fitted distribution's draw had to be moved too.
    let value: Seconds
    let wasMoved: Bool
  }

  /// What Scaper says of a source time that did not fit.
  static func warning(
    of change: SourceTimeChange, source: Seconds, duration: Seconds, label: String, event: String
  ) -> Warning {
    var message =
      "\(label) source time tuple (\(change.wanted.text)) could not be satisfied given source duration "
      + "(\(twoDecimals(source))) and event duration (\(twoDecimals(duration))), source time tuple changed to "
      + "(\(change.fitted.text))"
    if change.wasMoved {
      message +=
        " but was still not satisfiable, likely due to using 'normal' distribution with bounds too close to the start "
        + "or end of the audio file"
    }
    return Warning(.sourceTimeMoved, subject: event, message, after: change.value)
  }

  static func duplicatesWarning(from count: Int, to distinct: Int, event: String) -> Warning {
    let message = "Removed duplicates from choose list. List length changed from \(count) to \(distinct)"
    return Warning(.duplicatesRemoved, subject: event, message, before: Double(count), after: Double(distinct))
  }

  /// A number with two decimals, rounded as C's printf does it: of the exact binary value, ties to even.
  private static func twoDecimals(_ number: Double) -> String { FixedPoint.text(number, decimals: 2) }
}
