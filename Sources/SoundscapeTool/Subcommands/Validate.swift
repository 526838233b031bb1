import ArgumentParser
import Soundscape

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check recipes against the format and against their soundbanks.",
    discussion: """
      For each valid recipe, one line on standard output says what it makes. For each other one, standard error says \
      what is wrong: file, line, column, key path, problem, what was found. Sound files that cannot be used are \
      listed by what is wrong with them, ten of each kind.

      Examples:
        soundscape validate examples/*.yaml
        soundscape validate recipe.yaml --json        # every bad file, for other programs
      """)

  @Argument(help: "Recipes: YAML or JSON files.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var recipes: [String]

  @Flag(help: "Print all that is wrong with each recipe and its sounds as one line of JSON.")
  var json = false

  @OptionGroup var recipeOptions: RecipeOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(options: console)
    let settings = try recipeOptions.allSettings()
    try console.run {
      var failed = 0
      for file in recipes {
        let isUsable = check(file, settings, console)
        failed += isUsable ? 0 : 1
      }
      if failed > 0 { throw ExitCode(1) }
    }
  }

  /// Whether a recipe can be used, and all files of its soundbank.
  private func check(_ file: String, _ settings: [RecipeReader.Setting], _ console: Console) -> Bool {
    var scan: SoundbankScan?
    var errors: [any Error] = []
    var line = ""
    do {
      let recipe = try RecipeReader.read(file: file, settings: settings)
      let found = console.scan(recipe.soundbank, jobs: Processors.available)
      scan = found
      if !json { console.report(found) }
      try Layouts.builtIn.checkNames(of: recipe, soundbank: found.soundbank)
      let warnings =
        found.failures.isEmpty
        ? try Instantiator(recipe: recipe, soundbank: found.soundbank).warnings : recipe.warnings
      if !json { for warning in warnings { console.warn("\(warning)") } }
      line = "\(file): \(summary(of: recipe, found.soundbank))"
    } catch { errors.append(error) }
    if json {
      let report = SoundbankScan.json(recipe: file, errors: errors.map { "\($0)" }, scan: scan)
      console.results.write(text: String(decoding: report, as: UTF8.self))
    } else {
      for error in errors { console.fail(error) }
      for error in scan?.failures ?? [] { console.fail(error) }
    }
    let skipped = scan?.skipped.count ?? 0
    guard errors.isEmpty, scan?.failures.isEmpty == true, skipped == 0 else {
      if !json, skipped > 0 { console.fail("\(file): \(counted(skipped, "sound file")) cannot be used") }
      return false
    }
    if !json { console.results.write(line) }
    return true
  }

  private func summary(of recipe: Recipe, _ soundbank: Soundbank) -> String {
    let files = (soundbank.foreground.labels + soundbank.background.labels).reduce(0) { $0 + $1.sounds.count }
    let most = recipe.durationLaw == nil ? "" : "at most "
    return "ok: \(most)\(recipe.duration) s at \(recipe.sampleRate) Hz, \(counted(recipe.channelCount, "channel")); "
      + "\(counted(recipe.backgrounds.count, "background")), \(counted(recipe.events.count, "event spec")); "
      + "\(counted(soundbank.foreground.labels.count, "foreground label")), "
      + "\(counted(soundbank.background.labels.count, "background label")), \(counted(files, "file"))"
  }
}
