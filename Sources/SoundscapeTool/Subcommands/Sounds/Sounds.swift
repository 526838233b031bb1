import ArgumentParser

struct Sounds: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at, check, import and cut the sounds of a bank.",
    subcommands: [SoundsImport.self, SoundsChunk.self])
}
