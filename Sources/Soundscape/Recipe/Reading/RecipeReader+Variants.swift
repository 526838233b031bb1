/// What is one for the whole data set, so that no variant may change it.
private let sameForAll = [
  "soundbank", "seed", "semantics", "output", "variants", "include", "sample_rate", "channels", "compositions",
]

extension RecipeReader {
  /// The recipe's variants: each the whole recipe with the variant's keys, and then the settings, in place of its own.
  /// They are a list, or `{deal: true, of: [ … ]}`.
  static func variants(
    of tree: RecipeTree, settings: [TypedSetting], origin: RecipeOrigin, effects: EffectRegistry
  ) throws(SoundscapeError) -> (variants: [RecipeVariant], areDealt: Bool) {
    guard let value = tree["variants"] else { return ([], false) }
    var node = RecipeNode(tree, effects: effects).child(value, "variants")
    var areDealt = false
    if case .mapping = node.node {
      let values = try node.mapping(.variants)
      areDealt = try values["deal"]?.flag() ?? false
      guard let list = values["of"] else { throw node.failure("needs a list of variants under of") }
      node = list
    }
    if node.isNull { return ([], false) }
    var variants: [RecipeVariant] = []
    if case .sequence(let list) = node.node, case .sequence(let events)? = tree["events"] {
      guard list.count * max(1, events.count) <= RecipeLimits.mostEventsOfVariants else {
        throw node.failure(
          "all variants together have at most \(RecipeLimits.mostEventsOfVariants) events (found \(list.count) variants "
            + "of \(events.count))")
      }
    }
    for variant in try node.list("a list of variants, each {weight: …, set: {…}}") {
      let read = try self.variant(variant, of: tree, settings, origin)
      if let name = read.name, variants.contains(where: { $0.name.map { hasSameBytes($0, name) } == true }) {
        throw variant.failure("the name \(name) belongs to an earlier variant")
      }
      variants.append(read)
    }
    guard variants.isEmpty || variants.contains(where: { $0.weight > 0 }) else {
      throw node.failure("needs a variant with a weight over 0")
    }
    return (variants, areDealt && !variants.isEmpty)
  }

  private static func variant(
    _ node: RecipeNode, of tree: RecipeTree, _ settings: [TypedSetting], _ origin: RecipeOrigin
  ) throws(SoundscapeError) -> RecipeVariant {
    let values = try node.mapping(.variant)
    let weights = 0...Double.greatestFiniteMagnitude
    let name = try values["name"]?.eventName()
    let weight = try values["weight"]?.number(in: weights, "a weight of 0 or more") ?? 1
    var tree = tree
    tree["variants"] = nil
    for (name, key, value) in try values["set"]?.entries() ?? [] {
      let path = try KeyPathSteps(name, location: key.location)
      if case .key(let first)? = path.steps.first, sameForAll.contains(first) {
        throw key.failure("\(first) is the same for the whole data set, so no variant sets it")
      }
      // A value that a setting put into a variant is that setting's still.
      var source = node.context.provenance.source(of: value.keyPath).source
      if case .file(let file) = source {
        source = .variant(file: file, place: key.place, keyPath: value.keyPath)
      }
      try tree.lay(value.node, at: path, from: source, location: key.location)
    }
    do throws(SoundscapeError) {
      for setting in settings where !setting.concerns("variants") { try setting.lay(over: &tree) }
      return RecipeVariant(
        name: name, weight: weight, recipe: try RecipeNode(tree, effects: node.context.effects).recipe(origin: origin))
    } catch {
      guard case .recipe(let location, let problem) = error, !location.contains(node.keyPath) else { throw error }
      // The recipe by itself is sound: what is wrong elsewhere in it is wrong only with the variant's keys.
      throw (values["set"] ?? node).failure("with these keys, the recipe is not valid: \(location): \(problem)")
    }
  }
}
