public import ArgumentParser
import Soundscape

/// What changes a recipe from the command line.
struct RecipeOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a recipe value; can be used several times.",
      discussion: """
        KEY is a key path, VALUE is YAML: --set 'events[speech].snr=3' --set 'events[0].snr=[uniform, 0, 6]' \
        --set 'events.*.pitch_shift=null'
        """,
      valueName: "key=value"))
  var settings: [String] = []

  @Option(help: "Draw from this seed instead of the recipe's: an integer, or a list such as [1, 2].")
  var seed: String?

  /// The settings in the order in which they are applied to the recipe.
  func allSettings() throws -> [RecipeReader.Setting] {
    var all: [RecipeReader.Setting] = []
    for text in settings {
      guard let setting = RecipeReader.Setting(text) else {
        throw ValidationError("--set needs KEY=VALUE (found '\(text)')")
      }
      all.append(setting)
    }
    if let seed { all.append(.init(keyPath: "seed", value: seed)) }
    return all
  }
}

extension RenderOptions.Meter: ExpressibleByArgument {}
extension StretchEngine: ExpressibleByArgument {}
