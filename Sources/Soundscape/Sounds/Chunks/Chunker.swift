/// Cuts long recordings into chunks of one length, which models that learn from whole files take as they are.
public struct Chunker: Sendable {
  /// Whose chunks they are.
  public enum Style: Hashable, Sendable {
    case own(Chunking)
    /// As the chunker of ambient music for SampleRNN makes them, byte for byte.
    case sampleRNN
  }

  /// Files and folders.
  public var inputs: [String]
  /// The folder that the chunks are written to.
  public var out: String
  public var style = Style.own(Chunking())
  /// Empty for none.
  public var splits: [OutputOptions.Split] = []
  /// Whether the chunks are in folders as the recordings are; otherwise they are all in one, their folders in the names.
  public var keepsFolders = false
  /// Whether chunks that are in the way are replaced.
  public var overwrites = false
  /// How many recordings are worked on at once.
  public var jobs = 1

  /// Where chunks are without splits: beside the manifest, which a model would take for one of them.
  public static let usualFolder = "chunks"

  public init(_ inputs: [String], to out: String) {
    self.inputs = inputs
    self.out = out
  }

  /// What became of a run.
  public struct Summary: Hashable, Sendable {
    public var recordings = 0
    public var chunks = 0
    /// Left out as silent.
    public var silent = 0
    /// Recordings that could not be cut.
    public var failed = 0
    /// Files in the given folders that are not sounds.
    public var ignored = 0
    /// The chunks of each split.
    public var splits = NameTable<Int>()
  }

  public typealias Report = SoundImporter.Report
  public typealias Show = SoundImporter.Show

  /// Cuts all recordings, on the caller's thread and `jobs` − 1 others.
  ///
  /// One that cannot be read is reported, and the others are cut.
  /// *Throws:* where the folder cannot be written, has chunks already, or holds any of the recordings.
  public func run(
    report: @escaping Report = { _ in }, progress: @escaping Show = { _ in }
  ) throws(SoundscapeError) -> Summary {
    let listing = SourceListing(inputs)
    try listing.checkIsOutside(out)
    var found = ChunkRecordings(listing, jobs: jobs)
    for failure in found.failures { report(.failure(failure)) }
    try found.name(self)
    if let warning = warning(of: found.recordings) { report(.warning(warning)) }
    var summary = Summary()
    (summary.failed, summary.ignored) = (found.failures.count, found.ignored)
    let recordings = found.recordings
    if recordings.isEmpty { return summary }
    let folder = try ChunkFolder(out, overwrites: overwrites)
    let results = Lock([Int: Result<ChunkedRecording, SoundscapeError>]())
    let queue = PositionQueue(count: recordings.count)
    WorkerThreads.run(count: min(jobs, recordings.count)) {
      while let i = queue.next() {
        let result = Result { () throws(SoundscapeError) in try self.cut(recordings[i], into: folder) }
        if case .failure(let error) = result { report(.failure(error)) }
        if case .success(let made) = result { for warning in made.warnings { report(.warning(warning)) } }
        let (done, failed) = results.withLock { results in
          results[i] = result
          return (results.count, results.values.count { if case .failure = $0 { true } else { false } })
        }
        progress(SoundImporter.Progress(done: done, failed: failed, total: recordings.count))
      }
    }
    var rows: [ChunkRow] = []
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      guard case .success(let made) = result else {
        summary.failed += 1
        continue
      }
      summary.recordings += 1
      summary.silent += made.silent
      rows += made.rows
    }
    summary.chunks = rows.count
    for row in rows { if let split = row.split { summary.splits[split, default: 0] += 1 } }
    try folder.finish(rows)
    return summary
  }

  /// Chunks of several lengths, which a model cannot take side by side.
  private func warning(of recordings: [ChunkRecording]) -> String? {
    guard case .own(let chunking) = style, chunking.conversion.sampleRate == nil, case .seconds = chunking.length
    else { return nil }
    let rates = Set(recordings.map(\.info.sampleRate)).sorted()
    guard rates.count > 1 else { return nil }
    return "the recordings have several rates (\(rates.map(String.init).joined(separator: ", ")) Hz), so that their "
      + "chunks have several lengths in samples; give a rate for all"
  }
}
