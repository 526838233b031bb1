extension Recipe {
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
