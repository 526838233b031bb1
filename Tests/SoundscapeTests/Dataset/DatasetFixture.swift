import TestSupport

@testable import Soundscape

/// A small soundbank and a recipe over it: three labels of short noise at two rates, mixtures of a quarter second.
struct DatasetFixture {
  let folder: TemporaryDirectory
  var recipe: Recipe
  let soundbank: Soundbank

  init() throws {
    folder = try TemporaryDirectory()
    for (i, label) in ["a", "b", "c"].enumerated() {
      try FileSystem.makeDirectories(folder.path("bank/\(label)"))
      for k in 0..<2 {
        let rate = k == 0 ? 8_000 : 11_025
        var writer = try AudioFileWriter(
          path: folder.path("bank/\(label)/\(k).wav"), format: .wav, subtype: .pcm16, sampleRate: rate, channelCount: 1)
        try writer.write(Signals.noise(frameCount: rate / 2, seed: UInt64(10 * i + k)))
        try writer.close()
      }
    }
    recipe = Recipe(duration: 0.25, soundbank: .init(foreground: folder.path("bank")))
    recipe.sampleRate = 8_000
    recipe.seed = .integer(7)
    var spec = EventSpec()
    spec.count = .uniform(1...4)
    spec.sourceTime = .uniform(0...(.end))
    spec.eventTime = .uniform(0...0.2)
    spec.eventDuration = .uniform(0.05...0.15)
    spec.snr = .normal(mean: 0, deviation: 6)
    recipe.events = [spec]
    soundbank = try Soundbank.scan(recipe.soundbank).soundbank
  }

  func engine(
    effects: EffectRegistry = .standard, cacheByteBudget: Int = SourceCache.defaultByteBudget
  ) throws -> Engine {
    try Engine(recipe: recipe, soundbank: soundbank, effects: effects, cacheByteBudget: cacheByteBudget)
  }

  func generator(
    _ root: String, _ indices: Range<Int>, jobs: Int = 1, effects: EffectRegistry = .standard,
    cacheByteBudget: Int = SourceCache.defaultByteBudget
  ) throws -> DatasetGenerator {
    var generator = DatasetGenerator(
      engine: try engine(effects: effects, cacheByteBudget: cacheByteBudget), indices: indices,
      sink: FolderSink(folder.path(root)))
    generator.jobs = jobs
    return generator
  }

  /// Every file of a data set and its digest, by relative path.
  func tree(_ root: String) throws -> [String: String] {
    var digests: [String: String] = [:]
    func visit(_ path: String) throws {
      for name in try FileSystem.list(folder.path(path)) {
        let child = "\(path)/\(name)"
        if FileSystem.isDirectory(folder.path(child)) {
          try visit(child)
        } else {
          digests[String(child.dropFirst(root.count + 1))] = try SHA256Hasher.hexDigest(ofFile: folder.path(child))
        }
      }
    }
    try visit(root)
    return digests
  }
}
