/// Sends the finished mixture and its stems to a receiver, and measures them on the way.
struct EmitPass {
  let scene: Scene
  let dialect: any RenderingDialect
  let store: any StemStore
  /// The frames of the mixture that are sent.
  let cut: Range<Int>
  /// The store's tracks for the mixture and the sum of its backgrounds.
  private let mixTrack: Int
  private let backgroundTrack: Int?
  /// One for each event; nil until it is measured.
  private var reports: [MixtureReport.StemReport?]
  private var measurements: [StemMeasurements]
  /// Whether clipping or effects of the bus have changed the stems since their levels were set.
  private let remeasures: Bool

  /// - Parameter measurements: those of each stem so far.
  init(
    _ scene: Scene, _ dialect: any RenderingDialect, _ store: any StemStore, cut: Range<Int>,
    measurements: [StemMeasurements]
  ) {
    self.scene = scene
    self.dialect = dialect
    self.store = store
    self.cut = cut
    self.measurements = measurements
    reports = Array(repeating: nil, count: measurements.count)
    mixTrack = store.reserveTrack(frameCount: cut.count)
    // Without foreground events there is nothing to compare with the backgrounds.
    let roles = Set(scene.events.map(\.role))
    backgroundTrack = roles.count == 2 ? store.reserveTrack(frameCount: cut.count) : nil
    remeasures = !dialect.busEffects(of: scene).isEmpty || scene.render.clip != .none
  }

  /// Sends tracks in their order; stems that are in none of them are measured too.
  mutating func run(
    _ tracks: [Track], into receiver: inout (some TrackReceiver & ~Copyable)
  ) throws(SoundscapeError) -> [MixtureReport.StemReport] {
    var rest = tracks[...]
    if rest.first == .mixture {
      rest.removeFirst()
      try makeMixture(into: &receiver)
    } else {
      var discarding = Discarding()
      try makeMixture(into: &discarding)
    }
    for track in rest {
      switch track {
      case .mixture: try repeatMixture(into: &receiver)
      case .events(let events) where events.count == 1: try emit(stem: events[0], into: &receiver)
      case .events(let events): try emit(sumOf: Set(events).sorted(), as: track, into: &receiver)
      }
    }
    for stem in reports.indices where reports[stem] == nil {
      var discarding = Discarding()
      try emit(stem: stem, into: &discarding)
    }
    return reports.compactMap { $0 }
  }

  /// Receives tracks that are made only to be measured.
  private struct Discarding: TrackReceiver {
    func begin(_ track: Track, range: Range<Int>, frameCount: Int) {}
    func receive(_ block: AudioBuffer) {}
    func end() {}
  }

  // MARK: The mixture

  private func makeMixture(into receiver: inout (some TrackReceiver & ~Copyable)) throws(SoundscapeError) {
    try receiver.begin(.mixture, range: 0..<cut.count, frameCount: cut.count)
    var stage = dialect.makeMixtureStage(of: scene)
    let sweep = StemSweep(Array(scene.events.indices), of: store, to: cut.upperBound)
    while let block = sweep.next() {
      var mix = AudioBuffer(channelCount: scene.channelCount, frameCount: block.count)
      var backgrounds = backgroundTrack == nil ? nil : mix
      try sweep.eachPiece(of: block) { piece in
        mix.add(piece.audio, at: piece.offset)
        if isBackground(piece.stem) { backgrounds?.add(piece.audio, at: piece.offset) }
      }
      try stage?.process(&mix)
      let heard = block.clamped(to: cut)
      if heard.isEmpty { continue }
      let inner = (heard.lowerBound - block.lowerBound)..<(heard.upperBound - block.lowerBound)
      let frame = heard.lowerBound - cut.lowerBound
      mix = mix.part(inner)
      try store.write(mix, at: frame, ofTrack: mixTrack)
      if let backgroundTrack, let backgrounds {
        try store.write(backgrounds.part(inner), at: frame, ofTrack: backgroundTrack)
      }
      try receiver.receive(mix)
    }
    try receiver.end()
  }

  private func repeatMixture(into receiver: inout (some TrackReceiver & ~Copyable)) throws(SoundscapeError) {
    try receiver.begin(.mixture, range: 0..<cut.count, frameCount: cut.count)
    var start = 0
    while start < cut.count {
      let block = start..<(start + min(store.blockLength, cut.count - start))
      let (audio, offset) = try store.readTrack(mixTrack, block)
      try receiver.receive(audio.part(offset..<(offset + block.count)))
      start = block.upperBound
    }
    try receiver.end()
  }

  // MARK: Stems

  private mutating func emit(
    stem: Int, into receiver: inout (some TrackReceiver & ~Copyable)
  ) throws(SoundscapeError) {
    let stream = try StemStream(stem, of: store)
    let heard = stream.range.clamped(to: cut)
    let first = heard.lowerBound - cut.lowerBound
    let dry = dialect.dryRange(of: scene.events[stem], in: stream.range, of: scene).clamped(to: heard)
    var meter = StemMeter(rate: scene.sampleRate, dryLength: dry.isEmpty ? 0 : dry.upperBound - heard.lowerBound)
    let isRemeasured = remeasures && measurements[stem].rung != nil
    // On the way to the receiver, where the sound is long enough to be measured once.
    var rungs =
      isRemeasured && scene.render.level != .rms
        && stream.range.count >= frames(in: LoudnessLadder.shortest, at: scene.sampleRate)
      ? try WeightedRungs(channelCount: scene.channelCount, rate: scene.sampleRate, meter: scene.render.meter) : nil
    try stream.advance(to: heard.lowerBound) { (block) throws(SoundscapeError) in try rungs?.add(block) }

    try receiver.begin(.events([stem]), range: first..<(first + heard.count), frameCount: cut.count)
    // Whole blocks of the meter, so that block by block it measures the same as at once.
    let length = max(1, store.blockLength / meter.blockLength) * meter.blockLength
    while !heard.isEmpty, stream.position < heard.upperBound {
      let start = stream.position - cut.lowerBound
      let audio = try stream.next(min(length, heard.upperBound - stream.position))
      try measure(audio, in: start..<(start + audio.frameCount), isBackground(stem), with: &meter)
      try rungs?.add(audio)
      try receiver.receive(audio)
    }
    try receiver.end()

    if isRemeasured {
      try stream.advance(to: stream.range.upperBound) { (block) throws(SoundscapeError) in try rungs?.add(block) }
      let measured = if let found = try rungs?.measured() { found } else { try loudness(of: stem) }
      measurements[stem].record(measured)
    }
    meter.record(in: &measurements[stem], position: first, at: scene.sampleRate)
    reports[stem] = .init(firstFrame: first, frameCount: heard.count, measured: measurements[stem])
  }

  /// The loudness of a finished stem that is read again for it: a short one, or one that the gates leave nothing of.
  private func loudness(of stem: Int) throws(SoundscapeError) -> MeasuredLoudness {
    if scene.render.level == .rms {
      let range = scene.frameRange(of: scene.events[stem]).clamped(to: store.range(of: stem))
      var power = MeanPower(channelCount: scene.channelCount)
      let stream = try StemStream(stem, of: store)
      try stream.advance(to: range.lowerBound) { _ in }
      try stream.advance(to: range.upperBound) { power.add($0) }
      return power.measured
    }
    return try LoudnessLadder.measure(
      frameCount: store.range(of: stem).count, channelCount: scene.channelCount, at: scene.sampleRate,
      by: scene.render.meter
    ) { (body) throws(SoundscapeError) in
      let stream = try StemStream(stem, of: store)
      try stream.advance(to: stream.range.upperBound, body)
    }
  }

  private func measure(
    _ audio: AudioBuffer, in range: Range<Int>, _ isBackground: Bool, with meter: inout StemMeter
  ) throws(SoundscapeError) {
    let (mix, offset) = try store.readTrack(mixTrack, range)
    let backgrounds: AudioBuffer? =
      if let backgroundTrack, !isBackground { try store.readTrack(backgroundTrack, range).audio } else { nil }
    meter.add(audio, in: mix, backgrounds: backgrounds, at: offset)
  }

  /// Sends a sum of stems: exact, like any partial sum of them.
  private func emit(
    sumOf stems: [Int], as track: Track, into receiver: inout (some TrackReceiver & ~Copyable)
  ) throws(SoundscapeError) {
    let ranges = stems.map { store.range(of: $0).clamped(to: cut) }.filter { !$0.isEmpty }
    let range = ranges.union.clamped(to: cut)
    let first = range.lowerBound - cut.lowerBound
    try receiver.begin(track, range: first..<(first + range.count), frameCount: cut.count)
    let sweep = StemSweep(stems, of: store, to: range.upperBound)
    while let block = sweep.next() {
      let heard = block.clamped(to: range)
      let skipped = heard.lowerBound - block.lowerBound
      var sum = AudioBuffer(channelCount: scene.channelCount, frameCount: heard.count)
      try sweep.eachPiece(of: block) { piece in
        if heard.isEmpty { return }
        let hidden = min(max(0, skipped - piece.offset), piece.audio.frameCount)
        sum.add(piece.audio.part(hidden..<piece.audio.frameCount), at: piece.offset + hidden - skipped)
      }
      if !heard.isEmpty { try receiver.receive(sum) }
    }
    try receiver.end()
  }

  private func isBackground(_ index: Int) -> Bool { scene.events[index].role == .background }
}
