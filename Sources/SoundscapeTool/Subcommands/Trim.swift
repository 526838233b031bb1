import ArgumentParser
import Soundscape

struct Trim: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cut a mixture, its stems and its annotation to a range of time.",
    discussion: """
      The annotation keeps what was drawn and records the cut, so that recreate gives the trimmed audio again.

      Example:
        soundscape trim demo/000000/mixture.jams --from 1 --to 3.5 --out trimmed
      """)

  @Argument(help: "A JAMS file.", completion: .file(extensions: ["jams"]))
  var jams: String

  @Option(help: ArgumentHelp("Where the range begins.", valueName: "seconds"))
  var from: Double

  @Option(help: ArgumentHelp("Where the range ends.", valueName: "seconds"))
  var to: Double

  @Option(help: "The mixture (default: the one that the annotation names).", completion: .file())
  var audio: String?

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var out: String

  @Flag(help: "Replace a mixture that is there already.")
  var overwrite = false

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard from.isFinite, to.isFinite, from >= 0, from < to else {
      throw ValidationError("--from and --to need 0 ≤ from < to (found \(from), \(to))")
    }
  }

  func run() async throws {
    let console = Console(options: console)
    try await console.failingPlainly {
      let trimmer = Trimmer(root: out, overwrite: overwrite)
      print(try trimmer.trim(jams, to: from..<to, audio: audio))
    }
  }
}
