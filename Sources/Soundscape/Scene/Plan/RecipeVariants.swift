/// A recipe with a plan for itself, or for each of its variants.
struct RecipeVariants: Sendable {
  let recipe: Recipe
  let soundbank: Soundbank
  let plans: [RecipePlan]
  /// Which plan a mixture is drawn from.
  let choice: Distribution
  /// The same for each split of a data set that divides its sounds; nil for a split without a share.
  let splits: [RecipeVariants?]
  /// Which plan a mixture is dealt, where plans are dealt.
  let deal: Deal?
  /// Sounds without the groups that the splits are divided by.
  let ungrouped: [Role: SoundFamilies.Ungrouped]

  /// *Throws:* `.recipe`, see `RecipePlan`.
  init(recipe: Recipe, soundbank: Soundbank, sounds: SourceCache) throws(SoundscapeError) {
    let output = recipe.output
    guard output.splitBy.dividesSounds, !output.splits.isEmpty else {
      try self.init(whole: recipe, soundbank, sounds: sounds, splits: [])
      return
    }
    let digests = SourceDigests(provider: soundbank.provider)
    let division = try SoundDivision(
      soundbank, among: output.splits, by: output.splitBy, songLabels: recipe.songLabels
    ) { (path) throws(SoundscapeError) in
      try digests.digest(ofFile: path)
    }
    let parts = output.splits.indices.map { division.soundbank(ofSplit: $0) }
    try division.checkGroups(recipe)
    try division.checkServes(recipe, parts)
    // A name that the whole bank lacks is misspelt, and not missing in a split.
    for recipe in recipe.alternatives { try recipe.checkNames(against: soundbank) }
    var splits: [RecipeVariants?] = []
    for (i, split) in output.splits.enumerated() {
      guard split.share > 0 else {
        splits.append(nil)
        continue
      }
      do throws(SoundscapeError) {
        splits.append(
          try RecipeVariants(whole: recipe.restricted(to: parts[i]), parts[i], sounds: sounds, splits: []))
      } catch { throw error.inSplit(split.name, by: output.splitBy) }
    }
    try self.init(whole: recipe, soundbank, sounds: sounds, splits: splits, ungrouped: division.ungrouped)
  }

  private init(
    whole recipe: Recipe, _ soundbank: Soundbank, sounds: SourceCache, splits: [RecipeVariants?],
    ungrouped: [Role: SoundFamilies.Ungrouped] = [:]
  ) throws(SoundscapeError) {
    self.splits = splits
    self.ungrouped = ungrouped
    self.recipe = recipe.spelled(as: soundbank)
    self.soundbank = soundbank
    let names = recipe.variants.enumerated().map { place, variant in
      variant.name.map(MixtureOrigin.Variant.name) ?? .place(place)
    }
    plans = try recipe.alternatives.enumerated().map { place, alternative throws(SoundscapeError) in
      try RecipePlan(
        recipe: alternative, variant: names.isEmpty ? nil : names[place], soundbank: soundbank, sounds: sounds)
    }
    deal = recipe.dealsVariants ? Deal(weights: recipe.variants.map(\.weight), name: "variants") : nil
    choice = .chooseWeighted(recipe.variants.indices.map(Double.init), weights: recipe.variants.map(\.weight))
  }
}

extension RecipeVariants {
  /// What splits lack that the recipe may ask for.
  var warnings: [Warning] {
    plans.lazy.compactMap { $0.recipe.groupWarning(in: soundbank) }.prefix(1) + groupWarnings + labelWarnings
  }

  /// Sounds without a group beside others that have one: a pattern or a column misses them. A bank of which none has a
  /// group, such as noises, is divided sound by sound.
  private var groupWarnings: [Warning] {
    Role.allCases.compactMap { role in
      guard let found = ungrouped[role], found.without > 0, found.without < found.total else { return nil }
      return Warning(
        .noGroup, subject: recipe.origin.location(of: "output.split_by"),
        "\(found.without) of \(counted(found.total, "\(role.rawValue) sound")) have no group, and are divided one by one "
          + "(such as \(found.example))")
    }
  }

  private var labelWarnings: [Warning] {
    // Divided by labels, each split lacks those of the others.
    guard recipe.output.splitBy != .label else { return [] }
    return zip(recipe.output.splits, splits).compactMap { split, part in
      guard let part else { return nil }
      // Labels of backgrounds are places, of which a split may have any.
      let missing = recipe.possibleLabels(.foreground, of: soundbank).filter { part.soundbank.foreground[$0] == nil }
      guard !missing.isEmpty else { return nil }
      let names = missing.prefix(8).joined(separator: ", ") + (missing.count > 8 ? ", …" : "")
      return Warning(
        .splitLacksLabel, subject: recipe.origin.location(of: "output.splits"),
        "the split \(split.name) has no sound of \(counted(missing.count, "label")) (\(names)): what belongs together is in "
          + "other splits (split_by: \(recipe.output.splitBy.word))")
    }
  }
}

extension Recipe {
  /// Groups that are to be kept apart where there are none.
  fileprivate func groupWarning(in soundbank: Soundbank) -> Warning? {
    guard let key = constraints.excludeGroups, let groups = try? SoundGroups(key) else { return nil }
    let sounds = soundbank.foreground.labels.lazy.flatMap(\.sounds)
    guard let first = sounds.first, !sounds.contains(where: { groups.group(of: $0) != nil }) else { return nil }
    return Warning(
      .noGroup, subject: origin.location(of: "constraints.exclude_groups"),
      "keeps nothing apart: none of the \(counted(sounds.count, "sound")) has a group (such as \(first.name))")
  }
}

extension SoundDivision {
  /// Refuses to divide by groups where no sound has one: that would be a division by sounds without a word.
  fileprivate func checkGroups(_ recipe: Recipe) throws(SoundscapeError) {
    let found = ungrouped.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
    guard let first = found.first(where: { $0.total > 0 }), found.allSatisfy({ $0.without == $0.total }) else { return }
    let total = found.reduce(0) { $0 + $1.total }
    throw .recipe(
      location: recipe.origin.location(of: "output.split_by"),
      problem:
        "finds no group: \(counted(total, "sound")), and none has one (such as \(first.example)); split_by: source "
        + "divides sounds, and soundbank's group says what groups are")
  }

  /// Refuses a division that leaves a split without any sound of a role that the recipe draws from.
  ///
  /// - Parameter parts: what each split draws from.
  fileprivate func checkServes(_ recipe: Recipe, _ parts: [Soundbank]) throws(SoundscapeError) {
    for (role, isUsed) in [(Role.foreground, !recipe.events.isEmpty), (.background, !recipe.backgrounds.isEmpty)] {
      guard isUsed, !soundbank.side(role).labels.isEmpty else { continue }
      for (i, split) in recipe.output.splits.enumerated() where split.share > 0 {
        guard parts[i].side(role).labels.isEmpty else { continue }
        let open = recipe.output.splits.count { $0.share > 0 }
        throw .recipe(
          location: recipe.origin.location(of: "output.splits"),
          problem: "the split \(split.name) gets no sound of \(soundbank.side(role).folder): "
            + "it has \(counted(familyCount(role), "part")) that cannot be divided (split_by: "
            + "\(recipe.output.splitBy.word)), for \(open) splits; use fewer splits, or divide by something else")
      }
    }
  }
}

extension Recipe {
  /// Those that mixtures are drawn from: its variants, or itself.
  fileprivate var alternatives: [Recipe] { variants.isEmpty ? [self] : variants.map(\.recipe) }

  /// The labels of each group that may be coherent: their sounds of one song are drawn together.
  fileprivate var songLabels: [NameSet] {
    alternatives.flatMap(\.events).compactMap { spec in
      guard let group = spec.group, group.coherence.mayHold, group.shared.contains(.sourceFile) else { return nil }
      return NameSet(group.members.flatMap(\.label.names))
    }
  }
}

extension SoundscapeError {
  /// What is wrong with a recipe in one of its splits.
  fileprivate func inSplit(_ name: String, by rule: SplitRule) -> SoundscapeError {
    guard case .recipe(let location, let problem) = self else { return self }
    return .recipe(location: location, problem: "\(problem), in the split \(name) (split_by: \(rule.word))")
  }
}
