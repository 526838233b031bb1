extension Layouts {
  /// Checks, before anything is made, that the files of a recipe's mixtures can have their names.
  ///
  /// *Throws:* `.recipe` for an unknown layout, `.soundbank` for a label that is too long for a file's
  /// name.
  public func checkNames(of recipe: Recipe, soundbank: Soundbank) throws(SoundscapeError) {
    for layout in try layouts(for: recipe) { try check(layout, recipe, soundbank) }
    try checkStemNames(of: recipe)
  }

  private func check(_ layout: any Layout, _ recipe: Recipe, _ soundbank: Soundbank) throws(SoundscapeError) {
    // A label may be called as the mixture is.
    let outline = MixtureOutline(
      index: 0, split: recipe.output.splits.first?.name,
      labels: Role.allCases.flatMap { recipe.possibleLabels($0, of: soundbank) },
      format: recipe.output.format)
    do throws(SoundscapeError) { _ = try layout.artifacts(of: outline, wanted: recipe.output) } catch {
      throw .recipe(location: recipe.origin.location(of: "output.layout"), problem: "\(error)")
    }
    for role in [Role.background, .foreground] {
      let side = soundbank.side(role)
      // Short names need no look: the endings and numbers that layouts add are shorter than this.
      for label in recipe.possibleLabels(role, of: soundbank) where label.utf8.count > Self.shortName {
        let outline = MixtureOutline(
          index: 0, split: recipe.output.splits.first?.name, events: [.init(label: label, role: role)],
          format: recipe.output.format)
        do throws(SoundscapeError) { _ = try layout.artifacts(of: outline, wanted: recipe.output) } catch {
          throw .soundbank(path: Path.join(side.folder, label), problem: "\(error)")
        }
      }
    }
  }

  /// The same for the names that the recipe gives its events, where stems are named by them.
  private func checkStemNames(of recipe: Recipe) throws(SoundscapeError) {
    let stemsOf = recipe.output.stemsOf
    guard recipe.output.stemNames == .name || stemsOf == .name || stemsOf == .group else { return }
    for recipe in [recipe] + recipe.variants.map(\.recipe) {
      for (key, names) in [("background", recipe.backgroundNames), ("events", recipe.eventNames)] {
        for (i, name) in names.enumerated() {
          let problem = InnerPath.problem(ofName: name)
          guard
            problem != nil || name.unicodeScalars.contains(where: \.breaksLine) || name.utf8.count > Self.longestStem
          else { continue }
          throw .recipe(
            location: recipe.origin.location(of: "\(key)[\(i)].name"),
            problem: "cannot name a stem's file: \(problem ?? "it is too long, or has a control character")")
        }
      }
    }
  }

  private static let shortName = 128
  /// A name for a stem: the label of a group's member and the number of a copy come after it.
  private static let longestStem = 128
}
