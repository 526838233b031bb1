import ArgumentParser
import Soundscape

struct SoundsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the sounds of a bank, from its index.",
    discussion: """
      For each sound its length in seconds, rate, channels, loudness (LUFS), peak (dB), the silence at its start and \
      its end in seconds (below -60 dB), and the first digits of its SHA-256; of a recipe's bank also its labels. \
      --json has everything, with the group, song and kept columns that a recipe gives it. No file is opened: the bank \
      has to be scanned first. A * marks a file that has changed since.

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
      let uses = try BankFolders.soundbank(of: bank).map { soundbank in
        let scan = Soundbank.survey(soundbank)
        for failure in scan.failures { console.warn("\(failure)") }
        return SoundUses(scan.soundbank)
      }
      if json {
        for entry in entries { console.results.write(text: String(decoding: entry.json(uses), as: UTF8.self)) }
      } else {
        console.results.write(text: Self.table(of: entries, uses).map { $0 + "\n" }.joined())
      }
      let stale = entries.count(where: \.isStale)
      if stale > 0 { console.warn("\(counted(stale, "file")) changed since the scan (marked *); scan again") }
    }
  }

  /// - Parameters:
  ///   - uses: what a recipe makes of the files; nil for a bank without one.
  ///   - columns: whole paths are worth a wide table where nothing says how wide it may be.
  static func table(
    of entries: [BankList.Entry], _ uses: SoundUses? = nil, columns: Int = TextTable.knownColumns ?? .max
  ) -> [String] {
    let titles = ["s", "Hz", "ch", "LUFS", "peak", "before", "after"].map { TextTable.Column(title: $0) }
    var table = TextTable(
      [.init(title: "sound", alignment: .left, isFlexible: true, keepsEnd: true)]
        + (uses == nil ? [] : [.init(title: "label", alignment: .left)]) + titles
        + [.init(title: "SHA-256", alignment: .left)]
    )
    table.indent = 0
    for entry in entries {
      let names =
        [entry.path + (entry.isStale ? " *" : "")]
        + (uses.map { [$0.labels(of: entry.path).joined(separator: ", ")] } ?? [])
      guard let facts = entry.facts else {
        table.add(
          names + ["", "", "", "", "", "", "", "damaged"])
        continue
      }
      let (info, silence) = (facts.info, facts.silence)
      table.add(
        names + [
          number(facts.duration, 3), "\(info.sampleRate)", "\(info.channelCount)", number(facts.loudness, 1),
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
