import ArgumentParser
import Soundscape

struct Example: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print an example recipe; without a name, list them.",
    discussion: """
      The paths of its sounds are those of the soundbank that came with the program, so that the recipe can be saved, \
      changed and used anywhere.

      Examples:
        soundscape example
        soundscape example music-separation > my.yaml
        soundscape generate my.yaml --count 10 --out demo
      """)

  @Argument(help: "The example's name (default: list all).")
  var name: String?

  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(options: console)
    try console.run {
      guard let examples = ExampleRecipes(of: CommandLine.programPath) else {
        throw Failure(
          "the examples are not where the program is: make install puts them into share/soundscape beside its folder")
      }
      if let name {
        console.results.write(text: try examples.text(of: name))
      } else {
        console.results.write(try Self.lines(of: examples))
      }
    }
  }

  /// A line for each: its name and what it is for.
  static func lines(of examples: ExampleRecipes) throws -> [String] {
    var table = TextTable([.init(title: "", alignment: .left), .init(title: "", alignment: .left, isFlexible: true)])
    table.indent = 0
    for name in try examples.names() { table.add([name, try examples.summary(of: name)]) }
    return table.lines(columns: TextTable.terminalColumns)
  }
}

extension CommandLine {
  /// Where this program is: as the operating system says, or else as it was called.
  fileprivate static var programPath: String {
    ProgramFile.path ?? arguments.first ?? ""
  }
}
