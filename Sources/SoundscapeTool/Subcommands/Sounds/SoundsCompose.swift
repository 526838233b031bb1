import ArgumentParser
import Soundscape

struct SoundsCompose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compose",
    abstract: "Write a list of which sounds are mixed: a row for each mixture.",
    discussion: """
      Each sound of the bank is the first of a row once a pass; the others are drawn from those that differ from all \
      before them. A recipe with compositions: LIST.csv then makes exactly these mixtures.

      Examples:
        soundscape sounds compose recipe.yaml --sounds 2 --passes 10 --seed 1234 > test_sep_2.csv
        soundscape sounds compose soundbank/foreground --distinct source > pairs.csv
      """)

  @Argument(
    help: "A recipe, for the foreground of its soundbank; or a folder of label folders.", completion: .file())
  var bank: String

  @Option(help: "How many sounds a row has.")
  var sounds = 2

  @Option(help: "How often each sound is the first of a row.")
  var passes = 1

  @Option(help: "Another seed gives other rows.")
  var seed: UInt32 = 0

  @Option(help: "What differs between the sounds of a row: label, group or source.")
  var distinct = CompositionDraw.Distinct.label

  @Option(help: "What is put before each path.")
  var prefix = ""

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard sounds > 0 else { throw ValidationError("--sounds needs 1 or more (found \(sounds))") }
    guard passes > 0 else { throw ValidationError("--passes needs 1 or more (found \(passes))") }
  }

  func run() throws {
    let console = Console(options: console)
    try console.run {
      let folders = try BankFolders.soundbank(of: bank) ?? Recipe.SoundbankFolders(foreground: bank)
      let (soundbank, warnings) = try Soundbank.scan(folders)
      for warning in warnings { console.warn("\(warning)") }
      var draw = CompositionDraw(soundbank)
      (draw.soundCount, draw.passes, draw.seed, draw.distinct) = (sounds, passes, .integer(seed), distinct)
      let text = CompositionDraw.text(of: try draw.rows(), prefix: prefix)
      console.results.write(text: text)
    }
  }
}

extension CompositionDraw.Distinct: ExpressibleByArgument {}
