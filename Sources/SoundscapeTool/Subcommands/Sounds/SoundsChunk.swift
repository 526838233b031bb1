public import ArgumentParser
public import Soundscape

struct SoundsChunk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chunk",
    abstract: "Cut long recordings into chunks of one length.",
    discussion: """
      Lengths are in seconds (8, 0.5) or exact (131072samples). Chunks are written to OUT/chunks, or to a folder for \
      each split, as <recording>_0001.wav and so on: a folder of them is all that SampleRNN and its like read, and a label \
      of a sound bank. OUT/chunks.jsonl lists each with its source and its start. A recording is in one split only. \
      Damaged recordings are reported, the others are cut, and the exit status is 1.

      Examples:
        soundscape sounds chunk albums --out data --length 8 --hop 4 --rate 16000 --channels 1
        soundscape sounds chunk albums --out data --length 131072samples --silence -60
        soundscape sounds chunk albums --out data --length 4 --split train=0.8,val=0.1,test=0.1
        soundscape sounds chunk album.wav --out data --compat samplernn
      """)

  enum Compatibility: String, ExpressibleByArgument, CaseIterable { case samplernn }

  @Argument(help: "Recordings, and folders of recordings.", completion: .file())
  var inputs: [String]

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var out: String

  @Option(help: "How long a chunk is, such as 8 or 131072samples (default: 8).")
  var length: ChunkLength?

  @Option(help: "How far each chunk begins after the one before, such as 4 (default: the length, without overlap).")
  var hop: ChunkLength?

  @Option(help: ArgumentHelp("Round lengths down to a multiple of so many samples.", valueName: "samples"))
  var multipleOf: Int?

  @Option(help: "The end of a recording that is shorter than a chunk (default: drop).")
  var tail: Chunking.Tail?

  @Option(
    parsing: .unconditional,  // -60 is not an option
    help: ArgumentHelp("Leave out chunks with silence in them: a stretch at this level or less.", valueName: "dBFS"))
  var silence: Double?

  @Option(help: ArgumentHelp("How long the stretch is (default: half a chunk).", valueName: "seconds"))
  var silenceLength: Double?

  @OptionGroup var form: ConversionOptions

  @Option(
    help: ArgumentHelp("Divide the recordings by their duration, such as train=0.8,test=0.2.", valueName: "shares"))
  var split: String?

  @Flag(help: "Put chunks into folders as the recordings are, instead of all into one.")
  var folders = false

  @Option(
    help: """
      Make the files of another chunker, byte for byte (samplernn: 8 s every 4 s, none with 4 s at -64 dBFS or less, none \
      at the end).
      """)
  var compat: Compatibility?

  @Flag(help: "Replace the chunks that the folder holds.")
  var overwrite = false

  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if let multipleOf, multipleOf < 1 { throw ValidationError("--multiple-of needs 1 or more (found \(multipleOf))") }
    if let silence, !(silence <= 0) {
      throw ValidationError("--silence needs a level of 0 dB or less (found \(silence))")
    }
    if let silenceLength, !(silenceLength > 0 && silenceLength.isFinite) {
      throw ValidationError("--silence-length needs seconds above 0 (found \(silenceLength))")
    }
    if silenceLength != nil, silence == nil { throw ValidationError("--silence-length needs --silence") }
    if let split, OutputOptions.Split.splits(split) == nil {
      throw ValidationError("--split needs NAME=SHARE,NAME=SHARE, such as train=0.8,test=0.2 (found '\(split)')")
    }
    guard compat != nil else { return }
    let isPlain =
      length == nil && hop == nil && multipleOf == nil && tail == nil && silence == nil && form.conversion.isNone
    if !isPlain { throw ValidationError("--compat sets length, hop, silence and form: leave out the options for them") }
  }

  func run() throws {
    let console = Console(options: console, progress: workers.progress)
    try console.run {
      let summary = try console.measure(unit: "recordings") { meter in
        try chunker.run(report: { console.report($0, meter) }, progress: { meter.show($0) })
      }
      console.inform(text(of: summary))
      if summary.failed > 0 { throw ExitCode(1) }
    }
  }

  private var chunker: Chunker {
    var chunker = Chunker(inputs, to: out)
    chunker.style = compat == nil ? .own(chunking) : .sampleRNN
    chunker.splits = split.flatMap(OutputOptions.Split.splits) ?? []
    chunker.keepsFolders = folders
    chunker.overwrites = overwrite
    chunker.jobs = workers.count
    return chunker
  }

  private var chunking: Chunking {
    var chunking = Chunking()
    if let length { chunking.length = length }
    chunking.hop = hop
    chunking.multiple = multipleOf ?? 1
    chunking.tail = tail ?? .drop
    chunking.silence = silence.map { SilenceRule(level: $0, length: silenceLength) }
    chunking.conversion = form.conversion
    return chunking
  }

  private func text(of summary: Chunker.Summary) -> String {
    var text = "\(out): \(counted(summary.chunks, "chunk")) of \(counted(summary.recordings, "recording"))"
    let splits = summary.splits.sorted { $0.value > $1.value }.map { "\($0.value) in \($0.key)" }
    if !splits.isEmpty { text += " (\(splits.joined(separator: ", ")))" }
    if summary.silent > 0 { text += ", \(summary.silent) left out as silent" }
    if summary.failed > 0 { text += ", \(counted(summary.failed, "recording")) failed" }
    if summary.ignored > 0 { text += ", \(counted(summary.ignored, "file")) left out: not sounds" }
    return text
  }
}

extension ChunkLength: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension Chunking.Tail: ExpressibleByArgument {}
