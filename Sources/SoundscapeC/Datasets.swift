// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CSoundscape
internal import Soundscape

/// What an `ss_dataset` points to.
final class OpenDataset: Sendable {
  let engine: Engine
  let digests: SourceDigests
  let scanned: [Warning]
  /// The names of the recipe's groups, by the position of their event spec; nil for specs that are none.
  private let groups: [String?]
  /// Whether sounds that cannot be decoded to their ends were left out.
  private let skipsDamaged: Bool
  /// What it is called in errors about texts without a file.
  static let unnamed = "recipe"

  convenience init(_ recipe: Recipe, cacheByteBudget: Int, skipsDamaged: Bool) throws(SoundscapeError) {
    let scan = Soundbank.survey(recipe.soundbank, skipsDamaged: skipsDamaged)
    let soundbank = try scan.get()
    let sounds = SourceCache(provider: soundbank.provider, byteBudget: cacheByteBudget)
    let engine = try Engine(recipe: recipe, soundbank: soundbank, sounds: sounds)
    self.init(
      engine, SourceDigests(provider: soundbank.provider), scanned: scan.warnings + engine.warnings,
      skipsDamaged: skipsDamaged)
  }

  /// A data set with the sounds of another, where its recipe names the same folders.
  convenience init(_ recipe: Recipe, like other: OpenDataset) throws(SoundscapeError) {
    guard recipe.soundbank == other.engine.recipe.soundbank else {
      try self.init(
        recipe, cacheByteBudget: SourceCache.defaultByteBudget, skipsDamaged: other.skipsDamaged)
      return
    }
    let engine = try Engine(recipe: recipe, soundbank: other.engine.soundbank, sounds: other.engine.sounds)
    let known = other.engine.warnings
    self.init(
      engine, other.digests, scanned: other.scanned.filter { !known.contains($0) } + engine.warnings,
      skipsDamaged: other.skipsDamaged)
  }

  private init(_ engine: Engine, _ digests: SourceDigests, scanned: [Warning], skipsDamaged: Bool) {
    (self.engine, self.digests, self.scanned, self.skipsDamaged) = (engine, digests, scanned, skipsDamaged)
    let recipe = engine.recipe
    groups = zip(recipe.events, recipe.eventNames).map { $0.group == nil ? nil : $1 }
  }

  /// The group that an event belongs to, by its spec's key path: `events[2]` or `events[2].override.vocals`.
  func group(of event: Event) -> String? {
    guard event.specPath.hasPrefix("events["), let end = event.specPath.firstIndex(of: "]"),
      let position = Int(event.specPath[..<end].dropFirst("events[".count)), groups.indices.contains(position)
    else { return nil }
    return groups[position]
  }
}

@c @implementation public func ss_dataset_open(
  _ recipe: UnsafePointer<CChar>?, _ file: UnsafePointer<CChar>?,
  _ settings: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int64, _ cacheBytes: Int64, _ skipDamaged: Int32,
  _ error: ErrorSlot?
) -> OpaquePointer? {
  call(error) { () throws(CallFailure) in
    guard cacheBytes >= 0 else { throw .argument("cache_bytes", "needs 0 or more (found \(cacheBytes))") }
    let read = try readRecipe(recipe, file, settings, count)
    return retained(
      try engine { () throws(SoundscapeError) in
        try OpenDataset(read, cacheByteBudget: Int(cacheBytes), skipsDamaged: skipDamaged != 0)
      })
  }
}

@c @implementation public func ss_dataset_open_like(
  _ like: OpaquePointer?, _ recipe: UnsafePointer<CChar>?, _ file: UnsafePointer<CChar>?,
  _ settings: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int64, _ error: ErrorSlot?
) -> OpaquePointer? {
  call(error) { () throws(CallFailure) in
    guard let like else { throw .argument("like", "is NULL") }
    let other = object(like, OpenDataset.self)
    let read = try readRecipe(recipe, file, settings, count)
    return retained(try engine { () throws(SoundscapeError) in try OpenDataset(read, like: other) })
  }
}

private func readRecipe(
  _ recipe: UnsafePointer<CChar>?, _ file: UnsafePointer<CChar>?,
  _ settings: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int64
) throws(CallFailure) -> Recipe {
  let typed = try readSettings(settings, count: count)
  let (text, path) = (try optionalText(recipe, "recipe"), try optionalText(file, "file"))
  if text == nil, path == nil { throw .argument("recipe", "is NULL, and so is file") }
  return try engine { () throws(SoundscapeError) in
    if let text { return try RecipeReader.read(text: text, file: path ?? OpenDataset.unnamed, settings: typed) }
    return try RecipeReader.read(file: path ?? "", settings: typed)
  }
}

private func readSettings(
  _ pointers: UnsafePointer<UnsafePointer<CChar>?>?, count: Int64
) throws(CallFailure) -> [RecipeReader.Setting] {
  var settings: [RecipeReader.Setting] = []
  for text in try textList(pointers, count: count, "settings") {
    guard let setting = RecipeReader.Setting(text) else {
      throw .argument("settings", "needs KEY=VALUE (found '\(text)')")
    }
    settings.append(setting)
  }
  return settings
}

@c @implementation public func ss_dataset_close(_ dataset: OpaquePointer?) { release(dataset, OpenDataset.self) }

@c @implementation public func ss_dataset_shape(_ dataset: OpaquePointer?, _ shape: UnsafeMutablePointer<ss_shape>?) {
  guard let dataset = dataset, let shape = shape else { return }
  let recipe = object(dataset, OpenDataset.self).engine.recipe
  shape.pointee = ss_shape(
    frames: Int64(recipe.frameCount), channels: Int64(recipe.channelCount), sample_rate: Int64(recipe.sampleRate),
    events: 0)
}

@c @implementation public func ss_dataset_json(_ dataset: OpaquePointer?) -> UnsafeMutablePointer<CChar>? {
  guard let dataset = dataset else { return nil }
  let opened = object(dataset, OpenDataset.self)
  let (recipe, bank) = (opened.engine.recipe, opened.engine.soundbank)
  var json = JSONWriter()
  json.object { json in
    json.member("duration", recipe.duration)
    json.member("sample_rate", recipe.sampleRate)
    json.member("channels", recipe.channelCount)
    json.member("seed", "\(recipe.seed)")
    json.member("semantics", recipe.semantics.rawValue)
    json.member("recipe_sha256", recipe.origin.digest)
    json.key("labels")
    json.object { json in
      for role in Role.allCases { json.member(role.rawValue, bank.side(role).labelNames) }
    }
    json.member(
      "sounds", Role.allCases.reduce(0) { $0 + bank.side($1).labels.reduce(0) { $0 + $1.sounds.count } })
    json.member("skipped", bank.skipped.count)
    json.key("warnings")
    json.array { json in for warning in opened.scanned { json.object(of: warning) } }
  }
  return allocated(json.text)
}
