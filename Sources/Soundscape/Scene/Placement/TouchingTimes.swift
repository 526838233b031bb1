/// Ends and latest starts in doubles, so that events that are to touch do so to the last bit.
enum TouchingTimes {
  /// When something else may begin: after the end, and the gap.
  static func release(_ start: Seconds, _ duration: Seconds, gap: Seconds) -> Seconds { start + duration + gap }

  /// The latest start of which the release is not after `limit`: the difference, or a few of its last digits less.
  static func latestStart(before limit: Seconds, _ duration: Seconds, gap: Seconds) -> Seconds {
    let start = limit - gap - duration
    // The roundings of the subtractions and of the additions are each within half a step of the largest number.
    let step = max(abs(limit), duration + gap).ulp
    for steps in [0, 0.25, 0.5, 1, 2] {
      let candidate = start - steps * step
      if release(candidate, duration, gap: gap) <= limit { return candidate }
    }
    return start - 4 * step
  }
}
