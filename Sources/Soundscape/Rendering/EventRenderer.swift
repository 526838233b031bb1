/// Turns one event into its stem, before its level and all else that concerns the whole mixture.
struct EventRenderer {
  let scene: Scene
  let sounds: SourceCache
  var warnings: [Warning] = []

  init(scene: Scene, sounds: SourceCache) {
    self.scene = scene
    self.sounds = sounds
  }

  /// Window → channels → rate → pitch and time → place → fades. In Scaper's semantics the level is set as well.
  mutating func render(_ index: Int) throws(SoundscapeError) -> Stem {
    if scene.semantics == .scaper { return try scaperStem(index) }
    let event = scene.events[index]
    var audio: AudioBuffer
    switch event.role {
    case .background:
      var stream = try BackgroundStream(event, of: scene, sounds: sounds)
      audio = try stream.next(scene.frameCount)
    case .foreground: audio = try foreground(event)
    }
    let range = scene.frameRange(of: event)
    var stem = Stem(eventIndex: index, position: range.lowerBound, audio: audio)
    stem.audio.setLength(range.count)
    if event.role == .foreground { fade(&stem.audio, event) }
    return stem
  }

  // MARK: From the file to the mixture's rate and channels

  private mutating func foreground(_ event: Event) throws(SoundscapeError) -> AudioBuffer {
    let ratio = event.timeStretch ?? 1
    let shift = event.pitchShift ?? 0
    let rate = scene.sampleRate
    let sourceRate = event.source.info.sampleRate
    let frameCount = frames(in: event.duration, at: rate)
    let window = try window(event)

    // A stretcher costs by the frame: it runs at the lower of the two rates.
    var audio = window
    if sourceRate > rate {
      audio = try Resampler.resample(window, from: sourceRate, to: rate)
      audio.setLength(frames(in: event.eventDuration, at: rate))
      audio = try moved(audio, at: rate, ratio, shift, to: frameCount, event)
    } else {
      audio = try moved(window, at: sourceRate, ratio, shift, to: frames(in: event.duration, at: sourceRate), event)
      audio = try Resampler.resample(audio, from: sourceRate, to: rate)
    }
    audio.setLength(frameCount)
    return audio
  }

  /// The part of the file that is heard, in the mixture's channels.
  private func window(_ event: Event) throws(SoundscapeError) -> AudioBuffer {
    try sounds.read(event.source, Self.window(of: event), channelCount: scene.channelCount)
  }

  /// The frames of the file that are heard.
  static func window(of event: Event) -> Range<Int> {
    event.source.frameRange(from: event.sourceTime, lasting: event.eventDuration)
  }

  /// Pitch and time; a ratio of 1 without a shift leaves every sample as it is.
  mutating func moved(
    _ audio: AudioBuffer, at rate: Hertz, _ ratio: Double, _ shift: Semitones, to frameCount: Int, _ event: Event
  ) throws(SoundscapeError) -> AudioBuffer {
    if (ratio == 1 && shift == 0) || audio.isEmpty || frameCount == 0 {
      var same = audio
      same.setLength(frameCount)
      return same
    }
    let (moved, produced) = try Stretcher.stretch(
      audio, at: rate, timeRatio: ratio, pitchShift: shift, engine: scene.render.stretch, to: frameCount)
    // A frame or two are rounding; more is a library that did not keep to the ratio, and somebody should know.
    if abs(produced - frameCount) > Self.toleratedFrames {
      warnings.append(
        Warning(
          .stretchedLength, subject: event.name, "\(produced) frames came out of the stretcher, made \(frameCount)",
          before: Double(produced), after: Double(frameCount)))
    }
    return moved
  }

  private static let toleratedFrames = 2

  // MARK: Fades

  private mutating func fade(_ audio: inout AudioBuffer, _ event: Event) {
    let fades = fades(of: event, lasting: audio.frameCount)
    audio.fade(in: fades.in, out: fades.out)
  }

  /// The frames of an event's fades: at most half of it each.
  mutating func fades(of event: Event, lasting frameCount: Int) -> (in: Int, out: Int) {
    let wanted = (
      in: frames(in: scene.fadeIn, at: scene.sampleRate), out: frames(in: scene.fadeOut, at: scene.sampleRate)
    )
    let most = frameCount / 2
    if max(wanted.in, wanted.out) > most {
      let length = rounded(seconds(of: frameCount, at: scene.sampleRate), 4)
      warnings.append(
        Warning(
          .fadeShortened, subject: event.name, "fades are shortened to half of the event's \(length) s",
          before: max(scene.fadeIn, scene.fadeOut), after: seconds(of: most, at: scene.sampleRate)))
    }
    return (min(wanted.in, most), min(wanted.out, most))
  }
}
