/// Turns events into sound, before their levels and everything else that concerns the whole mixture.
struct EventRenderer {
  /// A frame or two are rounding; with more, the library did not keep the ratio, which is worth a warning.
  private static let toleratedFrames = 2

  let scene: Scene
  let effects: EffectRegistry
  let sounds: SourceCache
  private(set) var warnings: [Warning] = []

  init(scene: Scene, effects: EffectRegistry, sounds: SourceCache) {
    self.scene = scene
    self.effects = effects
    self.sounds = sounds
  }

  // MARK: From the file to the mixture's rate and channels

  /// The frames of the file that are played.
  static func window(of event: Event) -> Range<Int> {
    event.source.frameRange(from: event.sourceTime, lasting: event.eventDuration)
  }

  /// The part of the file that is an event's sound, where neither its pitch nor its length is changed: it can be read
  /// block by block.
  func part(of event: Event) -> SourcePart? {
    event.isTransformed ? nil : SourcePart(event.source, window: Self.window(of: event), scene)
  }

  /// The sound of an event whose pitch or length is changed.
  mutating func stretched(_ event: Event) throws(SoundscapeError) -> AudioBuffer {
    let rate = scene.sampleRate
    let sourceRate = event.source.info.sampleRate
    let frameCount = frames(in: event.duration, at: rate)
    // Drawing and editing cut it to the mixture; what an annotation says may be anything, and would be held in memory.
    guard frameCount <= scene.frameCount + rate else {
      let length = "\(rounded(event.duration, 3)) s"
      throw .draw(
        event: event.name,
        problem:
          "event_duration × time_stretch is longer than the mixture's \(plain(scene.duration)) s (found \(length))")
    }
    let isTiled = event.isTiled
    let window = isTiled ? 0..<event.source.info.frameCount : Self.window(of: event)
    var audio = try sounds.read(event.source, window, channelCount: scene.channelCount)
    if isTiled {
      audio = audio.tiled(
        from: frames(in: event.sourceTime, at: sourceRate), to: frames(in: event.eventDuration, at: sourceRate))
    }
    // A stretcher costs by the frame: it runs at the lower of the two rates.
    if sourceRate > rate {
      audio = try Resampler.resample(audio, from: sourceRate, to: rate)
      audio.setLength(frames(in: event.eventDuration, at: rate))
      audio = try stretch(audio, at: rate, as: event, to: frameCount)
    } else {
      audio = try stretch(audio, at: sourceRate, as: event, to: frames(in: event.duration, at: sourceRate))
      audio = try Resampler.resample(audio, from: sourceRate, to: rate)
    }
    audio.setLength(frameCount)
    return audio
  }

  /// Changes pitch and time.
  mutating func stretch(
    _ audio: AudioBuffer, at rate: Hertz, as event: Event, to frameCount: Int
  ) throws(SoundscapeError) -> AudioBuffer {
    if audio.isEmpty || frameCount == 0 {
      return AudioBuffer(channelCount: audio.channelCount, frameCount: frameCount)
    }
    let (stretched, produced) = try Stretcher.stretch(
      audio, at: rate, timeRatio: event.timeStretch ?? 1, pitchShift: event.pitchShift ?? 0,
      engine: scene.render.stretch, to: frameCount)
    if abs(produced - frameCount) > Self.toleratedFrames {
      warnings.append(
        Warning(
          .stretchedLength, subject: event.name,
          "the stretcher produced \(produced) frames; they were made \(frameCount)", before: Double(produced),
          after: Double(frameCount)))
    }
    return stretched
  }

  // MARK: Stages

  /// The fades of an event: each is at most half of it.
  mutating func fade(of event: Event, lasting frameCount: Int) -> any Stage {
    let wantedIn = frames(in: scene.fadeIn, at: scene.sampleRate)
    let wantedOut = frames(in: scene.fadeOut, at: scene.sampleRate)
    let most = frameCount / 2
    if max(wantedIn, wantedOut) > most {
      let length = rounded(seconds(of: frameCount, at: scene.sampleRate), 4)
      warnings.append(
        Warning(
          .fadeShortened, subject: event.name, "fades are shortened to half of the event's \(length) s",
          before: max(scene.fadeIn, scene.fadeOut), after: seconds(of: most, at: scene.sampleRate)))
    }
    return FadeStage(in: min(wantedIn, most), out: min(wantedOut, most), frameCount: frameCount)
  }

  /// Runs an event's effects.
  func stages(of instances: [EffectInstance]) throws(SoundscapeError) -> [any Stage] {
    var stages: [any Stage] = []
    for instance in instances {
      let effect = try effects.effect(instance)
      stages.append(try effect.makeStage(channelCount: scene.channelCount, rate: scene.sampleRate))
    }
    return stages
  }
}
