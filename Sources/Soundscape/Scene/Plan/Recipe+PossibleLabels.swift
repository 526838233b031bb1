extension Recipe {
  /// The most foreground events that a mixture can have.
  var mostForegroundEvents: Int {
    ([self] + variants.map(\.recipe)).map { recipe in
      recipe.events.reduce(0) { $0 + ($1.count?.mostWholeNumber ?? 1) * ($1.group?.members.count ?? 1) }
    }.max() ?? 0
  }

  /// The labels of a soundbank that events, or backgrounds, may have.
  func possibleLabels(_ role: Role, of soundbank: Soundbank) -> [String] {
    var choices: [Choice] = []
    for recipe in [self] + variants.map(\.recipe) {
      switch role {
      case .background: choices += recipe.backgrounds.map(\.label)
      case .foreground: choices += recipe.events.flatMap { $0.group?.members.map(\.label) ?? [$0.label] }
      }
    }
    // A choice of nothing is one of all labels.
    if choices.contains(where: \.names.isEmpty) { return soundbank.side(role).labelNames }
    let names = NameSet(choices.flatMap(\.names))
    // A name may be written with other bytes than the folder's.
    return soundbank.side(role).labelNames.filter { label in
      names.contains(label) || choices.contains { $0.names.contains(label) }
    }
  }
}
