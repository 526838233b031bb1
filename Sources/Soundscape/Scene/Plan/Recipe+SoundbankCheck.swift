extension Recipe {
  /// Checks each label and file that the recipe names against the soundbank, before anything is drawn.
  func checkNames(against soundbank: Soundbank) throws(SoundscapeError) {
    for (i, spec) in backgrounds.enumerated() {
      try check(spec.label, spec.sourceFile, soundbank.background, at: "background[\(i)]")
    }
    for (i, spec) in events.enumerated() {
      guard let group = spec.group else {
        try check(spec.label, spec.sourceFile, soundbank.foreground, at: "events[\(i)]")
        continue
      }
      // Which songs have a file under each label is checked where the songs are, by `on_missing`.
      let areSongs = group.coherence.mayHold && group.shared.contains(.sourceFile)
      for member in group.members {
        let keyPath = "events[\(i)].\(member.label.names.first ?? "")"
        try check(member.label, areSongs ? .any : member.sourceFile, soundbank.foreground, at: keyPath)
      }
    }
    if case .labels(let labels)? = constraints.noOverlap {
      for label in labels.sorted() where soundbank.foreground[label] == nil {
        throw unknown(label, soundbank.foreground, at: "constraints.no_overlap")
      }
    }
    for (i, label) in protectedLabels.names.enumerated() where soundbank.foreground[label] == nil {
      throw unknown(label, soundbank.foreground, at: "protected_labels[\(i)]")
    }
  }

  /// The recipe with the labels that its rules name spelled as the soundbank's folders are, so that they can be compared
  /// by their bytes.
  func spelled(as soundbank: Soundbank) -> Recipe {
    func spelled(_ label: String) -> String { soundbank.foreground[label]?.name ?? label }
    var recipe = self
    if case .listed(let labels) = protectedLabels { recipe.protectedLabels = .listed(labels.map(spelled)) }
    if case .labels(let labels)? = constraints.noOverlap {
      recipe.constraints.noOverlap = .labels(NameSet(labels.map(spelled)))
    }
    return recipe
  }

  private func check(
    _ label: Choice, _ file: Choice, _ side: Soundbank.Side, at keyPath: String
  ) throws(SoundscapeError) {
    guard !side.labels.isEmpty else {
      throw .recipe(location: origin.location(of: keyPath), problem: "\(side.folder) has no labels to choose from")
    }
    for name in label.names where side[name] == nil { throw unknown(name, side, at: "\(keyPath).label") }
    let possible = label.names.isEmpty ? side.labelNames : label.names
    for wanted in file.names {
      // A sound of a tree has folders in its name.
      if wanted.holds("/"), possible.allSatisfy({ side[$0]?.sounds.lazy.map(\.name).index(ofName: wanted) != nil }) {
        continue
      }
      let name = Path.name(of: wanted)
      let folder = Path.name(of: Path.parent(of: wanted))
      func spelled(_ label: String) -> String { side[label]?.name ?? label }
      if !folder.isEmpty, let other = possible.first(where: { !hasSameBytes(spelled($0), spelled(folder)) }) {
        throw .recipe(
          location: origin.location(of: "\(keyPath).source_file"),
          problem: "is in the folder \(folder), but the label may be \(other) (found \(wanted))")
      }
      for labelName in possible {
        guard let label = side[labelName], label.sounds.lazy.map(\.name).index(ofName: name) == nil else { continue }
        let hint = nearest(to: name, among: label.sounds.map(\.name)).map { "; did you mean \($0)?" } ?? ""
        throw .recipe(
          location: origin.location(of: "\(keyPath).source_file"),
          problem: "the label \(labelName) has no file \(name) in \(side.folder)\(hint)")
      }
    }
  }

  private func unknown(_ label: String, _ side: Soundbank.Side, at keyPath: String) -> SoundscapeError {
    let hint = nearest(to: label, among: side.labelNames).map { "; did you mean \($0)?" } ?? ""
    let held = side.labelNames.prefix(12).joined(separator: ", ") + (side.labels.count > 12 ? ", …" : "")
    return .recipe(
      location: origin.location(of: keyPath),
      problem: "\(side.folder) has no label \(label)\(hint.isEmpty ? " (it has \(held))" : hint)")
  }
}
