import Soundscape

/// Short ways to make recipes, soundbanks of pure text and scenes: no audio is read.
enum Recipes {
  static let folders = Recipe.SoundbankFolders(foreground: "fg", background: "bg")

  /// Reads a recipe from YAML that lacks only its first two keys.
  static func read(_ yaml: String, duration: Seconds = 10, settings: [RecipeReader.Setting] = []) throws -> Recipe {
    let head = "duration: \(duration)\nsoundbank: {foreground: fg, background: bg}\n"
    return try RecipeReader.read(text: head + yaml, file: "", settings: settings)
  }

  /// A soundbank side of files that are described but not there.
  static func side(
    _ folder: String, _ labels: [(name: String, durations: [Seconds])], rate: Hertz = 44_100
  ) -> Soundbank.Side {
    Soundbank.Side(
      folder: folder,
      labels: labels.map { label in
        SoundLabel(
          name: label.name,
          sounds: label.durations.enumerated().map { i, duration in
            Sound(
              name: "\(label.name)\(i).wav", path: "\(folder)/\(label.name)/\(label.name)\(i).wav",
              info: AudioFileInfo(frameCount: frames(in: duration, at: rate), sampleRate: rate, channelCount: 1))
          })
      })
  }

  /// Dogs, cats and horns in front of rain.
  static let bank = Soundbank(
    foreground: side("fg", [("cat", [2, 3]), ("dog", [4]), ("horn", [0.5, 8, 30])]),
    background: side("bg", [("rain", [3, 20])]))

  /// The first scene of a recipe, and its warnings.
  static func draw(
    _ yaml: String, duration: Seconds = 10, bank: Soundbank = bank, seed: UInt32 = 1
  ) throws -> (scene: Scene, warnings: [Warning]) {
    let drawn = try Instantiator(recipe: try read(yaml, duration: duration), soundbank: bank)
      .scene(index: 0, seed: .integer(seed))
    return (drawn.value, drawn.warnings)
  }
}

/// The error that a call ends in; nil where it ends well.
func failure<Value>(of body: () throws -> Value) -> SoundscapeError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? SoundscapeError
  }
}
