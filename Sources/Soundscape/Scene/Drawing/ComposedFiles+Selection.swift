extension ComposedFiles {
  /// What the events of a mixture play.
  func groups(for slots: [SlotGroup], mixture: Int) throws(SoundscapeError) -> [EventSelection.Group] {
    guard rows.indices.contains(mixture) else {
      throw .draw(
        event: "compositions", problem: "\(path) has \(counted(rows.count, "row")), none for mixture \(mixture)")
    }
    let row = rows[mixture]
    guard row.count == slots.count else {
      throw .draw(
        event: "compositions",
        problem:
          "\(path): row \(mixture + 1) has \(counted(row.count, "file")), the mixture \(counted(slots.count, "event"))")
    }
    return zip(slots, row).map { group, place in
      EventSelection.Group(
        slots: group,
        events: [EventSelection.Selected(slot: group.slots[0], label: place.label, file: place.file)])
    }
  }
}
