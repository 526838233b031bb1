/// A list of compositions with its sounds found in a bank.
struct ComposedFiles: Sendable {
  /// A sound by the places of its label and of itself.
  struct Place: Hashable, Sendable {
    var label: Int
    var file: Int
  }

  let path: String
  /// For each mixture, one for each event.
  let rows: [[Place]]

  /// *Throws:* `.recipe` for a cell that names no sound, or several.
  init(_ compositions: Compositions, side: Soundbank.Side, location: String) throws(SoundscapeError) {
    path = compositions.path
    let sounds = SoundsByName(side, column: compositions.column)
    var rows: [[Place]] = []
    rows.reserveCapacity(compositions.rows.count)
    for (row, line) in zip(compositions.rows, compositions.lines) {
      var places: [Place] = []
      for cell in row {
        let found = sounds.places(of: cell)
        guard found.count == 1 else {
          let problem =
            found.isEmpty
            ? "\(side.folder) has no sound \(cell)\(compositions.column.map { " (in the kept column \($0))" } ?? "")"
            : "\(cell) names \(found.count) sounds of \(side.folder): write the label's folder in front of it"
          throw .recipe(location: location, problem: "\(compositions.path):\(line): \(problem)")
        }
        places.append(found[0])
      }
      rows.append(places)
    }
    self.rows = rows
  }
}

/// The sounds of a bank by all that a list may call them.
private struct SoundsByName {
  private var exact: NameTable<[ComposedFiles.Place]> = [:]
  private var short: NameTable<[ComposedFiles.Place]> = [:]

  init(_ side: Soundbank.Side, column: String?) {
    for (l, label) in side.labels.enumerated() {
      for (f, sound) in label.sounds.enumerated() {
        let place = ComposedFiles.Place(label: l, file: f)
        if let column {
          if let cell = sound.origin?.kept[column] { exact[cell, default: []].append(place) }
          continue
        }
        exact["\(label.name)/\(sound.name)", default: []].append(place)
        if let inner = sound.origin?.place, !inner.isEmpty, !hasSameBytes(inner, "\(label.name)/\(sound.name)") {
          exact[inner, default: []].append(place)
        }
        let name = Path.name(of: sound.name)
        for text in NameSet([sound.name, name, Path.stem(of: name)]).sorted() { short[text, default: []].append(place) }
      }
    }
  }

  func places(of cell: String) -> [ComposedFiles.Place] {
    // Lists that begin every path at the root of the audio folder.
    let text =
      cell.begins(with: "/") ? cell.dropping(bytes: 1) : cell.begins(with: "./") ? cell.dropping(bytes: 2) : cell
    return exact[text] ?? short[text] ?? []
  }
}
