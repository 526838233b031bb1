/// An event as Scaper makes it sound, for `semantics: scaper`: levelled before its fades, backgrounds joined without a
/// crossfade, times cut to frames without a tolerance, and the reverb on the mixture only.
///
/// *Source:* Scaper 1.6.5, `_generate_audio`.
struct ScaperRendering: RenderingDialect {
  let limitsStems = false
  let wording: any MixtureWording = ScaperWording()

  func addStems(
    of scene: Scene, to store: any StemStore, by events: inout EventRenderer
  ) throws(SoundscapeError) {
    for event in scene.events {
      let rate = scene.sampleRate
      let sourceRate = event.source.info.sampleRate
      let window = Window(of: event)
      // SoX works in integers of full scale.
      let limit: [any Stage] = sourceRate == rate ? [] : [LimitStage()]
      let position = min(Int(event.eventTime * Double(rate)), scene.frameCount)
      func range(_ frameCount: Int) -> Range<Int> { position..<(position + frameCount) }
      if event.role == .background {
        // A sound without frames has no length to divide by.
        let copies = event.source.info.frameCount > 0 ? Int(scene.duration / event.source.duration) + 1 : 1
        let length = min(copies * window.frames.count, window.stop)
        let background = try ScaperBackground(
          event.source, window: window.frames, frameCount: length, scene, sounds: events.sounds)
        let made = Resampler.resampledFrameCount(length, from: sourceRate, to: rate)
        try store.add(StagedSource(background, through: limit), in: range(made))
      } else if event.isTransformed {
        var audio = try events.sounds.read(event.source, window.frames, channelCount: scene.channelCount)
        if sourceRate != rate {
          audio = try Resampler.resample(audio, from: sourceRate, to: rate)
          audio.limit(to: 1)
        }
        let length = Int((Double(audio.frameCount) * (event.timeStretch ?? 1)).rounded())
        audio = try events.stretch(audio, at: rate, as: event, to: length)
        try store.add(SoundInMemory(audio), in: range(length))
      } else {
        let part = SourcePart(event.source, window: window.frames, scene)
        let reader = try SourcePart.Reader(part, sounds: events.sounds)
        try store.add(StagedSource(reader, through: limit), in: range(part.frameCount))
      }
    }
  }

  /// The frames of the file that are played.
  private struct Window {
    let frames: Range<Int>
    /// Where the window would end in a file of any length.
    let stop: Int

    init(of event: Event) {
      let rate = Double(event.source.info.sampleRate)
      stop = Int((event.sourceTime + event.eventDuration) * rate)
      let end = min(stop, event.source.info.frameCount)
      frames = min(Int(event.sourceTime * rate), end)..<end
    }
  }

  /// Each event by itself, measured before its fades and before the mixture's end cuts it off.
  func levels(
    of store: any StemStore, _ scene: Scene
  ) throws(SoundscapeError) -> (levels: [StemLevel], warnings: [Warning]) {
    var levels: [StemLevel] = []
    for (i, event) in scene.events.enumerated() {
      let range = store.keptRange(of: i)
      var meter = ScaperLoudness(
        frameCount: range.count, channelCount: scene.channelCount, rate: scene.sampleRate)
      try store.sum(of: [(i, 0)], in: range, channelCount: scene.channelCount) { meter.add($0) }
      let wanted = scene.referenceLoudness + event.snr
      let measured = meter.integrated()
      var level = StemLevel(MeasuredLoudness(value: measured, rung: .integrated), gain: wanted - measured)
      // measured + gain is that, but for the last digit.
      level.loudness = wanted
      levels.append(level)
    }
    return (levels, [])
  }

  /// A fade that is longer than its event is refused, as in Scaper.
  func treatments(of scene: Scene, in store: any StemStore) throws(SoundscapeError) -> [any StemTreatment] {
    let fadeIn = Int(scene.fadeIn * Double(scene.sampleRate))
    let fadeOut = Int(scene.fadeOut * Double(scene.sampleRate))
    var lengths: [Int?] = []
    for (i, event) in scene.events.enumerated() {
      guard event.role == .foreground else {
        lengths.append(nil)
        continue
      }
      let frameCount = store.keptRange(of: i).count
      guard max(fadeIn, fadeOut) <= frameCount else {
        let length = rounded(seconds(of: frameCount, at: scene.sampleRate), 4)
        throw .draw(event: event.name, problem: "its fades are longer than the event's \(length) s")
      }
      lengths.append(frameCount)
    }
    return [ScaperFades(fadeIn: fadeIn, fadeOut: fadeOut, lengths: lengths)]
  }

  func busEffects(of scene: Scene) -> [EffectInstance] { [] }

  func dryRange(of event: Event, in range: Range<Int>, of scene: Scene) -> Range<Int> { range }

  func makeMixtureStage(of scene: Scene) -> (any Stage)? {
    guard let amount = scene.render.reverb, !scene.events.isEmpty else { return nil }
    return ScaperReverb(amount: amount, channelCount: scene.channelCount, rate: scene.sampleRate)
  }
}

/// The fades of foreground events.
private struct ScaperFades: StemTreatment {
  let fadeIn: Int
  let fadeOut: Int
  /// Frames of each event before the mixture's end cuts it off; nil for a background.
  let lengths: [Int?]

  func makeStage(forStem index: Int) -> (any Stage)? {
    lengths[index].map { FadeStage(in: fadeIn, out: fadeOut, frameCount: $0) }
  }
}
