// The names that events' draws are keyed by.

extension RecipeNode {
  /// A name as a recipe gives it, made of what none of the names that are made from it holds.
  func eventName() throws(SoundscapeError) -> String {
    let name = try name()
    if name.contains("#") { throw failure("holds no #, which numbers the copies of an event (found \(summary))") }
    if name.contains("/") { throw failure("holds no /, which stands before a group's labels (found \(summary))") }
    if name.hasPrefix("$") { throw failure("begins with no $, which stands for a value of let (found \(summary))") }
    return name
  }

  /// Checks that no two events' draws are keyed by the same name; `events` is the list in which they stand.
  func checkNames(of recipe: Recipe, in events: RecipeNode?) throws(SoundscapeError) {
    var seen: Set<String> = []
    /// Those of which there are copies, named `name#k`.
    var counted: Set<String> = []
    func clashes(_ name: String) -> Bool {
      guard let hash = name.lastIndex(of: "#"), Int(name[name.index(after: hash)...]) != nil else { return false }
      return counted.contains(String(name[..<hash]))
    }
    let specs = zip(recipe.events, recipe.eventNames)
    for (spec, name) in specs where spec.count != nil { counted.insert(name) }
    for (i, (spec, name)) in specs.enumerated() {
      let place = try events?.list()[i] ?? self
      let members = spec.group?.members.flatMap(\.label.names).map { "\(name)/\($0)" } ?? []
      for name in [name] + members where !seen.insert(name).inserted {
        throw place.failure("the name \(name) belongs to an earlier event")
      }
      if clashes(name) { throw place.failure("the name \(name) belongs to a copy of another event") }
    }
  }
}
