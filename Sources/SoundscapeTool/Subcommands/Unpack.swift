import ArgumentParser
import Soundscape

struct Unpack: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Unpack a data set of tar archives, so that verify, stats, recreate and export can read it.",
    discussion: """
      Each archive becomes a folder of the same name. The result is a data set whose files are the same, byte for byte.

      Example:
        soundscape unpack tars --out files
        soundscape verify files
      """)

  @Argument(help: "The data set: its folder, or its manifest.jsonl.", completion: .directory)
  var dataset: String

  @Option(name: .shortAndLong, help: "The folder to write to: a new one.", completion: .directory)
  var out: String

  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(options: console)
    try console.run {
      try Unpacker(dataset, to: out).run()
      console.inform("unpacked \(dataset) in \(out)")
    }
  }
}
