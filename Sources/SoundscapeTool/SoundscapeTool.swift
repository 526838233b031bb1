import ArgumentParser
import Soundscape

@main
struct SoundscapeTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soundscape",
    abstract: "Makes training data for audio machine learning.",
    discussion: """
      A recipe describes what mixtures can be: which sounds of a soundbank, when, how long, how loud, how changed; \
      every value is a distribution. Soundscape draws mixtures from it and writes each with its stems and a JAMS \
      annotation.

      Start with:
        soundscape generate examples/incoherent.yaml --count 10 --out demo

      Exit status: 0 for success, 1 if the work failed, 64 for a wrong command line. Results go to standard output, \
      everything else to standard error.
      """,
    version: SoundscapeVersion.current,
    subcommands: [Generate.self, Recreate.self, Trim.self, Validate.self, Verify.self, Stats.self])
}
