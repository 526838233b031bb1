extension Annotation {
  /// Cuts the annotation to a range of its time, as Scaper's `trim()` does.
  ///
  /// Events outside the range are dropped, those that cross an end are shortened, and times count from the new start; the
  /// event itself keeps what was drawn. The cut is recorded, and the statistics are those of what is left. Measurements
  /// are removed, since they are those of whole stems.
  /// *Throws:* `.annotation` for a range that is empty or outside the annotation.
  /// *Returns:* the positions of the events that were kept.
  @discardableResult
  public mutating func trim(to range: Range<Seconds>) throws(SoundscapeError) -> [Int] {
    let origin = written[.annotation]?.known[.time]?.double ?? 0
    let start = max(origin, range.lowerBound)
    let end = min(origin + duration, range.upperBound)
    guard range.lowerBound >= 0, start < end else {
      throw failure(
        "\(plain(range.lowerBound)) to \(plain(range.upperBound)) s",
        "is not part of the annotation's \(plain(origin)) to \(plain(origin + duration)) s")
    }
    let positions = events.indices.filter { i in
      let (time, length) = (events[i].time, events[i].duration)
      return time < end && (time + length > start || (length == 0 && time >= start))
    }
    events = positions.map { i in
      var event = events[i]
      let first = max(event.time, start)
      event.duration = min(event.time + event.duration, end) - first
      event.time = max(0, first - range.lowerBound)
      event.cutFrames(to: range, at: settings.sampleRate)
      event.measured = nil
      return event
    }
    cuts.append(Cut(requested: range, range: start..<end))
    duration = end - start
    settleWrittenForms()
    let time = max(0, start - range.lowerBound)
    written[.annotation]?.known[.time] = time == 0 ? nil : .number(time)
    updateStatistics()
    return positions
  }
}

extension AnnotatedEvent {
  /// The frames of the stem that are left of a cut.
  fileprivate mutating func cutFrames(to range: Range<Seconds>, at rate: Hertz) {
    guard let firstFrame, let frameCount, firstFrame >= 0, frameCount >= 0, firstFrame <= Int.max - frameCount else {
      return
    }
    let cut = frames(in: range.lowerBound, at: rate)..<frames(in: range.upperBound, at: rate)
    let kept = cut.clamped(to: firstFrame..<(firstFrame + frameCount))
    self.firstFrame = max(0, min(kept.lowerBound - cut.lowerBound, cut.count))
    self.frameCount = kept.count
  }
}
