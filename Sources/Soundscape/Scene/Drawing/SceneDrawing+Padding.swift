// Events that last longer than what their file has for them: silence before and after it.

extension SceneDrawing {
  func isProtected(_ event: EventSelection.Selected) -> Bool {
    !protected.isEmpty && event.plan.role == .foreground && protected.contains(event.label)
  }

  /// Seconds of source that an event can last; without end where its file is repeated, or silence is around it.
  func longest(_ event: EventSelection.Selected) -> Seconds {
    let isRepeated = event.sharedSpec.spec.fill == .tile
    return isRepeated || isPadded(event) || isAroundCentre(event) ? .infinity : sourceLength(of: event)
  }

  /// Seconds of the event's file, of which no copy is made for it: this is asked several times for each event.
  func sourceLength(of event: EventSelection.Selected) -> Seconds {
    plan.soundbank.side(event.plan.role).labels[event.label].sounds[event.file].duration
  }

  // MARK: Files in the middle

  /// Whether a file that is too short is heard in the middle of its event.
  func isPadded(_ event: EventSelection.Selected) -> Bool {
    event.plan.role == .foreground && event.sharedSpec.spec.sourceTime.isCentre
      && event.sharedSpec.spec.fill == .cut && !isAroundCentre(event) && !isProtected(event)
  }

  /// Cuts a window to a file that is shorter, and puts it in the middle of what it was.
  func pad(_ window: inout Window, to source: Seconds) {
    guard window.duration.value > source else { return }
    let (stretch, rate) = (window.stretch ?? 1, plan.recipe.sampleRate)
    // In whole frames: an odd one is after the sound.
    let wanted = frames(in: window.duration.value * stretch, at: rate)
    window.lead += seconds(of: wanted / 2 - frames(in: source * stretch, at: rate) / 2, at: rate)
    window.duration.value = source
  }

  // MARK: Windows around a time

  /// Whether what an event plays is around its source time, and not after it.
  func isAroundCentre(_ event: EventSelection.Selected) -> Bool {
    event.plan.role == .foreground && event.sharedSpec.spec.sourceAnchor == .centre && !isProtected(event)
  }

  /// Cuts a window to what its file has around a time of the file.
  ///
  /// In whole frames of the file: its frame ⌊centre⌋ is at frame ⌊length ÷ 2⌋ of the window.
  func cut(_ window: inout Window, around centre: Seconds, in file: Sound, _ fill: EventFill) {
    let (fileRate, whole) = (file.info.sampleRate, file.info.frameCount)
    let wanted = frames(in: window.duration.value, at: fileRate)
    // At the file's end its last frame is heard.
    let first = min(frames(in: centre, at: fileRate) - wanted / 2, whole - 1)
    let begin = max(0, first)
    let isRepeated = fill == .tile && wanted > whole
    let end = isRepeated ? first + wanted : min(first + wanted, whole)
    window.sourceTime.value = seconds(of: begin, at: fileRate)
    guard end - begin < wanted else {
      // The part of a frame that a duration may have more is not in the file.
      if !isRepeated { window.duration.value = min(window.duration.value, seconds(of: whole - begin, at: fileRate)) }
      return
    }
    let (stretch, rate) = (window.stretch ?? 1, plan.recipe.sampleRate)
    let heard = seconds(of: end - begin, at: fileRate)
    // Never past the event's end.
    let silent = frames(in: window.duration.value * stretch, at: rate) - frames(in: heard * stretch, at: rate)
    let before = frames(in: seconds(of: begin - first, at: fileRate) * stretch, at: rate)
    window.lead += seconds(of: min(silent, before), at: rate)
    window.duration.value = heard
  }
}
