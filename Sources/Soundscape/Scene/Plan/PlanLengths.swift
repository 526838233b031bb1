/// What the lengths of a mixture's events depend on, where constraints tie their times together.
struct PlanLengths: Sendable {
  /// Whether constraints on times may hold for some labels or files of the events and not for others.
  ///
  /// If not, events keep those that they have without the constraints.
  let dependOnSelection: Bool
  /// Whether an event's length is drawn, whichever file it plays.
  let areDrawn: Bool

  init(of entries: [RecipePlan.Entry], _ recipe: Recipe, _ soundbank: Soundbank, protectedLabels: Set<Int>) {
    guard recipe.constraints.concernsTimes else {
      (dependOnSelection, areDrawn) = (false, false)
      return
    }
    func depends(_ plan: EventPlan) -> Bool {
      plan.dependsOnSelection(recipe, soundbank, protectedLabels: protectedLabels)
    }
    dependOnSelection = entries.contains { entry in
      switch entry {
      case .event(let plan): depends(plan)
      // A song that lacks a label has fewer parts.
      case .group(let plan): plan.spec.onMissing == .skip || plan.members.contains(where: depends)
      }
    }
    areDrawn = entries.contains { entry in
      switch entry {
      case .event(let plan): plan.spec.drawsLength
      case .group(let plan): plan.template.drawsLength || plan.members.contains { $0.spec.drawsLength }
      }
    }
  }
}

extension EventPlan {
  fileprivate func dependsOnSelection(
    _ recipe: Recipe, _ soundbank: Soundbank, protectedLabels: Set<Int>
  ) -> Bool {
    let labels = labels.all
    let namesLabels =
      switch recipe.constraints.noOverlap {
      case .sameLabel, .labels: true
      case .all, nil: false
      }
    if namesLabels && labels.count > 1 { return true }
    let durations = labels.flatMap { label -> [Seconds] in
      let sounds = soundbank.foreground.labels[label].sounds
      return (files[label]?.all ?? []).map { sounds[$0].duration }
    }
    guard let least = durations.min(), let most = durations.max(), least < most else { return false }
    if labels.contains(where: protectedLabels.contains) { return true }
    return [spec, coherentSpec.spec].contains { spec in
      min(spec.eventDuration?.support.upperBound ?? .infinity, recipe.duration / spec.leastStretch) > least
    }
  }
}

extension EventSpec {
  /// Whether duration or stretch may be drawn again for the same mixture.
  fileprivate var drawsLength: Bool {
    [eventDuration, timeStretch].contains { distribution in
      switch distribution {
      case nil, .shared?, .cycle?, .step?: false
      case let other?: !other.isConstant
      }
    }
  }

  fileprivate var leastStretch: Double {
    timeStretch.map { max($0.support.lowerBound, NumberRule.stretch.range.lowerBound) } ?? 1
  }
}
