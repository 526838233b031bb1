/// What a data set will hold and cost, judged by drawing a part of it.
public struct DatasetForecast: Sendable {
  /// How many mixtures there will be.
  public var mixtureCount: Int
  /// How many of them were drawn for this, evenly spread over all.
  public var drawnCount = 0
  /// Seconds of all mixtures.
  public var duration: Seconds
  /// Events expected in the whole data set, by role and label.
  public var labelCounts: [Role: NameTable<Double>] = [:]
  /// Foreground events of a mixture.
  public var eventCounts = Summary()
  /// Seconds of a foreground event in the mixture.
  public var eventDurations = Summary()
  /// The largest number of foreground events at once, of a mixture.
  public var polyphony = Summary()
  /// Bytes of all files. For all but WAV a guess: how far sound packs depends on it.
  public var bytes = 0.0
  /// Seconds that a run takes here with as many jobs as were measured; nil where nothing can be made.
  public var time: ClosedRange<Seconds>?
  /// Warnings expected in the whole data set, by kind.
  public var warnings: [Warning.Kind: Double] = [:]
  /// What the mixtures failed with that cannot be drawn, and how many of those drawn did.
  public var failures: NameTable<Int> = [:]

  /// The least, the mean and the largest of some numbers.
  public struct Summary: Hashable, Sendable {
    public private(set) var count = 0
    public private(set) var least = Double.infinity
    public private(set) var largest = -Double.infinity
    private var sum = 0.0

    public var mean: Double { count == 0 ? 0 : sum / Double(count) }

    mutating func add(_ value: Double) {
      count += 1
      sum += value
      (least, largest) = (min(least, value), max(largest, value))
    }
  }

  fileprivate init(mixtureCount: Int, duration: Seconds) {
    self.mixtureCount = mixtureCount
    self.duration = duration
  }

  fileprivate mutating func add(
    _ scene: Scene, _ warnings: [Warning], _ output: OutputOptions
  ) {
    for warning in warnings { self.warnings[warning.kind, default: 0] += 1 }
    for event in scene.events { labelCounts[event.role, default: [:]][event.label, default: 0] += 1 }
    let foreground = scene.foregroundEvents
    for event in foreground { eventDurations.add(event.duration) }
    eventCounts.add(Double(foreground.count))
    let intervals = foreground.map { (start: $0.eventTime, end: $0.endTime) }
    polyphony.add(
      Double(Polyphony.maximum(intervals, touchingOverlap: scene.semantics.dialect.touchingEventsOverlap)))
    bytes += Self.annotationBytes + Self.eventBytes * Double(scene.events.count)
    guard output.audio else { return }
    let fileCount = 1 + (output.stems ? scene.events.count : 0)
    let samples = Double(scene.frameCount * scene.channelCount)
    bytes += Double(fileCount) * samples * Self.bytesPerSample(output.format, scene)
  }

  /// Bytes that a file takes for each sample of a channel.
  private static func bytesPerSample(_ format: FileFormat, _ scene: Scene) -> Double {
    let whole = Double(scene.render.sampleFormat.bytesPerSample)
    let quality = scene.render.coding.quality(of: scene.render.sampleFormat) ?? 1
    switch format {
    case .wav: return whole
    case .flac: return whole * flacShare
    case .ogg: return vorbisBits * quality / 8
    // What libsndfile asks libopus for.
    case .opus: return (250_000 * quality + 6_000) / 8 / Double(scene.sampleRate)
    }
  }

  fileprivate mutating func scale(by factor: Double) {
    for (role, counts) in labelCounts { labelCounts[role] = counts.mapValues { $0 * factor } }
    warnings = warnings.mapValues { $0 * factor }
    bytes *= factor
  }

  /// Bytes of an annotation, its label track and its line in the manifest, as they were found on the examples: without
  /// events, and for each of them.
  private static let annotationBytes = 3_000.0
  private static let eventBytes = 1_900.0
  /// What FLAC leaves of a sparse stem or a mixture on the examples.
  private static let flacShare = 0.5
  /// Bits that Vorbis takes for a sample at a quality of 1: 80 kbit/s for a channel of 44.1 kHz at 0.4.
  private static let vorbisBits = 4.5
}

/// Forecasts a data set by drawing mixtures of it, and by making some for a second, of which nothing is kept.
public struct DatasetForecaster: Sendable {
  public var engine: Engine
  /// The mixtures that would be made, by index.
  public var indices: Range<Int>
  /// How many mixtures would be made at once.
  public var jobs = 1

  /// With so many drawn mixtures the standard error of a share of one in a hundred is a third of it.
  private static let mostDrawn = 1_000
  /// Scenes of more events are not kept to be made.
  private static let mostTriedEvents = 100_000

  public init(engine: Engine, indices: Range<Int>) {
    self.engine = engine
    self.indices = indices
  }

  /// Draws mixtures, evenly spread over all, and adds up what they will take.
  ///
  /// *Throws:* `.recipe` for an unknown layout, `.output` where the folder for temporary files cannot be written, and
  /// `.processing` where the stretching engine cannot be timed.
  public func run() throws(SoundscapeError) -> DatasetForecast {
    try engine.check(indices)
    let recipe = engine.recipe
    try engine.layouts.checkNames(of: recipe, soundbank: engine.soundbank)
    var forecast = DatasetForecast(
      mixtureCount: indices.count, duration: recipe.duration * Double(indices.count))
    var seconds = 0.0
    var tried: [Drawn<Scene>] = []
    var triedEvents = 0
    let wanted = min(indices.count, Self.mostDrawn)
    let scenes = engine.scenes
    for k in 0..<wanted {
      // Of a source in order, only the first mixtures can be had cheaply.
      let index = indices.lowerBound + (scenes.isRandomAccess ? k * indices.count / wanted : k)
      forecast.drawnCount += 1
      do throws(SoundscapeError) {
        let drawn = try scenes.scene(at: index)
        forecast.add(drawn.value, drawn.warnings, recipe.output)
        seconds += drawn.value.duration
        if triedEvents < Self.mostTriedEvents {
          tried.append(drawn)
          triedEvents += drawn.value.events.count
        }
      } catch {
        forecast.failures["\(error)", default: 0] += 1
      }
    }
    let drawnCount = forecast.drawnCount - forecast.failures.values.reduce(0, +)
    if recipe.durationLaw != nil, drawnCount > 0 {
      forecast.duration = seconds / Double(drawnCount) * Double(indices.count)
    }
    let trial = RenderingTrial(engine: engine, jobs: jobs)
    let share = Double(tried.count) / Double(max(1, tried.count + forecast.failures.values.reduce(0, +)))
    forecast.time = try trial.seconds(of: tried, count: Int((Double(indices.count) * share).rounded(.up)))
    forecast.scale(by: Double(indices.count) / Double(max(1, forecast.drawnCount)))
    return forecast
  }
}
