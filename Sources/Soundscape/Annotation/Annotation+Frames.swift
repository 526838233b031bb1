extension Annotation {
  /// Frames of the mixture; of one that was cut, what its cuts left of the whole.
  var frameCount: Int {
    let (rate, dialect) = (settings.sampleRate, semantics.dialect)
    guard !cuts.isEmpty else { return dialect.frameCount(of: duration, at: rate) }
    return cuts.reduce(dialect.frameCount(of: settings.duration, at: rate)) { whole, cut in
      let start = min(frames(in: cut.range.lowerBound, at: rate), whole)
      return max(start, min(frames(in: cut.range.upperBound, at: rate), whole)) - start
    }
  }
}
