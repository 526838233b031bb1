// The names that events' draws are keyed by.

extension RecipeNode {
  /// A name, without the characters that the names made from it are built with.
  func eventName() throws(SoundscapeError) -> String {
    let name = try name()
    if name.holds("#") {
      throw failure("cannot contain #, which numbers the copies of an event (found \(summary))")
    }
    if name.holds("/") { throw failure("cannot contain /, which precedes a group's labels (found \(summary))") }
    if name.begins(with: "$") { throw failure("cannot begin with $, which marks a value of let (found \(summary))") }
    return name
  }

  /// Checks that no two draws are keyed by the same name.
  ///
  /// - Parameters:
  ///   - backgrounds: the list of backgrounds, for errors.
  ///   - events: the list of events, for errors.
  func checkNames(
    of recipe: Recipe, backgrounds: RecipeNode?, events: RecipeNode?
  ) throws(SoundscapeError) {
    var seen: NameSet = []
    for (i, name) in recipe.backgroundNames.enumerated() where !seen.insert(name).inserted {
      throw (try backgrounds?.list()[i] ?? self).failure("the name \(name) belongs to an earlier background")
    }
    /// Those of which there are copies, named `name#k`.
    var counted: NameSet = []
    func clashes(_ name: String) -> Bool {
      guard let (original, number) = name.halves(atLast: "#"), Int(number) != nil else { return false }
      return counted.contains(original)
    }
    // Not `list()`: it would be made again for each event.
    let places: ArraySlice<Node> = if case .sequence(let list)? = events?.node { list.elements[...] } else { [] }
    func place(_ i: Int) -> RecipeNode {
      guard let events, places.indices.contains(i) else { return self }
      return events.child(places[i], "\(events.keyPath)[\(i)]")
    }
    let specs = zip(recipe.events, recipe.eventNames)
    for (spec, name) in specs where spec.count != nil { counted.insert(name) }
    for (i, (spec, name)) in specs.enumerated() {
      let members = spec.group?.members.flatMap(\.label.names).map { "\(name)/\($0)" } ?? []
      for name in [name] + members where !seen.insert(name).inserted {
        throw place(i).failure("the name \(name) belongs to an earlier background or event")
      }
      if clashes(name) { throw place(i).failure("the name \(name) belongs to a copy of another event") }
    }
  }
}
