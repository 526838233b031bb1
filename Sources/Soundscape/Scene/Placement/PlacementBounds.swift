/// What is certain about a placement item before anything is drawn.
struct PlacementBounds: Hashable, Sendable {
  struct Part: Hashable, Sendable {
    /// The labels that it may have.
    var labels: NameSet
    /// In the mixture, after the least stretching.
    var leastDuration: Seconds
  }

  var name: String
  /// One for each sound that is certain to be there.
  var parts: [Part]
  var time: Distribution
}

extension PlacementBounds {
  /// What is certain about an item whose durations are settled.
  init(_ item: PlacementItem) {
    self.init(
      name: item.name, parts: item.parts.map { Part(labels: [$0.label], leastDuration: $0.duration) }, time: item.time)
  }

  var longest: Seconds { parts.map(\.leastDuration).max() ?? 0 }

  /// Where the time can be in a mixture of so many seconds; nil where nowhere.
  func window(in duration: Seconds, fit: FitPolicy) -> ClosedRange<Double>? {
    let latest = TouchingTimes.latestStart(before: duration, longest, gap: 0)
    guard latest >= -Placement.rounding else { return nil }
    let fitting = 0...max(0, latest) + Placement.rounding
    // Clamped times are moved as far as the duration asks for, which may be more than the least.
    if fit == .clamp { return 0...min(max(time.support.upperBound, 0), fitting.upperBound) }
    guard let low = time.least(in: [fitting]), let high = time.nearest(to: fitting.upperBound, in: fitting) else {
      return nil
    }
    return min(low, high)...max(low, high)
  }
}

/// Something of which there is so much at every instant, and the items that take from it.
struct PlacementResource {
  enum Kind: Hashable {
    case polyphony
    case apart
    /// Labels that exclude themselves: as many events at once as there are labels.
    case labels
  }

  struct Demand {
    var name: String
    var window: ClosedRange<Double>
    var durations: [Seconds]

    /// The least that sounds between two instants, each part being followed by a gap.
    ///
    /// What a part has in common with the span rises, stays and falls as it moves: it is least at an end of its window.
    func least(from start: Seconds, to end: Seconds, gap: Seconds) -> Seconds {
      durations.reduce(0) { sum, duration in
        func common(_ time: Seconds) -> Seconds { max(0, min(time + duration + gap, end) - max(time, start)) }
        return sum + min(common(window.lowerBound), common(window.upperBound))
      }
    }
  }

  var kind: Kind
  var capacity: Int
  var gap: Seconds
  var demands: [Demand]

  /// What the constraints limit.
  static func all(
    of bounds: [PlacementBounds], windows: [ClosedRange<Double>], _ constraints: Constraints
  ) -> [PlacementResource] {
    func resource(_ kind: Kind, _ capacity: Int, _ durations: (PlacementBounds) -> [Seconds]) -> PlacementResource {
      let demands = zip(bounds, windows).map { Demand(name: $0.name, window: $1, durations: durations($0)) }
      return PlacementResource(
        kind: kind, capacity: capacity, gap: kind == .polyphony ? 0 : constraints.minGap,
        demands: demands.filter { !$0.durations.isEmpty })
    }
    // The parts of one item do not exclude each other: its longest counts.
    func longest(_ item: PlacementBounds, where isOne: (PlacementBounds.Part) -> Bool) -> [Seconds] {
      item.parts.filter(isOne).map(\.leastDuration).max().map { [$0] } ?? []
    }
    var resources: [PlacementResource] = []
    if let most = constraints.maxPolyphony {
      resources.append(resource(.polyphony, most) { $0.parts.map(\.leastDuration) })
    }
    switch constraints.noOverlap {
    case .all: resources.append(resource(.apart, 1) { longest($0) { _ in true } })
    case .labels(let listed):
      resources.append(resource(.apart, 1) { longest($0) { $0.labels.isSubset(of: listed) } })
    case .sameLabel:
      let sets = Set(bounds.flatMap(\.parts).map(\.labels)).filter { !$0.isEmpty }
      for labels in sets.sorted(by: { ($0.count, $0.sorted().joined()) < ($1.count, $1.sorted().joined()) }) {
        let kind: Kind = labels.count == 1 ? .apart : .labels
        resources.append(resource(kind, labels.count) { longest($0) { $0.labels.isSubset(of: labels) } })
      }
    case nil: break
    }
    return resources
  }
}
