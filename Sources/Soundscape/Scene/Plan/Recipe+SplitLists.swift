// Lists of labels and files in a recipe, for splits that have only some of them.

extension Recipe {
  /// The recipe for a split: its lists name what the split has, of what the whole bank has.
  ///
  /// A list of which the split has nothing stays as it is, and is an error where it is checked.
  func restricted(to part: Soundbank) -> Recipe { restricted(to: part, NamedSounds(part)) }

  private func restricted(to part: Soundbank, _ sounds: NamedSounds) -> Recipe {
    var recipe = self
    for i in recipe.backgrounds.indices {
      recipe.backgrounds[i].label = backgrounds[i].label.keeping { part.background[$0] != nil }
      recipe.backgrounds[i].sourceFile = backgrounds[i].sourceFile.keeping { sounds.has($0, .background) }
    }
    for i in recipe.events.indices { recipe.events[i] = events[i].restricted(to: part.foreground, sounds) }
    for i in recipe.variants.indices { recipe.variants[i].recipe = variants[i].recipe.restricted(to: part, sounds) }
    if case .listed(let labels) = protectedLabels {
      recipe.protectedLabels = .listed(labels.filter { part.foreground[$0] != nil })
    }
    if case .labels(let labels)? = constraints.noOverlap {
      recipe.constraints.noOverlap = .labels(NameSet(labels.sorted().filter { part.foreground[$0] != nil }))
    }
    return recipe
  }
}

extension EventSpec {
  fileprivate func restricted(to side: Soundbank.Side, _ sounds: NamedSounds) -> EventSpec {
    var spec = self
    spec.label = label.keeping { side[$0] != nil }
    spec.sourceFile = sourceFile.keeping { sounds.has($0, .foreground) }
    for i in (group?.members ?? []).indices {
      if let member = group?.members[i] { spec.group?.members[i] = member.restricted(to: side, sounds) }
    }
    return spec
  }
}

/// The names of a bank's sounds and songs.
private struct NamedSounds {
  private var names: [Role: NameSet] = [:]

  init(_ soundbank: Soundbank) {
    for role in Role.allCases {
      let sounds = soundbank.side(role).labels.lazy.flatMap(\.sounds)
      names[role] = NameSet(sounds.flatMap { [$0.name, $0.song] })
    }
  }

  /// Whether there is one of the name; a recipe may write the label's folder in front of it.
  func has(_ wanted: String, _ role: Role) -> Bool {
    guard let names = names[role] else { return false }
    return Self.has(wanted, names) || wanted.holds("/") && Self.has(Path.name(of: wanted), names)
  }

  /// A recipe finds a file whose disk writes accents in another form.
  private static func has(_ name: String, _ names: NameSet) -> Bool {
    names.contains(name) || !name.utf8.allSatisfy { $0 < 0x80 } && names.contains { $0 == name }
  }
}

extension Choice {
  /// The choice among those of its names that are wanted; itself where none is, and where it names a single one.
  fileprivate func keeping(_ isWanted: (String) -> Bool) -> Choice {
    switch self {
    case .const: return self
    case .choose(let names): return Self.kept(names, isWanted).map(Choice.choose) ?? self
    case .chooseByDuration(let names): return Self.kept(names, isWanted).map(Choice.chooseByDuration) ?? self
    case .cycle(let names): return Self.kept(names, isWanted).map(Choice.cycle) ?? self
    case .chooseWeighted(let names, let weights):
      let kept = zip(names, weights).filter { isWanted($0.0) }
      let sum = kept.reduce(0) { $0 + $1.1 }
      // Weights of 0 alone would leave nothing to draw.
      guard sum > 0, kept.count < names.count else { return self }
      return .chooseWeighted(kept.map(\.0), weights: kept.map { $0.1 / sum })
    case .shared(let name, let choice): return .shared(name, choice.keeping(isWanted))
    }
  }

  private static func kept(_ names: [String], _ isWanted: (String) -> Bool) -> [String]? {
    let kept = names.filter(isWanted)
    // An empty list means all there are.
    return kept.isEmpty ? nil : kept
  }
}
