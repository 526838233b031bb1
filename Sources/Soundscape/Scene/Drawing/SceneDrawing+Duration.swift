// How long a mixture lasts, where the recipe leaves that open.

extension SceneDrawing {
  /// What is before and after the events that the mixture lasts as long as.
  struct Margins {
    var before: Seconds = 0
    var after: Seconds = 0

    var sum: Seconds { before + after }
  }

  /// Settles the duration; labels and files are known.
  mutating func settleDuration() throws(SoundscapeError) {
    switch plan.recipe.durationLaw {
    case nil: return
    case .drawn(let distribution): duration = try values.value(of: .duration, from: distribution, in: .mixture)
    case .events(let law):
      margins.before = try values.value(of: .margin, from: law.before, in: .margin("before"))
      margins.after = try values.value(of: .margin, from: law.after, in: .margin("after"))
      let lengths = try lengthsOfPacing()
      guard let longest = lengths.max(), let shortest = lengths.min() else {
        throw .draw(event: "duration", problem: "the mixture has none of the events that it lasts as long as")
      }
      duration = min((law.take == .longest ? longest : shortest) + margins.sum, plan.recipe.duration)
    }
    guard margins.sum < duration, frames(in: duration, at: plan.recipe.sampleRate) > 0 else {
      throw .draw(
        event: "duration",
        problem: "before and after leave nothing of \(plain(duration)) s (found \(plain(margins.sum)) s)")
    }
  }

  /// Seconds of each event that the mixture lasts as long as, stretched.
  private func lengthsOfPacing() throws(SoundscapeError) -> [Seconds] {
    var lengths: [Seconds] = []
    for group in selecting.selection.foreground {
      for event in group.events where isPacing(event) {
        let stretch = try stretch(of: event, in: group, attempt: .first)
        lengths.append(file(of: event).duration * (stretch ?? 1))
      }
    }
    return lengths
  }

  /// Whether the mixture lasts as long as this event.
  func isPacing(_ event: EventSelection.Selected) -> Bool {
    !plan.pacing.isEmpty && event.plan.role == .foreground && plan.pacing.contains(event.plan.key)
  }
}

extension DrawScope {
  fileprivate static func margin(_ name: String) -> DrawScope {
    let key = EventKey("duration/\(name)")
    return DrawScope(key: key, spec: key, use: 0)
  }
}

extension DrawnNumber {
  fileprivate static let duration = DrawnNumber(field: .duration, rule: RecipeLimits.duration)
  fileprivate static let margin = DrawnNumber(field: .duration, rule: RecipeLimits.fade)
}
