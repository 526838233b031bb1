import ArgumentParser
import Soundscape

struct SoundsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the sounds of a bank, from its index.",
    discussion: """
      For each sound its length in seconds, rate, channels, loudness (LUFS), peak (dB), the silence at its start and \
      its end in seconds (below -60 dB), and the first digits of its SHA-256. --json has everything. No file is opened: \
      the bank has to be scanned first. A * marks a file that has changed since.

      Examples:
        soundscape sounds list soundbank
        soundscape sounds list soundbank --json > sounds.jsonl
      """)

  @Argument(
    help: "A folder of sounds, with all folders below it; or a recipe, for the folders of its soundbank.",
    completion: .file())
  var bank: String

  @Flag(help: "Print each sound as a line of JSON.")
  var json = false

  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(options: console)
    try console.run {
      let entries = try BankFolders.folders(of: bank).flatMap { try BankList($0).entries }
      if json {
        for entry in entries { console.results.write(text: String(decoding: entry.json, as: UTF8.self)) }
      } else {
        console.results.write(text: Self.table(of: entries).map { $0 + "\n" }.joined())
      }
      let stale = entries.count(where: \.isStale)
      if stale > 0 { console.warn("\(counted(stale, "file")) changed since the scan (marked *); scan again") }
    }
  }

  static func table(of entries: [BankList.Entry], columns: Int = TextTable.terminalColumns) -> [String] {
    let titles = ["s", "Hz", "ch", "LUFS", "peak", "before", "after"].map { TextTable.Column(title: $0) }
    var table = TextTable(
      [.init(title: "sound", alignment: .left, isFlexible: true)] + titles + [.init(title: "SHA-256", alignment: .left)]
    )
    table.indent = 0
    for entry in entries {
      let name = entry.path + (entry.isStale ? " *" : "")
      guard let facts = entry.facts else {
        table.add([name, "", "", "", "", "", "", "", "damaged"])
        continue
      }
      let (info, silence) = (facts.info, facts.silence)
      table.add([
        name, number(facts.duration, 3), "\(info.sampleRate)", "\(info.channelCount)", number(facts.loudness, 1),
        number(decibels(of: Double(facts.peak)), 1), number(silence.before, 2), number(silence.after, 2),
        String((entry.sha256 ?? "").prefix(8)),
      ])
    }
    return table.lines(columns: columns)
  }

  private static func number(_ value: Double?, _ decimals: Int) -> String {
    guard let value, value.isFinite else { return "–" }
    return FixedPoint.text(value, decimals: decimals)
  }
}
