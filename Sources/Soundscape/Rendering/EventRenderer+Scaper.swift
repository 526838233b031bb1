// An event as Scaper makes it sound, for `semantics: scaper`: levelled before its fades, backgrounds joined without a
// crossfade, times cut to frames without a tolerance.

extension EventRenderer {
  /// Window → channels → rate → pitch and time → loudness → gain → fades → place.
  mutating func scaperStem(_ index: Int) throws(SoundscapeError) -> Stem {
    let event = scene.events[index]
    let rate = scene.sampleRate
    let sourceRate = event.source.info.sampleRate
    let start = Int(event.sourceTime * Double(sourceRate))
    let stop = Int((event.sourceTime + event.eventDuration) * Double(sourceRate))
    let end = min(stop, event.source.info.frameCount)
    var audio = try sounds.read(event.source, min(start, end)..<end, channelCount: scene.channelCount)
    if event.role == .background {
      let copies = max(1, Int(scene.duration / event.source.duration) + 1)
      audio = audio.tiled(to: min(copies * audio.frameCount, stop))
    }
    if sourceRate != rate {
      audio = try Resampler.resample(audio, from: sourceRate, to: rate)
      // SoX works in integers of full scale.
      audio.limit(to: 1)
    }
    let ratio = event.timeStretch ?? 1
    if event.role == .foreground {
      let frameCount = Int((Double(audio.frameCount) * ratio).rounded())
      audio = try moved(audio, at: rate, ratio, event.pitchShift ?? 0, to: frameCount, event)
    }

    var stem = Stem(eventIndex: index, position: Int(event.eventTime * Double(rate)), audio: audio)
    let wanted = scene.referenceLoudness + event.snr
    let measured = ScaperLoudness.integrated(of: audio, at: rate)
    stem.apply(StemLevel(MeasuredLoudness(value: measured, rung: .integrated), gain: wanted - measured))
    // measured + gain is that, but for the last digit.
    stem.loudness = wanted
    if event.role == .foreground { try scaperFade(&stem.audio, event) }
    let total = Int(scene.duration * Double(rate))
    stem.position = min(stem.position, total)
    stem.audio.setLength(min(stem.audio.frameCount, total - stem.position))
    return stem
  }

  /// A fade that is longer than its event is refused, as Scaper does.
  private func scaperFade(_ audio: inout AudioBuffer, _ event: Event) throws(SoundscapeError) {
    let fadeIn = Int(scene.fadeIn * Double(scene.sampleRate))
    let fadeOut = Int(scene.fadeOut * Double(scene.sampleRate))
    guard max(fadeIn, fadeOut) <= audio.frameCount else {
      let length = rounded(seconds(of: audio.frameCount, at: scene.sampleRate), 4)
      throw .draw(event: event.name, problem: "its fades are longer than the event's \(length) s")
    }
    audio.fade(in: fadeIn, out: fadeOut)
  }
}
