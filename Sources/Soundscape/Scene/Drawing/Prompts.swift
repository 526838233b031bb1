// Prompts of events and mixtures: texts that say what is heard, from templates.

extension Event {
  /// What a name in an event's template stands for: `label`, `name`, or a kept column of its sound; a label without its
  /// underscores.
  func promptText(of field: String) -> String? {
    switch field {
    case "label": label.replacing("_", with: " ")
    case "name": name
    default: source.origin?.kept[field]
    }
  }

  /// The names that `promptText` knows, in words.
  var promptNames: String {
    let columns = (source.origin?.kept.keys.sorted(by: isInByteOrder) ?? []).map { "{\($0)}" }
    let known = alternatives(["{label}", "{name}"] + columns)
    return columns.isEmpty ? "\(known) (the soundbank keeps no column of this sound)" : known
  }
}

extension Scene {
  /// The prompt of the mixture: `{labels}` and `{prompts}` are those of the foreground events in the order of the recipe, as
  /// in *a, b and c*; `{speech}` is the label of the event of that name, `{speech.caption}` a kept column of its sound.
  func prompt(_ template: PromptTemplate) throws(SoundscapeError) -> String {
    let events = foregroundEvents.sorted { $0.drawingOrder < $1.drawingOrder }
    let names = events.map(\.name).filter { !$0.holds("[") }.prefix(Self.mostNamed).map { "{\($0)}" }
    let known = alternatives(["{labels}", "{prompts}"] + names + ["{NAME.COLUMN} of an event and a kept column"])
    return try template.filled(for: "mixture", known: known) { field in
      switch field {
      case "labels": return Self.list(events.compactMap { $0.promptText(of: "label") })
      case "prompts": return Self.list(events.map { $0.prompt ?? "" }.filter { !$0.isEmpty })
      default: break
      }
      // A name may have a dot in it.
      if let event = events.first(where: { hasSameBytes($0.name, field) }) { return event.promptText(of: "label") }
      guard let (name, column) = field.halves(atLast: ".") else { return nil }
      if column == "prompt" { return events.first { hasSameBytes($0.name, name) }?.prompt }
      return events.first { hasSameBytes($0.name, name) }?.promptText(of: String(column))
    }
  }

  /// The names of events that a message has at most.
  private static let mostNamed = 8

  /// `a`, `a and b`, `a, b and c`.
  private static func list(_ texts: [String]) -> String {
    texts.count < 2 ? texts.first ?? "" : texts.dropLast().joined(separator: ", ") + " and " + texts[texts.count - 1]
  }
}
