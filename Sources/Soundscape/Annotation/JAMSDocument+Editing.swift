/// A change to an annotation before it is rendered again.
public enum JAMSEdit: Hashable, Sendable {
  /// `events[2].snr` or `ref_db`, and the new value; nil takes a pitch shift or time stretch away.
  case set(keyPath: String, value: Double?)
  /// `events[1]`: the event is left out.
  case drop(event: Int)

  /// The mixture's fields that can be set, with their names in the sandbox.
  static let mixtureFields = [
    "ref_db": "ref_db", "fade_in": "fade_in_len", "fade_out": "fade_out_len", "reverb": "reverb",
  ]

  /// Reads `events[2].snr=+6`; nil where it is not written so.
  public init?(setting text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let typed = text[text.index(after: equals)...]
    if typed == "null" || typed == "none" {
      self = .set(keyPath: String(text[..<equals]), value: nil)
      return
    }
    guard let value = Double(typed), value.isFinite else { return nil }
    self = .set(keyPath: String(text[..<equals]), value: value)
  }

  /// Reads `events[1]`.
  public init?(dropping text: String) {
    guard let index = Self.eventIndex(text) else { return nil }
    self = .drop(event: index)
  }

  static func eventIndex(_ text: some StringProtocol) -> Int? {
    guard text.hasPrefix("events["), text.hasSuffix("]") else { return nil }
    return Int(text.dropFirst("events[".count).dropLast())
  }
}

extension JAMSDocument {
  /// Makes the changes and records them under `sandbox.soundscape.edited`. Events are counted as they stand in the file,
  /// from 0, backgrounds among them.
  ///
  /// *Throws:* `.annotation` for an event or field that there is not, or a value that it cannot have.
  public mutating func apply(_ edits: [JAMSEdit]) throws(SoundscapeError) {
    guard !edits.isEmpty else { return }
    var rows = annotation["data"].elements ?? []
    var records = ledger["edited"].elements ?? []
    var dropped: Set<Int> = []
    for edit in edits {
      switch edit {
      case .drop(let index):
        guard rows.indices.contains(index) else { throw noEvent(index, rows.count) }
        dropped.insert(index)
        records.append(.object(["drop": .string("events[\(index)]"), "was": rows[index]["value"]]))
      case .set(let keyPath, let value):
        records.append(try set(keyPath, to: value, in: &rows))
      }
    }
    var own = ledger["events"].elements
    if own?.count != rows.count { own = nil }
    var changed = annotation
    changed["data"] = .array(rows.indices.filter { !dropped.contains($0) }.map { rows[$0] })
    annotation = changed
    // A file of Scaper's stays one: without this its semantics would be taken for ours.
    if ledger.isNull { ledger["semantics"] = .string(Semantics.scaper.rawValue) }
    if let own { ledger["events"] = .array(own.indices.filter { !dropped.contains($0) }.map { own[$0] }) }
    ledger["edited"] = .array(records)
    updateStatistics(duration: try number(sandbox, "duration", at: "sandbox.scaper"))
  }

  /// Has loudness measured by this meter. An annotation of Scaper stays as it is: its mixtures have Scaper's own.
  mutating func measure(by meter: RenderOptions.Meter) {
    if !ledger.isNull { ledger["meter"] = .string(meter.rawValue) }
  }

  private mutating func set(
    _ keyPath: String, to value: Double?, in rows: inout [JSONTree]
  ) throws(SoundscapeError) -> JSONTree {
    let new = JSONTree(value)
    func record(_ old: JSONTree) -> JSONTree { .object(["set": .string(keyPath), "was": old, "is": new]) }
    if let field = JAMSEdit.mixtureFields[keyPath] {
      guard value != nil || keyPath == "reverb" else { throw failure(keyPath, "needs a number") }
      let old = sandbox[field]
      sandbox[field] = new
      // Our own part tells of it too.
      if field == "reverb", !ledger.isNull { ledger[field] = new }
      return record(old)
    }
    guard let dot = keyPath.lastIndex(of: "."), let index = JAMSEdit.eventIndex(keyPath[..<dot]) else {
      throw failure(
        keyPath, "is written events[0].snr, or one of \(JAMSEdit.mixtureFields.keys.sorted().joined(separator: ", "))")
    }
    let name = String(keyPath[keyPath.index(after: dot)...])
    guard rows.indices.contains(index) else { throw noEvent(index, rows.count) }
    guard let field = EventField(rawValue: name), field.isEditable else {
      let names = EventField.editable.map(\.rawValue)
      let hint = nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
      throw failure(keyPath, "is no field that can be set: \(alternatives(names))\(hint)")
    }
    guard value != nil || field.isOptional else { throw failure(keyPath, "needs a number") }
    let old = rows[index]["value"][name]
    rows[index]["value"][name] = new
    if field == .eventTime { rows[index]["time"] = new }
    let changed = rows[index]["value"]
    rows[index]["duration"] = .number((changed["event_duration"].double ?? 0) * (changed["time_stretch"].double ?? 1))
    return record(old)
  }

  private func noEvent(_ index: Int, _ count: Int) -> SoundscapeError {
    failure("events[\(index)]", "there is none; the annotation has \(count), counted from 0")
  }
}
