extension AudioBuffer {
  /// Makes the buffer exactly `frameCount` frames long: cuts off its end or adds silence there.
  public mutating func setLength(_ frameCount: Int) {
    let excess = self.frameCount - frameCount
    for c in channels.indices {
      if excess > 0 {
        channels[c].removeLast(excess)
      } else if excess < 0 {
        channels[c].append(contentsOf: repeatElement(0, count: -excess))
      }
    }
  }

  /// No frames, with room for so many that are appended.
  init(channelCount: Int, reserving frameCount: Int) {
    self.init(channelCount: channelCount, frameCount: 0)
    for c in channels.indices { channels[c].reserveCapacity(frameCount) }
  }

  /// Appends the frames of another buffer with the same number of channels.
  mutating func append(_ other: AudioBuffer) {
    precondition(other.channelCount == channelCount, "as many channels")
    // All at once needs no copy, unless more is to come.
    if isEmpty, channels.allSatisfy({ $0.capacity <= other.frameCount }) {
      self = other
    } else {
      for c in channels.indices { channels[c].append(contentsOf: other.channels[c]) }
    }
  }

  /// Some of the frames; nothing is copied where these are all.
  func part(_ range: Range<Int>) -> AudioBuffer {
    if range == 0..<frameCount { return self }
    return AudioBuffer(channels: channels.map { Array($0[range]) })
  }

  /// Takes at most `count` frames off the front.
  mutating func removeFirst(_ count: Int) -> AudioBuffer {
    let first = part(0..<min(count, frameCount))
    dropFirst(first.frameCount)
    return first
  }

  /// Takes `count` frames off the front.
  mutating func dropFirst(_ count: Int) {
    for c in channels.indices { channels[c].removeFirst(count) }
  }

  /// Repeats the buffer until it is `frameCount` frames long, one copy straight after the other.
  ///
  /// An empty buffer becomes silence.
  public func tiled(to frameCount: Int) -> AudioBuffer {
    guard !isEmpty else { return AudioBuffer(channelCount: channelCount, frameCount: frameCount) }
    return AudioBuffer(
      channels: channels.map { plane in
        var out: [Float] = []
        out.reserveCapacity(frameCount)
        while out.count < frameCount { out.append(contentsOf: plane.prefix(frameCount - out.count)) }
        return out
      })
  }

  /// The same sound in another number of channels.
  ///
  /// Fewer: channel *c* is the mean of those channels *i* with *i* mod *count* = *c* (stereo to mono: the mean of
  /// both). More: the channels are repeated in turn (mono to stereo: the same twice). Source: SoX, effect `channels`.
  public func converted(toChannelCount count: Int) -> AudioBuffer {
    if count == channelCount { return self }
    if count > channelCount { return AudioBuffer(channels: (0..<count).map { channels[$0 % channelCount] }) }
    return AudioBuffer(
      channels: (0..<count).map { c in
        let sources = stride(from: c, to: channelCount, by: count)
        var mean = channels[c]
        var out = mean.mutableSpan
        for source in sources.dropFirst() {
          let plane = channels[source]
          accumulate(plane.span, into: &out, at: 0)
        }
        multiply(&out, by: 1 / Float(Array(sources).count))
        return mean
      })
  }
}
