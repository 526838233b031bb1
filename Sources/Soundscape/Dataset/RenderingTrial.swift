/// What making a data set takes on this machine: measured by making mixtures of it, warm, for a second.
struct RenderingTrial: Sendable {
  let engine: Engine
  /// How many mixtures are made at once.
  let jobs: Int

  /// Sources are in the cache, libraries have started and the processor has its speed after this long.
  private static let warmUp: Duration = .milliseconds(300)
  private static let measured: Duration = .seconds(1)
  /// Caches, disk and other programs make a run differ from a second of it by this much, however even its mixtures are.
  private static let leastSpread = 0.1
  /// A spread of the mean in standard deviations.
  private static let deviations = 2.0
  /// A longer mixture is not made for a forecast.
  private static let mostSamples = 1 << 26
  /// One that is shorter takes a moment, whatever is done with it.
  private static let fewSamples = 1 << 22
  /// One that takes longer, by the noise, is not made for a forecast either.
  private static let longest: Seconds = 2
  /// How far one second of noise is from what long mixtures take.
  private static let spreadOfNoise = 0.5...2

  /// Seconds of all mixtures of a data set, from some of them; nil where none can be made.
  ///
  /// - Parameters:
  ///   - scenes: spread over the data set.
  ///   - count: the mixtures of the whole data set.
  func seconds(of scenes: [Drawn<Scene>], count: Int) throws(SoundscapeError) -> ClosedRange<Seconds>? {
    guard !scenes.isEmpty, count > 0 else { return nil }
    if let seconds = try secondsByNoise(of: scenes, count: count) { return seconds }
    let name =
      "soundscape-dry-run-\(SHA256Hasher.hexDigest(of: "\(ContinuousClock.now) \(ProgramFile.processID)").prefix(16))"
    let sink = try TrialSink(name: name)
    defer { sink.clear() }
    let session = try engine.begin(in: sink)
    _ = timings(of: scenes, session, count: count, for: Self.warmUp)
    let timings = self.timings(of: scenes.reversed(), session, count: count, for: Self.measured)
    guard !timings.isEmpty else { return nil }
    // Each worker by itself: the last one ends later than the first.
    let rate = timings.reduce(0) { $0 + Double($1.count) / max($1.reduce(0, +), .leastNormalMagnitude) }
    let all = timings.joined().sorted()
    let mean = all.reduce(0, +) / Double(all.count)
    let deviation = (all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)).squareRoot()
    let spread =
      Self.leastSpread + Self.deviations * deviation
      / (max(mean, .leastNormalMagnitude) * Double(all.count).squareRoot())
    let seconds = Double(count) / rate
    return seconds / (1 + spread)...seconds * (1 + spread)
  }

  /// Makes mixtures for a while on all workers, at most as many as there will be: the seconds of each, by worker.
  private func timings(
    of scenes: [Drawn<Scene>], _ session: DatasetSession, count: Int, for time: Duration
  ) -> [[Seconds]] {
    let results = Lock<[[Seconds]]>([])
    let end = ContinuousClock.now + time
    let queue = PositionQueue(count: count)
    WorkerThreads.run(count: min(jobs, count)) {
      var renderer = engine.makeRenderer()
      var own: [Seconds] = []
      var last = ContinuousClock.now
      while own.isEmpty || last < end, let next = queue.next() {
        // One that fails takes its time too.
        _ = try? session.make(scenes[next % scenes.count], renderer: &renderer)
        let now = ContinuousClock.now
        own.append((now - last) / .seconds(1))
        last = now
      }
      if !own.isEmpty { results.withLock { [own] in $0.append(own) } }
    }
    return results.withLock { $0 }
  }

  /// By what a moment of noise takes, for mixtures of which not even one is made for a forecast; nil for others.
  private func secondsByNoise(of scenes: [Drawn<Scene>], count: Int) throws(SoundscapeError) -> ClosedRange<Seconds>? {
    let output = engine.recipe.output
    let most = scenes.map { StorePolicy.sampleCount(of: $0.value) }.max() ?? 0
    guard output.audio, most > Self.fewSamples else { return nil }
    // The first time is that of starting libraries.
    _ = try RenderingCosts.measured(engine: engine.recipe.render.stretch)
    let costs = try RenderingCosts.measured(engine: engine.recipe.render.stretch)
    let seconds = scenes.map {
      costs.seconds(for: $0.value, fileCount: 1 + (output.stems ? $0.value.events.count : 0))
    }
    guard most > Self.mostSamples || seconds.max() ?? 0 > Self.longest else { return nil }
    let mean = seconds.reduce(0, +) / Double(seconds.count)
    let all = mean * Double(count) / Double(min(jobs, count))
    return all * Self.spreadOfNoise.lowerBound...all * Self.spreadOfNoise.upperBound
  }
}
