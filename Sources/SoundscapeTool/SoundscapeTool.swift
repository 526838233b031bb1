import ArgumentParser
import Soundscape

/// The program, for the executable of its own and for the shared library.
package enum Program {
  /// Runs the command line with the arguments of the process.
  package static func run() { SoundscapeTool.main() }
}

struct SoundscapeTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soundscape",
    abstract: "Makes training data for audio machine learning.",
    discussion: """
      A recipe describes what mixtures can be: which sounds of a soundbank, when, how long, how loud, how changed; \
      every value is a distribution. Soundscape draws mixtures from it and writes each with its stems and a JAMS \
      annotation.

      Start with:
        soundscape example incoherent > incoherent.yaml
        soundscape generate incoherent.yaml --count 10 --out demo

      Exit status: 0 for success, 1 if the work failed, 3 if it was done but sounds had to be left out, 64 for a \
      wrong command line, 130 or 143 if a signal stopped it. Results go to standard output, \
      everything else to standard error.
      """,
    version: SoundscapeVersion.current,
    subcommands: [
      Generate.self, Merge.self, Recreate.self, Trim.self, Validate.self, Verify.self, Stats.self, Export.self,
      Unpack.self, Sounds.self, Example.self,
    ])

  static func main() {
    StandardStreams.prepare()
    if let position = StandardStreams.firstUnreadableArgument {
      let problem = "argument \(position) is not UTF-8 text: rename the file, or give another name"
      StandardStreams.writeError(ConsoleLine(.error, problem).text(as: style))
      exit(withError: ExitCode(64))
    }
    do {
      var command = try parseAsRoot()
      if let problem = StandardStreams.problemOfFolder {
        StandardStreams.writeError(ConsoleLine(.error, problem).text(as: style))
        throw ExitCode(1)
      }
      try command.run()
    } catch {
      guard exitCode(for: error).isSuccess else { fail(error) }
      show(fullMessage(for: error))
    }
  }

  private static var style: ProgressStyle? { ProgressStyle.asked(by: CommandLine.arguments) }

  /// Ends with an error of the command line, which the parser would print with the arguments as they are.
  private static func fail(_ error: any Error) -> Never {
    let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.map { printable(String($0)) }.joined(separator: "\n")
    if !text.isEmpty {
      StandardStreams.writeError(style == .json ? ConsoleLine(.error, text).text(as: .json) : text + "\n")
    }
    exit(withError: ExitCode(exitCode(for: error).rawValue))
  }

  /// Prints help or the version, which the parser would do without looking whether it can.
  private static func show(_ text: String) {
    do throws(SoundscapeError) { try StandardStreams.writeOutput(text.hasSuffix("\n") ? text : text + "\n") } catch {
      StandardStreams.writeError(ConsoleLine(.error, "\(error)").text(as: style))
      exit(withError: ExitCode(1))
    }
  }
}
