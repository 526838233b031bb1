extension Placement {
  /// Windows to be tried: with 4 bounds an item, all of them for about 50 different items.
  private static let mostSpans = 40_000

  /// Proof that no draw can satisfy the constraints: the arithmetic as one sentence, nil when there is none.
  ///
  /// Between any two instants, what must sound there cannot be more than the time between them × what may sound at
  /// once. It is never claimed wrongly, and not found for every infeasible recipe.
  ///
  /// *Source:* Baptiste, Le Pape, Nuijten: *Constraint-Based Scheduling*, 2001, on energetic reasoning.
  static func infeasibility(of bounds: [PlacementBounds], _ rules: PlacementRules) -> String? {
    var windows: [ClosedRange<Double>] = []
    for item in bounds {
      guard let window = item.window(in: rules.duration, fit: rules.fit) else {
        let longest = rounded(item.longest, 3)
        if item.longest > rules.duration {
          return "`\(item.name)` lasts at least \(longest) s: \(longest) s > \(rounded(rules.duration, 3)) s"
        }
        return "`\(item.name)` lasts at least \(longest) s and must begin by "
          + "\(rounded(rules.duration - item.longest, 3)) s, where its event_time has no value"
      }
      windows.append(window)
      if let most = rules.constraints.maxPolyphony, item.parts.count > most {
        return "`\(item.name)` has \(item.parts.count) parts that begin together: \(item.parts.count) > \(most)"
      }
    }
    for resource in PlacementResource.all(of: bounds, windows: windows, rules.constraints) {
      if let text = resource.excess(in: rules.duration) { return text }
    }
    return nil
  }

  /// Every n-th of the values, so that there are no more than `most`.
  fileprivate static func thinned(_ values: Set<Double>) -> [Double] {
    let sorted = values.sorted()
    let most = Int(Double(mostSpans).squareRoot())
    guard sorted.count > most else { return sorted }
    return (0..<most).map { sorted[$0 * sorted.count / most] }
  }
}

extension PlacementResource {
  /// The span in which most is asked for too much, in words.
  fileprivate func excess(in duration: Seconds) -> String? {
    if isTooMuch(from: 0, to: duration + gap) { return total(in: duration) }
    // A span of interest begins with an event that can begin no later or earlier, and ends with one.
    let starts = Placement.thinned(Set(demands.flatMap { [$0.window.lowerBound, $0.window.upperBound] }))
    let ends = Placement.thinned(
      Set(
        demands.flatMap { demand in
          demand.durations.flatMap { [demand.window.lowerBound + $0 + gap, demand.window.upperBound + $0 + gap] }
        }))
    var worst: (start: Seconds, end: Seconds, excess: Double)?
    for start in starts {
      for end in ends where end > start {
        guard isTooMuch(from: start, to: end) else { continue }
        let excess = energy(from: start, to: end) / (end - start)
        if excess > worst?.excess ?? 0 { worst = (start, end, excess) }
      }
    }
    return worst.map { span(from: $0.start, to: $0.end) }
  }

  private func energy(from start: Seconds, to end: Seconds) -> Seconds {
    demands.reduce(0) { $0 + $1.least(from: start, to: end, gap: gap) }
  }

  /// Each event is forgiven what fixed times are forgiven.
  private func isTooMuch(from start: Seconds, to end: Seconds) -> Bool {
    let forgiven = Placement.rounding * Double(2 + 2 * demands.reduce(0) { $0 + $1.durations.count })
    return energy(from: start, to: end) > Double(capacity) * (end - start) + forgiven
  }

  private func total(in duration: Seconds) -> String {
    let durations = demands.flatMap(\.durations)
    let least = durations.min() ?? 0
    let most = durations.max() ?? 0
    let length = least == most ? "\(rounded(least, 3)) s" : "\(rounded(least, 3)) to \(rounded(most, 3)) s"
    let sum = durations.reduce(0, +)
    let events = "\(durations.count) events of at least \(length)"
    let room = rounded(duration, 3)
    switch kind {
    case .polyphony:
      return
        "\(events) cannot fit in \(room) s at polyphony \(capacity): \(rounded(sum, 3)) s > \(room) s × \(capacity)"
    case .apart:
      let gaps = Double(durations.count - 1) * gap
      let spaced = gap > 0 ? " with \(durations.count - 1) gaps of \(rounded(gap, 3)) s" : ""
      return "\(events)\(spaced) cannot fit in \(room) s without overlap: \(rounded(sum + gaps, 3)) s > \(room) s"
    case .labels:
      let spaced = gap > 0 ? " and gaps of \(rounded(gap, 3)) s" : ""
      let needed = sum + gap * Double(durations.count)
      return "\(events)\(spaced) cannot fit in \(room) s with \(capacity) labels that do not overlap themselves: "
        + "\(rounded(needed, 3)) s > \(rounded(duration + gap, 3)) s × \(capacity)"
    }
  }

  private func span(from start: Seconds, to end: Seconds) -> String {
    let concerned = demands.filter { $0.least(from: start, to: end, gap: gap) > Placement.rounding }
    let names = concerned.prefix(4).map { "`\($0.name)`" }.joined(separator: ", ")
    let who = concerned.count > 4 ? "\(names) and \(concerned.count - 4) more" : names
    let limit =
      switch kind {
      case .polyphony: "at polyphony \(capacity)"
      case .apart: gap > 0 ? "without overlap, gaps of \(rounded(gap, 3)) s included" : "without overlap"
      case .labels: "with \(capacity) labels that do not overlap themselves"
      }
    let needed = rounded(energy(from: start, to: end), 3)
    let times = capacity == 1 ? "" : " × \(capacity)"
    return "\(who) need at least \(needed) s between \(rounded(start, 3)) s and \(rounded(end, 3)) s \(limit): "
      + "\(needed) s > \(rounded(end - start, 3)) s\(times)"
  }
}
