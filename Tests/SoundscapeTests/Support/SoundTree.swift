import TestSupport

@testable import Soundscape

/// A folder with sounds wherever a test wants them, which goes with it.
struct SoundTree {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  var root: String { folder.path("bank") }

  /// Writes a short tone; its pitch tells sounds apart.
  func add(_ path: String, seconds: Seconds = 0.25, pitch: Double = 200, level: Float = 0.25, channels: Int = 1) throws
  {
    let rate = 8_000
    let plane = (0..<Int(seconds * Double(rate))).map { i -> Float in
      let phase = Double(i) * pitch / Double(rate)
      return level * Float(phase - phase.rounded()) * 2
    }
    let file = Path.join(root, path)
    try FileSystem.makeDirectories(Path.parent(of: file))
    var writer = try AudioFileWriter(
      path: file, format: .wav, subtype: .float, sampleRate: rate, channelCount: channels)
    try writer.write(AudioBuffer(channels: Array(repeating: plane, count: channels)))
    try writer.close()
  }

  func add(text: String, at path: String) throws {
    let file = Path.join(root, path)
    try FileSystem.makeDirectories(Path.parent(of: file))
    try FileSystem.write(Array(text.utf8), to: file)
  }

  /// The recipe of a text whose paths begin in the folder of the bank: `bank`.
  func recipe(_ text: String) throws -> Recipe {
    let file = folder.path("recipe.yaml")
    try FileSystem.write(Array(text.utf8), to: file)
    return try RecipeReader.read(file: file)
  }

  /// `label: name, name` of each label of the foreground.
  func listing(_ soundbank: String) throws -> [String] {
    let scan = Soundbank.survey(try recipe("duration: 1\nsoundbank: \(soundbank)\n").soundbank)
    return try scan.get().foreground.labels.map { "\($0.name): " + $0.sounds.map(\.name).joined(separator: ", ") }
  }

  /// What is wrong with a bank, in one go.
  func failures(_ soundbank: String) throws -> [String] {
    Soundbank.survey(try recipe("duration: 1\nsoundbank: \(soundbank)\n").soundbank).failures.map { "\($0)" }
  }

  func engine(_ recipe: Recipe) throws -> Engine {
    try Engine(recipe: recipe, soundbank: Soundbank.survey(recipe.soundbank).get())
  }
}
