/// Why an event is silent although its source is not: channels that cancel each other where they become fewer.
struct CancelledChannels {
  /// Frames of a source that are read at a time.
  private static let blockLength = 65_536

  let scene: Scene
  let sounds: SourceCache

  /// Warnings about silent events, with the reason where it is this one.
  ///
  /// Only sources of silent events are read again, and only those with more channels than the mixture.
  func explain(_ warnings: [Warning]) throws(SoundscapeError) -> [Warning] {
    var explained = warnings
    for i in warnings.indices where warnings[i].kind == .silentEvent {
      guard let event = scene.events.first(where: { hasSameBytes($0.name, warnings[i].subject) }),
        event.source.info.channelCount > scene.channelCount, try isHeard(event)
      else { continue }
      let wanted = scene.channelCount == 1 ? "in mono" : "in \(scene.channelCount) channels"
      explained[i].message =
        "is silent: the \(event.source.info.channelCount) channels of \(event.source.path) cancel out \(wanted); its level "
        + "was left unchanged; write the mixture in as many channels, or take one channel of the file"
    }
    return explained
  }

  /// Whether the window of an event holds sound in its own channels.
  private func isHeard(_ event: Event) throws(SoundscapeError) -> Bool {
    let least = Float(amplitude(of: LoudnessLadder.silence))
    let window = EventRenderer.window(of: event)
    var reader = try sounds.open(event.source)
    for start in stride(from: window.lowerBound, to: window.upperBound, by: Self.blockLength) {
      let block = try reader.read(start..<min(start + Self.blockLength, window.upperBound))
      if block.peak > least { return true }
    }
    return false
  }
}
