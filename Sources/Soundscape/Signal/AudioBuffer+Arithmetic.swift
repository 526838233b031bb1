extension AudioBuffer {
  /// Multiplies every sample.
  public mutating func scale(by factor: Float) {
    for c in channels.indices {
      var plane = channels[c].mutableSpan
      multiply(&plane, by: factor)
    }
  }

  /// Clips at a level, above and below.
  mutating func limit(to level: Float) {
    for c in channels.indices {
      var plane = channels[c].mutableSpan
      for i in 0..<plane.count { plane[i] = min(max(plane[i], -level), level) }
    }
  }

  /// Adds another buffer with the same number of channels, its first frame at `position`; what is past the end is left out.
  public mutating func add(_ other: AudioBuffer, at position: Int) {
    precondition(other.channelCount == channelCount, "as many channels")
    for c in channels.indices {
      let source = other.channels[c]
      var plane = channels[c].mutableSpan
      accumulate(source.span, into: &plane, at: position)
    }
  }

  /// Adds the absolute values of another buffer with the same number of channels, its first frame at `position`.
  mutating func addMagnitudes(of other: AudioBuffer, at position: Int) {
    precondition(other.channelCount == channelCount, "as many channels")
    for c in channels.indices {
      let source = other.channels[c]
      var plane = channels[c].mutableSpan
      accumulateMagnitudes(source.span, into: &plane, at: position)
    }
  }

  /// Multiplies every sample by a factor, and rounds it to the nearest multiple of a power of two.
  mutating func scale(by factor: Float, roundingToMultiplesOf step: Float) {
    for c in channels.indices {
      var plane = channels[c].mutableSpan
      multiply(&plane, by: factor, roundingToMultiplesOf: step)
    }
  }
}
