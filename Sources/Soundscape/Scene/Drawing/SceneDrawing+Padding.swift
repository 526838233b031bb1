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
  func cut(_ window: inout Window, around centre: Seconds, in file: Sound, _ fill: EventFill) {
    let wanted = window.duration.value
    let start = centre - wanted / 2
    let begin = max(0, start)
    let isRepeated = fill == .tile && file.isShorter(than: wanted)
    let heard = (isRepeated ? start + wanted : min(start + wanted, file.duration)) - begin
    let (stretch, rate) = (window.stretch ?? 1, plan.recipe.sampleRate)
    // In whole frames, and never past the event's end.
    let silent = frames(in: wanted * stretch, at: rate) - frames(in: heard * stretch, at: rate)
    window.lead += seconds(of: min(silent, frames(in: (begin - start) * stretch, at: rate)), at: rate)
    window.sourceTime.value = begin
    window.duration.value = heard
  }
}
