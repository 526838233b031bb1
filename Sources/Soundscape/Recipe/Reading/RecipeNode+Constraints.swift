// The sections `constraints` and `gate`.

extension RecipeNode {
  func constraints() throws(SoundscapeError) -> Constraints {
    let values = try mapping(.constraints)
    var constraints = Constraints()
    constraints.maxPolyphony = try values["max_polyphony"]?.integer(in: 1...1_000_000)
    constraints.noOverlap = try values["no_overlap"]?.noOverlap()
    if let gap = values["min_gap"] {
      constraints.minGap = try gap.seconds(in: 0...RecipeLimits.mostSeconds, "a gap of 0 s or more")
      guard constraints.noOverlap != nil else {
        throw gap.failure("needs no_overlap, which says between which events")
      }
    }
    if let distinct = values["distinct_labels"] { constraints.distinctLabels = try distinct.flag() }
    if let distinct = values["distinct_sources"] { constraints.distinctSources = try distinct.flag() }
    constraints.excludeGroups = try values["exclude_groups"]?.groupKey()
    return constraints
  }

  private func noOverlap() throws(SoundscapeError) -> Constraints.NoOverlap {
    if case .sequence = node {
      let labels = try names()
      guard !labels.isEmpty else { throw failure("needs at least one label (found an empty list)") }
      return .labels(NameSet(labels))
    }
    let wanted = "all, same_label or a list of labels"
    guard case .scalar(let scalar) = node else { throw wrongType(wanted) }
    switch scalar.string {
    case "all": return .all
    case "same_label": return .sameLabel
    default:
      throw failure("needs \(wanted) (found \(summary))\(hint(for: scalar.string, among: ["all", "same_label"]))")
    }
  }

  /// `true` for the groups of the bank, or a pattern.
  private func groupKey() throws(SoundscapeError) -> GroupKey? {
    if case .scalar(let scalar) = node, scalar.isPlain, ["true", "false", "True", "False"].contains(scalar.string) {
      return try flag() ? .bank : nil
    }
    return .pattern(try groupPattern())
  }

  func groupPattern() throws(SoundscapeError) -> String {
    let pattern = try text()
    let groups: NameTable<Int>
    do throws(Pattern.Failure) { groups = try Pattern(pattern).groups } catch {
      throw failure("is not a valid regular expression: \(error)")
    }
    guard groups["group"] != nil else {
      throw failure("needs a group named group, such as ^(?<group>[^-]+) (found \(shortened(pattern)))")
    }
    return pattern
  }

  func gate() throws(SoundscapeError) -> SilenceGate {
    let values = try mapping(.gate)
    var gate = SilenceGate()
    if let level = values["min_rms_db"] { gate.minimumRMS = try level.number(in: -120...0, "−120 to 0 dB") }
    if let attempts = values["max_attempts"] { gate.mostAttempts = try attempts.integer(in: 1...10_000) }
    return gate
  }
}
