extension Annotation {
  /// Cuts to the time in which all foreground events sound, where a layout wants that: as LibriMix's mode `min`, whose
  /// sources all begin with the mixture.
  ///
  /// *Returns:* the frames that are left of the mixture as it was; nil where nothing is cut.
  /// *Throws:* `.processing` where there is no such time.
  mutating func cutToShortest(for layout: any Layout) throws(SoundscapeError) -> Range<Int>? {
    let sources = events.filter { $0.event.role == .foreground }
    guard layout.cutsToShortest, !sources.isEmpty else { return nil }
    let start = sources.reduce(0) { max($0, $1.time) }
    let end = sources.reduce(duration) { min($0, $1.time + $1.duration) }
    let rate = settings.sampleRate
    let left = frames(in: start, at: rate)..<max(frames(in: start, at: rate), frames(in: end, at: rate))
    // A part of a frame is rounding.
    if left == 0..<frameCount { return nil }
    let eventCount = events.count
    // By whole frames, as the files are cut.
    let time = seconds(of: left.lowerBound, at: rate)..<seconds(of: left.upperBound, at: rate)
    guard !left.isEmpty, try trim(to: time).count == eventCount else {
      throw .processing(
        stage: "layout \(layout.name)",
        problem: "keeps only the time in which all sources sound, and there is none; let events begin together "
          + "(event_time: 0), or use the layout librimix")
    }
    return left
  }

  /// The frames that the cuts left of the whole mixture; nil where it was not cut.
  func framesLeft(of scene: Scene) -> Range<Int>? {
    guard !cuts.isEmpty else { return nil }
    // Each counts from the start of what the one before it left.
    return cuts.reduce(0..<scene.frameCount) { whole, cut in
      let (start, end) = (
        frames(in: cut.range.lowerBound, at: scene.sampleRate), frames(in: cut.range.upperBound, at: scene.sampleRate)
      )
      return ((whole.lowerBound + start)..<(whole.lowerBound + end)).clamped(to: whole)
    }
  }
}
