/// One mixture drawn for a program that keeps Scaper's state itself: the stream, the edited lists, the used names.
package struct ScaperDrawing {
  /// The labels and files drawn so far.
  package struct Used: Hashable, Sendable {
    package var labels: [String] = []
    /// Each as `label/name`.
    package var files: [String] = []

    package init(labels: [String] = [], files: [String] = []) { (self.labels, self.files) = (labels, files) }
  }

  /// The scene, with its events in the order of drawing; nil where it could not be drawn.
  package let scene: Scene?
  /// Those of a scene that could not be drawn too.
  package let warnings: [Warning]
  package let error: SoundscapeError?
  /// The lists of source times as they were edited, by the key path of the event; numbers as Python prints them.
  package let lists: NameTable<[String]>
  package let used: [Role: Used]

  /// - Parameters:
  ///   - used: what must not come again, where the recipe's constraints say so.
  ///   - source: is left where the drawing leaves it, also where it fails.
  package init(recipe: Recipe, soundbank: Soundbank, used: [Role: Used], from source: inout MersenneTwister) {
    var draft = ScaperDraft(recipe: recipe, soundbank: soundbank, index: 0, seed: recipe.seed, memory: [:])
    for (role, names) in used {
      draft.used[UsedNames(role: role, field: .label)] = names.labels
      draft.used[UsedNames(role: role, field: .sourceFile)] = names.files
    }
    do throws(SoundscapeError) {
      var scene = try draft.draw(from: &source).value
      scene.events.sort { $0.drawingOrder < $1.drawingOrder }
      (self.scene, error) = (scene, nil)
    } catch { (scene, self.error) = (nil, error) }
    warnings = draft.warnings
    lists = draft.memory.compactMapValues(\.editedList)
    self.used = Dictionary(
      uniqueKeysWithValues: Role.allCases.map { role in
        func names(_ field: DrawKey.Field) -> [String] { draft.used[UsedNames(role: role, field: field)] ?? [] }
        return (role, Used(labels: names(.label), files: names(.sourceFile)))
      })
  }
}
