/// Levels as measured against those asked for.
public struct LevelStatistics: Sendable {
  /// Measured loudness − requested, over all events whose level is set by itself: not as a group, with other backgrounds,
  /// by a plain gain, or against the background.
  public struct Difference: Hashable, Sendable {
    /// LU.
    public var values: NumberSummary
    /// The difference of the largest magnitude, and its mixture.
    public var largest: Decibels
    public var mixture: Int
  }

  /// One series of differences, with the worst of them.
  private struct Differences {
    var sample = NumberSample()
    var worst: (value: Double, mixture: Int)?

    mutating func add(_ value: Double, mixture: Int) {
      sample.add(value)
      take((value, mixture))
    }

    mutating func spill(to file: NumberFile) throws(SoundscapeError) { try sample.spill(to: file) }

    mutating func merge(_ other: Differences) {
      sample.merge(other.sample)
      if let worst = other.worst { take(worst) }
    }

    private mutating func take(_ other: (value: Double, mixture: Int)) {
      // Of equal ones, that of the first mixture, and there the higher one.
      if let worst, (abs(worst.value), -worst.mixture, worst.value) >= (abs(other.value), -other.mixture, other.value) {
        return
      }
      worst = other
    }

    var difference: Difference? {
      guard let worst, let summary = sample.summary else { return nil }
      return Difference(values: summary, largest: worst.value, mixture: worst.mixture)
    }
  }

  private var fromRequested = Differences()
  private var afterScaling = Differences()
  private var requests = NumberSample()
  private var restRatios = NumberSample()
  private var backgroundRatios = NumberSample()
  private var delays = NumberSample()
  /// How the loudness was measured → events.
  public private(set) var rungs: NameTable<Int> = [:]

  /// ref_db + snr of the foreground events, LUFS.
  public var requested: NumberSummary? { requests.summary }
  /// Against ref_db + snr: what the clipping fix takes off shows here, as does what effects of the mixture change.
  public var difference: Difference? { fromRequested.difference }
  /// Against ref_db_generated + snr: what is asked for once mixture and stems are scaled.
  public var scaledDifference: Difference? { afterScaling.difference }
  /// dB of an event over all else in its mixture while it lasts.
  public var snrAgainstRest: NumberSummary? { restRatios.summary }
  /// dB of an event over the backgrounds while it lasts.
  public var snrAgainstBackground: NumberSummary? { backgroundRatios.summary }
  /// Seconds from an event's time to where its sound is: the silence that sources begin with.
  public var onsetDelay: NumberSummary? { delays.summary }

  /// What is the same for all events of a mixture.
  struct Context {
    var index: Int
    var reference: LUFS
    var scaledReference: LUFS?
    /// Whether `snr` asks for a loudness, for events and for backgrounds.
    var comparesEvents: Bool
    var comparesBackgrounds: Bool
  }

  mutating func add(_ annotated: AnnotatedEvent, _ context: Context) {
    let event = annotated.event
    let isForeground = event.role == .foreground
    let level = event.snr + event.gainLevel
    let measured = annotated.measured
    if let rung = measured?.rung { rungs[rung.rawValue, default: 0] += 1 }
    if isForeground {
      restRatios.add(measured?.snrRest)
      backgroundRatios.add(measured?.snrBackground)
      delays.add(measured?.onset.map { $0 - annotated.time })
      requests.add(context.reference + level)
    }
    guard let loudness = measured?.loudness, event.levelGroup == nil,
      isForeground ? context.comparesEvents : context.comparesBackgrounds
    else { return }
    fromRequested.add(loudness - (context.reference + level), mixture: context.index)
    afterScaling.add(
      loudness - ((context.scaledReference ?? context.reference) + level), mixture: context.index)
  }

  mutating func spill(to file: NumberFile) throws(SoundscapeError) {
    try fromRequested.spill(to: file)
    try afterScaling.spill(to: file)
    try requests.spill(to: file)
    try restRatios.spill(to: file)
    try backgroundRatios.spill(to: file)
    try delays.spill(to: file)
  }

  mutating func merge(_ other: LevelStatistics) {
    fromRequested.merge(other.fromRequested)
    afterScaling.merge(other.afterScaling)
    requests.merge(other.requests)
    restRatios.merge(other.restRatios)
    backgroundRatios.merge(other.backgroundRatios)
    delays.merge(other.delays)
    rungs.merge(other.rungs, uniquingKeysWith: +)
  }
}
