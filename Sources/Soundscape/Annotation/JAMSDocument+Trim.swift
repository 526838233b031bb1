extension JAMSDocument {
  /// Cuts the annotation to a range of its own time, as Scaper's `trim()` does.
  ///
  /// Observations that lie outside are left out, those that reach over an end are shortened, and times are moved to the
  /// new start; an event's value keeps what was drawn. The cut is recorded under `sandbox.slice` (and `sandbox.trim`),
  /// and the statistics are those of what is left.
  /// *Throws:* `.annotation` for a range that is empty or outside the annotation.
  /// *Returns:* the positions of the observations that were kept.
  @discardableResult
  public mutating func trim(to range: Range<Seconds>) throws(SoundscapeError) -> [Int] {
    guard annotation["duration"].double != nil || sandbox["duration"].double != nil else {
      throw failure("duration", "is missing")
    }
    let fallback = try number(sandbox, "duration", at: "sandbox.scaper", default: 0)
    let length = try number(annotation, "duration", at: "", default: fallback)
    let origin = try number(annotation, "time", at: "", default: 0)
    let start = max(origin, range.lowerBound)
    let end = min(origin + length, range.upperBound)
    guard range.lowerBound >= 0, start < end else {
      throw failure(
        "\(plain(range.lowerBound)) to \(plain(range.upperBound)) s",
        "is no part of the annotation's \(plain(origin)) to \(plain(origin + length)) s")
    }
    var kept: [JSONTree] = []
    var positions: [Int] = []
    for (i, observation) in (annotation["data"].elements ?? []).enumerated() {
      let time = try number(observation, "time", at: "data[\(i)]")
      let duration = try number(observation, "duration", at: "data[\(i)]")
      let isWithin = time < end && (time + duration > start || (duration == 0 && time >= start))
      guard isWithin else { continue }
      let first = max(time, start)
      var cut = observation
      cut["time"] = .number(max(0, first - range.lowerBound))
      cut["duration"] = .number(min(time + duration, end) - first)
      kept.append(cut)
      positions.append(i)
    }
    // Our own part lists an event for each observation: those that are left out go there too.
    if let entries = ledger["events"].elements, entries.count == annotation["data"].elements?.count {
      ledger["events"] = .array(positions.map { entries[$0] })
    }
    var changed = annotation
    changed["data"] = .array(kept)
    changed["time"] = .number(max(0, start - range.lowerBound))
    changed["duration"] = .number(end - start)
    for (name, prefix) in [("trim", "trim"), ("slice", "slice")] {
      let record: [String: JSONTree] = [
        "start_time": .number(range.lowerBound), "end_time": .number(range.upperBound),
        "\(prefix)_start": .number(start), "\(prefix)_end": .number(end),
      ]
      changed["sandbox"][name] = .array((changed["sandbox"][name].elements ?? []) + [.object(record)])
    }
    annotation = changed
    root["file_metadata"]["duration"] = .number(end - start)
    updateStatistics(duration: end - start)
    return positions
  }

  /// Scaper's statistics over the observations as they stand.
  mutating func updateStatistics(duration: Seconds) {
    let intervals = (annotation["data"].elements ?? [])
      .filter { $0["value"]["role"].string == "foreground" }
      .map { row in
        let time = row["time"].double ?? 0
        return (start: time, end: time + (row["duration"].double ?? 0))
      }
    sandbox["n_events"] = .integer(intervals.count)
    sandbox["polyphony_max"] = .integer(Polyphony.maximum(intervals, touchingOverlap: ledger.isNull))
    sandbox["polyphony_gini"] = .number(Polyphony.gini(intervals, duration: duration))
    sandbox["duration"] = .number(duration)
  }
}
