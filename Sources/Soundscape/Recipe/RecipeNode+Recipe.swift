/// The longest mixture: a day.
private let mostSeconds: Seconds = 86_400
/// Keys that RECIPE's format knows and that this version refuses by name, so that nobody thinks they had an effect.
private let futureKeys = ["let", "variants", "include", "fit", "gate"]
private let futureConstraints = ["max_polyphony", "no_overlap", "min_gap", "exclude_groups"]
private let futureEventKeys = ["labels", "coherent", "share", "on_missing", "balance", "override"]

extension RecipeNode {
  /// The whole recipe; its paths are relative to `folder`.
  func recipe(relativeTo folder: String) throws(SoundscapeError) -> Recipe {
    var node = self
    node.semantics = try topLevel()["semantics"]?.word(Semantics.self) ?? .soundscape
    return try node.recipe(of: try node.topLevel(), relativeTo: folder)
  }

  private func topLevel() throws(SoundscapeError) -> [String: RecipeNode] {
    let keys = [
      "duration", "soundbank", "sample_rate", "channels", "ref_db", "fade_in", "fade_out", "protected_labels", "seed",
      "semantics", "background", "events", "constraints", "render", "output",
    ]
    return try mapping(keys, notYet: futureKeys)
  }

  private func recipe(
    of values: [String: RecipeNode], relativeTo folder: String
  ) throws(SoundscapeError) -> Recipe {
    guard let duration = values["duration"] else { throw failure("duration is missing: the seconds of a mixture") }
    guard let bank = values["soundbank"] else {
      throw failure("soundbank is missing: the folders of label folders, as {foreground: …, background: …}")
    }
    let wanted = "a duration over 0 s and up to \(plain(mostSeconds)) s"
    // The least normal number, not the least: a library that flushes denormals makes that 0, for the whole process.
    let durations = Double.leastNormalMagnitude...mostSeconds
    var recipe = Recipe(
      duration: try duration.number(in: durations, wanted),
      soundbank: try bank.soundbankFolders(relativeTo: folder))
    recipe.semantics = semantics
    if let rate = values["sample_rate"] { recipe.sampleRate = try rate.integer(in: 1_000...384_000, unit: " Hz") }
    guard frames(in: recipe.duration, at: recipe.sampleRate) > 0 else {
      throw duration.failure("is shorter than one frame at \(recipe.sampleRate) Hz (found \(duration.summary))")
    }
    if let channels = values["channels"] { recipe.channelCount = try channels.integer(in: 1...64) }
    if let level = values["ref_db"] { recipe.referenceLoudness = try level.distribution(.loudness) }
    if let fade = values["fade_in"] { recipe.fadeIn = try fade.fade() }
    if let fade = values["fade_out"] { recipe.fadeOut = try fade.fade() }
    if let labels = values["protected_labels"] { recipe.protectedLabels = try labels.names() }
    if let seed = values["seed"] { recipe.seed = try seed.seed() }
    for background in try values["background"]?.list("a list of backgrounds") ?? [] {
      recipe.backgrounds.append(try background.backgroundSpec())
    }
    if !recipe.backgrounds.isEmpty, recipe.soundbank.background == nil {
      throw bank.failure("needs a folder under background, since the recipe has backgrounds")
    }
    for event in try values["events"]?.list("a list of events") ?? [] {
      recipe.events.append(try event.eventSpec())
    }
    if let constraints = values["constraints"] { try constraints.readConstraints(into: &recipe) }
    if let render = values["render"] { recipe.render = try render.renderOptions() }
    if let output = values["output"] {
      (recipe.output, recipe.render.sampleFormat) = try output.outputOptions()
    }
    try checkNames(of: recipe, in: values["events"])
    collectLocations(into: &recipe.origin.locations)
    return recipe
  }

  /// Where every value stands, for what only the soundbank shows to be wrong.
  private func collectLocations(into locations: inout [String: String]) {
    if !keyPath.isEmpty { locations[keyPath] = place }
    switch node {
    case .sequence(let list):
      for (i, element) in list.enumerated() {
        child(element, "\(keyPath)[\(i)]").collectLocations(into: &locations)
      }
    case .mapping(let mapping):
      for (key, value) in mapping {
        let name = key.string ?? ""
        child(value, keyPath.isEmpty ? name : "\(keyPath).\(name)").collectLocations(into: &locations)
      }
    default: break
    }
  }

  private func readConstraints(into recipe: inout Recipe) throws(SoundscapeError) {
    let values = try mapping(["distinct_labels", "distinct_sources"], notYet: futureConstraints)
    for value in values.values where semantics != .scaper {
      throw value.failure("is not in this version yet but with semantics: scaper")
    }
    if let distinct = values["distinct_labels"] { recipe.distinctLabels = try distinct.flag() }
    if let distinct = values["distinct_sources"] { recipe.distinctSources = try distinct.flag() }
  }

  private func checkNames(of recipe: Recipe, in events: RecipeNode?) throws(SoundscapeError) {
    var seen: Set<String> = []
    for (i, name) in recipe.eventNames.enumerated() where !seen.insert(name).inserted {
      throw (try events?.list()[i] ?? self).failure("the name \(name) belongs to an earlier event")
    }
  }

  private func soundbankFolders(relativeTo folder: String) throws(SoundscapeError) -> Recipe.SoundbankFolders {
    let values = try mapping(["foreground", "background"])
    guard let foreground = values["foreground"] else { throw failure("needs a folder under foreground") }
    return Recipe.SoundbankFolders(
      foreground: Path.join(folder, try foreground.name()),
      background: try values["background"].map { (node) throws(SoundscapeError) in
        Path.join(folder, try node.name())
      })
  }

  private func fade() throws(SoundscapeError) -> Seconds { try number(in: 0...mostSeconds, "a fade of 0 s or more") }

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

// MARK: Events

extension RecipeNode {
  private func backgroundSpec() throws(SoundscapeError) -> BackgroundSpec {
    let values = try mapping(["label", "source_file", "source_time"])
    var spec = BackgroundSpec()
    if let label = values["label"] { spec.label = try label.eventChoice() }
    if let file = values["source_file"] { spec.sourceFile = try file.eventChoice() }
    if let time = values["source_time"] { spec.sourceTime = try time.eventDistribution(.sourceTime) }
    spec.sourceTimeTexts = values["source_time"]?.tupleTexts ?? []
    return spec
  }

  private func eventSpec() throws(SoundscapeError) -> EventSpec {
    let keys = [
      "name", "count", "label", "source_file", "source_time", "event_time", "event_duration", "snr", "pitch_shift",
      "time_stretch",
    ]
    let values = try mapping(keys, notYet: futureEventKeys)
    var spec = EventSpec()
    if let name = values["name"] {
      spec.name = try name.name()
      guard spec.name?.contains("#") == false else {
        throw name.failure("holds no #, which numbers the copies of an event (found \(name.summary))")
      }
    }
    spec.count = try values["count"]?.countDistribution()
    if let label = values["label"] { spec.label = try label.eventChoice() }
    if let file = values["source_file"] { spec.sourceFile = try file.eventChoice() }
    if let time = values["source_time"] { spec.sourceTime = try time.eventDistribution(.sourceTime) }
    spec.sourceTimeTexts = values["source_time"]?.tupleTexts ?? []
    if let time = values["event_time"] { spec.eventTime = try time.eventDistribution(.time) }
    spec.eventDuration = try values["event_duration"]?.eventDistribution(.duration)
    if let snr = values["snr"] { spec.snr = try snr.eventDistribution(.level) }
    spec.pitchShift = try values["pitch_shift"]?.eventDistribution(.pitch)
    spec.timeStretch = try values["time_stretch"]?.eventDistribution(.stretch)
    return spec
  }

  private func countDistribution() throws(SoundscapeError) -> Distribution {
    let count = try distribution(.count)
    let listed: [Double] =
      switch count {
      case .const(let value): [value]
      case .choose(let values), .chooseWeighted(let values, _): values
      default: []
      }
    if let part = listed.first(where: { $0 != $0.rounded() }) {
      throw failure("needs whole numbers (found \(plain(part)))")
    }
    // Ten deviations: a normal distribution has no end, but no draw goes so far.
    if case .normal(let mean, let deviation) = count, !NumberRule.count.allows(max(0, mean + 10 * deviation)) {
      let found = "a mean of \(plain(mean)) and a std of \(plain(deviation))"
      throw failure("needs \(NumberRule.count.wanted) (found \(found))")
    }
    if case .uniform(let range) = count, range.lowerBound.rounded(.up) > range.upperBound.rounded(.down) {
      throw failure("holds no whole number (found \(plain(range.lowerBound)) to \(plain(range.upperBound)))")
    }
    return count
  }
}
