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

  static func main() {
    StandardStreams.prepare()
    if let position = StandardStreams.firstUnreadableArgument {
      StandardStreams.writeError(
        "error: argument \(position) is not UTF-8 text: rename the file, or give another name\n")
      exit(withError: ExitCode(64))
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      guard exitCode(for: error).isSuccess else { exit(withError: error) }
      show(fullMessage(for: error))
    }
  }

  /// Prints help or the version, which the parser would do without looking whether it can.
  private static func show(_ text: String) {
    do throws(SoundscapeError) { try StandardStreams.writeOutput(text.hasSuffix("\n") ? text : text + "\n") } catch {
      StandardStreams.writeError("error: \(error)\n")
      exit(withError: ExitCode(1))
    }
  }
}
