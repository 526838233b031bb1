import ArgumentParser
import Soundscape

/// What decoded sound may take in memory.
struct SoundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Memory for decoded source files, at most; 0 keeps none of them.", valueName: "megabytes"))
  var cache = SourceCache.defaultByteBudget >> 20

  var byteBudget: Int { cache << 20 }

  func validate() throws {
    guard (0...1_000_000).contains(cache) else {
      throw ValidationError("--cache needs 0 to 1000000 megabytes (found \(cache))")
    }
  }
}
