import ArgumentParser

struct Sounds: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Scan, list, check, import and cut the sounds of a bank.",
    discussion: """
      A bank is a folder of sound files with all folders below it, whatever a recipe makes of them. Its index has what \
      every file is, so that a run begins without opening any; a bank need not have one.

      Examples:
        soundscape sounds scan soundbank
        soundscape sounds list soundbank
        soundscape sounds check recipe.yaml
      """,
    subcommands: [
      SoundsScan.self, SoundsList.self, SoundsCheck.self, SoundsImport.self, SoundsChunk.self,
      SoundsCompose.self,
    ])
}
