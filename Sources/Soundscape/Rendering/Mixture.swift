/// A scene as sound: the mixture and the stems it is the sum of.
public struct Mixture: Sendable {
  /// *Shape:* channels × frames of the scene. The sum of the stems, exact, in whatever order they are added.
  public var mix: AudioBuffer
  /// One for each event, in the scene's order.
  public var stems: [Stem]
  public var report: MixtureReport

  public init(mix: AudioBuffer, stems: [Stem], report: MixtureReport) {
    self.mix = mix
    self.stems = stems
    self.report = report
  }
}

/// Keeps all tracks that it receives.
struct MixtureCollector: TrackReceiver {
  private var mix: AudioBuffer
  private var stems: [Stem] = []
  private var track = Track.mixture

  init(channelCount: Int) { mix = AudioBuffer(channelCount: channelCount, frameCount: 0) }

  mutating func begin(_ track: Track, range: Range<Int>, frameCount: Int) {
    self.track = track
    let audio = AudioBuffer(channelCount: mix.channelCount, reserving: range.count)
    switch track {
    case .mixture: mix = audio
    case .events(let events): stems.append(Stem(eventIndex: events[0], position: range.lowerBound, audio: audio))
    }
  }

  mutating func receive(_ block: AudioBuffer) {
    if track == .mixture { mix.append(block) } else { stems[stems.count - 1].audio.append(block) }
  }

  func end() {}

  consuming func mixture(_ report: MixtureReport) -> Mixture {
    for (i, stem) in report.stems.enumerated() { stems[i].measured = stem.measured }
    return Mixture(mix: mix, stems: stems, report: report)
  }
}
