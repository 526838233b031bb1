// One of several labels, files or songs.

extension SelectionDrawing {
  struct Pick {
    var options: Options
    var key: EventKey
    var field: DrawKey.Field
    /// The try at the whole mixture, and at the window.
    var attempt: Attempt
    /// The element that a cycle has come to.
    var cycled: Int?
  }

  /// Draws until what was drawn is accepted; what was refused is not drawn again.
  mutating func pick(
    _ choice: Pick, isAccepted: (Int) -> Bool
  ) throws(SoundscapeError) -> Int {
    var refused: Set<Int> = []
    if let cycled = choice.cycled, choice.attempt.window == 0 {
      let position = choice.options[cycled]
      if isAccepted(position) { return position }
      refused.insert(position)
      warnings.append(
        Warning(
          .cycleBroken, subject: choice.key.name,
          "\(choice.field.name): the next value of the cycle is already in this mixture, so another was drawn"))
    }
    var attempt = choice.attempt
    for retry in 0... {
      attempt.retry = retry
      let u =
        if let shared = choice.options.shared { draws.uniform(shared, .value) } else {
          draws.uniform(choice.key, choice.field, attempt: attempt)
        }
      guard
        let position = refused.isEmpty
          ? choice.options.position(at: u) : choice.options.position(at: u, where: { !refused.contains($0) })
      else { break }
      if isAccepted(position) { return position }
      refused.insert(position)
      if choice.options.shared != nil { break }
    }
    throw .draw(
      event: choice.key.name,
      problem: "\(choice.field.name): every possible value is used in this mixture or needed by another event")
  }
}
