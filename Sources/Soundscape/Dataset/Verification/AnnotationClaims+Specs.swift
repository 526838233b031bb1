// Whether Scaper's specs are specs, and those of the events.

extension AnnotationClaims {
  func specs() -> [String] {
    guard isComplete, let recorded = annotation.recordedSpecs else { return [] }
    let roles = [
      (JAMSKey.foregroundSpec, Role.foreground, recorded.foreground),
      (.backgroundSpec, .background, recorded.background),
    ]
    return roles.flatMap { key, role, tree in specs(tree, of: role).map { key.rawValue + $0 } }
  }

  /// What is wrong with the specs of a role: the place in them, and the problem.
  private func specs(_ tree: JSONTree, of role: Role) -> [String] {
    // One of Scaper's first versions may not have had them.
    if tree.isNull, annotation.recordedSpecs?.isDerivable == false { return [] }
    guard let rows = tree.elements else { return [" is not a list of specs"] }
    let problems = rows.enumerated().compactMap { i, row in shapeProblem(of: row, role).map { "[\(i)]\($0)" } }
    guard problems.isEmpty, annotation.recordedSpecs?.isDerivable == true, annotation.cuts.isEmpty else {
      return problems
    }
    // In the order of drawing.
    var derived = annotation
    derived.recordedSpecs = nil
    let expected = JAMSEncoder(annotation: derived).specs(of: role).elements ?? []
    guard rows.count == expected.count else {
      return [" has \(counted(rows.count, "spec")), the events make it \(expected.count)"]
    }
    return zip(rows, expected).enumerated().flatMap { i, pair in
      differences(pair.0, pair.1).map { "[\(i)].\($0.rawValue) is not what the event's requested has" }
    }
  }

  /// The fields in which a row is not the one that follows from the event; its shape is right.
  private func differences(_ row: JSONTree, _ expected: JSONTree) -> [EventField] {
    zip(Self.fields, zip(row.elements ?? [], expected.elements ?? [])).compactMap { field, pair in
      // `end` was written as a time, by the length of a source that is not looked for here.
      guard let field, field != .sourceTime, !Self.isSame(pair.0, pair.1) else { return nil }
      return field
    }
  }

  /// Why a row is not one of a role's specs; nil where it is.
  private func shapeProblem(of row: JSONTree, _ role: Role) -> String? {
    guard let elements = row.elements, elements.count == Self.fields.count else {
      return " does not have \(Self.fields.count) elements"
    }
    for (field, element) in zip(Self.fields, elements) {
      guard let field else {
        if element != .string(role.rawValue) { return ".\(JAMSKey.role.rawValue) is not \(role.rawValue)" }
        continue
      }
      if field.isOptional, element.isNull { continue }
      let isRight =
        field.isNumber ? StartDistribution(tuple: element) != nil : Choice(tuple: element) != nil
      if !isRight { return ".\(field.rawValue) is not a distribution" }
    }
    return nil
  }

  /// What each element of a spec is; nil for the role, which follows the level.
  private static let fields: [EventField?] = EventField.allCases.filter { !EventField.unknownToScaper.contains($0) }
    .flatMap { $0 == .snr ? [$0, nil] : [$0] }
}
