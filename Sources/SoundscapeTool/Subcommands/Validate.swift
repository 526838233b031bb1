import ArgumentParser
import Soundscape

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check recipes against the format and against their soundbanks.",
    discussion: """
      For each valid recipe, one line on standard output says what it makes. For each other one, one line on standard \
      error says what is wrong: file, line, column, key path, problem, what was found.

      Example:
        soundscape validate examples/*.yaml
      """)

  @Argument(help: "Recipes: YAML or JSON files.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var recipes: [String]

  @OptionGroup var recipeOptions: RecipeOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(options: console)
    let settings = try recipeOptions.allSettings()
    var failed = 0
    for file in recipes {
      do {
        let recipe = try RecipeReader.read(file: file, settings: settings)
        let (soundbank, warnings) = try Soundbank.scan(recipe.soundbank)
        for warning in warnings { console.warn("\(warning)") }
        _ = try Layouts.builtIn.layout(for: recipe)
        _ = try Instantiator(recipe: recipe, soundbank: soundbank)
        print("\(file): \(summary(of: recipe, soundbank))")
      } catch {
        console.fail(error)
        failed += 1
      }
    }
    if failed > 0 { throw ExitCode(1) }
  }

  private func summary(of recipe: Recipe, _ soundbank: Soundbank) -> String {
    let files = (soundbank.foreground.labels + soundbank.background.labels).reduce(0) { $0 + $1.sounds.count }
    return "ok: \(recipe.duration) s at \(recipe.sampleRate) Hz, \(counted(recipe.channelCount, "channel")); "
      + "\(counted(recipe.backgrounds.count, "background")), \(counted(recipe.events.count, "event spec")); "
      + "\(counted(soundbank.foreground.labels.count, "foreground label")), "
      + "\(counted(soundbank.background.labels.count, "background label")), \(counted(files, "file"))"
  }
}
