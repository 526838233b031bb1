extension RecipeNode {
  /// The whole recipe but its variants.
  func recipe(origin: RecipeOrigin) throws(SoundscapeError) -> Recipe {
    var node = self
    // What else is allowed depends on the semantics, and what a value is on `let`: both are read first.
    node.context.dialect = try mapping(.recipe)["semantics"]?.word(Semantics.self).dialect ?? .soundscape
    node.context.lets = try node.mapping(.recipe)["let"]?.lets() ?? [:]
    if let rate = try node.mapping(.recipe)["sample_rate"] {
      node.context.sampleRate = try rate.integer(in: RecipeLimits.sampleRates, unit: " Hz")
    }
    for key in ["events", "background"] { try node.mapping(.recipe)[key]?.checkSize(of: node.context.lets) }
    return try node.recipe(of: try node.mapping(.recipe), origin)
  }

  private func recipe(
    of values: NameTable<RecipeNode>, _ origin: RecipeOrigin
  ) throws(SoundscapeError) -> Recipe {
    guard let duration = values["duration"] else { throw failure("duration is missing: the seconds of a mixture") }
    guard let bank = values["soundbank"] else {
      throw failure("soundbank is missing: the folders of label folders, as {foreground: …, background: …}")
    }
    let (longest, law) = try duration.mixtureDuration()
    var recipe = Recipe(duration: longest, soundbank: try bank.soundbankFolders(of: origin.file))
    recipe.durationLaw = law
    recipe.origin = origin
    recipe.semantics = dialect.semantics
    recipe.sampleRate = context.sampleRate
    guard frames(in: recipe.duration, at: recipe.sampleRate) > 0 else {
      throw duration.failure("is shorter than one frame at \(recipe.sampleRate) Hz (found \(duration.summary))")
    }
    if let channels = values["channels"] { recipe.channelCount = try channels.integer(in: RecipeLimits.channelCounts) }
    if let level = values["ref_db"] { recipe.referenceLoudness = try level.distribution(.loudness) }
    if let fade = values["fade_in"] { recipe.fadeIn = try fade.fade() }
    if let fade = values["fade_out"] { recipe.fadeOut = try fade.fade() }
    if let labels = values["protected_labels"] { recipe.protectedLabels = try labels.protectedLabels() }
    if let seed = values["seed"] { recipe.seed = try seed.seed() }
    for background in try values["background"]?.list("a list of backgrounds") ?? [] {
      recipe.backgrounds.append(try background.backgroundSpec())
      background.collectWrittenSourceTime(into: &recipe.origin)
    }
    if !recipe.backgrounds.isEmpty, recipe.soundbank.background.isEmpty {
      throw bank.failure("needs a folder under background, since the recipe has backgrounds")
    }
    for event in try values["events"]?.list("a list of events") ?? [] {
      recipe.events.append(try event.eventSpec())
      event.collectWrittenSourceTime(into: &recipe.origin)
    }
    if let constraints = values["constraints"] { recipe.constraints = try constraints.constraints() }
    if let fit = values["fit"] { recipe.fit = try fit.word(FitPolicy.self) }
    recipe.gate = try values["gate"]?.gate()
    if let render = values["render"] { (recipe.render, recipe.reverb) = try render.renderOptions() }
    recipe.effects = try values["effects"]?.effects(isOfEvent: false) ?? []
    if let output = values["output"] {
      (recipe.output, recipe.render.sampleFormat, recipe.render.coding) = try output.outputOptions()
    }
    recipe.prompt = try values["prompt"]?.prompt()
    recipe.compositions = try values["compositions"]?.compositions(of: origin.file)
    if let (keyPath, problem) = recipe.durationProblem ?? recipe.compositionsProblem {
      let place = values[String(keyPath.parts(between: ".")[0])] ?? values["events"] ?? self
      throw RecipeNode(node: place.node, keyPath: keyPath, context: context).failure(problem)
    }
    if recipe.output.audio, let problem = recipe.formatProblem { throw (values["output"] ?? self).failure(problem) }
    try checkNames(of: recipe, backgrounds: values["background"], events: values["events"])
    collectLocations(into: &recipe.origin.locations)
    for event in try values["events"]?.list() ?? [] { event.collectMemberLocations(into: &recipe.origin.locations) }
    return recipe
  }

  /// A file, or `{file, by}`.
  private func compositions(of recipeFile: String) throws(SoundscapeError) -> Compositions {
    var (file, column): (RecipeNode, String?) = (self, nil)
    if case .mapping = node {
      let values = try mapping(keys: ["file", "by"])
      guard let named = values["file"] else { throw failure("needs a file") }
      file = named
      column = try values["by"]?.name()
    }
    let path = try file.folder(recipeFile)
    do { return try Compositions(file: path, column: column) } catch { throw file.failure("\(error)") }
  }

  private static let mostPlaces = 1_000

  /// Where every value is, for what only the soundbank shows to be wrong.
  private func collectLocations(into locations: inout NameTable<String>) {
    if !keyPath.isEmpty { locations[keyPath] = place }
    switch node {
    case .sequence(let list):
      // Of a long list, its own place is enough.
      guard list.count <= Self.mostPlaces || !list.isOfScalars else { return }
      for (i, element) in list.enumerated() {
        child(element, "\(keyPath)[\(i)]").collectLocations(into: &locations)
      }
    case .mapping(let mapping):
      for (key, value) in mapping {
        child(value, KeyPathSteps.path(keyPath, key: key.string ?? "")).collectLocations(into: &locations)
      }
    default: break
    }
  }

  /// A path relative to the file that it is written in; one of a setting is relative to the recipe's file.
  func folder(_ recipeFile: String) throws(SoundscapeError) -> String {
    Path.join(Path.parent(of: context.provenance.file(of: keyPath) ?? recipeFile), try name())
  }

  private func protectedLabels() throws(SoundscapeError) -> ProtectedLabels {
    guard case .scalar = node else { return .listed(try names()) }
    guard try text() == "all" else {
      throw failure("needs all or a list of labels (found \(summary))\(hint(for: try text(), among: ["all"]))")
    }
    return .all
  }

  private func fade() throws(SoundscapeError) -> Seconds {
    try seconds(in: RecipeLimits.fade.range, RecipeLimits.fade.wanted)
  }

  /// One integer or a list of them.
  private func seed() throws(SoundscapeError) -> Seed {
    guard case .sequence = node else { return .integer(try seedWord()) }
    var words: [UInt32] = []
    for element in try list() { words.append(try element.seedWord()) }
    guard !words.isEmpty else { throw failure("needs at least one integer (found an empty list)") }
    return .list(words)
  }

  private func seedWord() throws(SoundscapeError) -> UInt32 {
    UInt32(try integer(in: 0...Int(UInt32.max)))
  }
}

extension Node.List {
  fileprivate var isOfScalars: Bool {
    allSatisfy { if case .scalar = $0 { true } else { false } }
  }
}
