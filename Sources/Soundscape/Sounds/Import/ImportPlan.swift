/// What an import will do: decided for every file before anything is written, so that all that is wrong is known at once.
public struct ImportPlan: Sendable {
  /// A sound of the bank that is to be made.
  struct Item: Sendable {
    /// As it can be opened.
    var path: String
    /// The sound as the manifest names it.
    var row: ImportRow
    var place: InnerPath
    var survey: SoundSurvey
    var target: (format: FileFormat, samples: SampleFormat)
    var obstacle: Obstacle
  }

  /// What is at a sound's place in the bank.
  enum Obstacle: Sendable {
    case none
    /// What an earlier import made of the same source.
    case own
    case foreign
  }

  let importer: SoundImporter
  private(set) var items: [Item] = []
  /// What is known before anything is made.
  public private(set) var summary = SoundImporter.Summary()

  /// What will be done, a line for each sound: `convert raw/rain.m4a → bank/rain.wav`.
  public var lines: [String] {
    items.map { item in
      let verb =
        switch item.row.way {
        case .copied: "copy"
        case .linked: "link"
        case .converted: "convert"
        }
      let stream = item.row.stream.map { ", stream \($0)" } ?? ""
      return "\(verb) \(item.path)\(stream) → \(Path.join(importer.bank, item.place.text))"
    }
  }

  /// What the summary will be where nothing fails.
  public var forecast: SoundImporter.Summary {
    var forecast = summary
    for item in items { forecast.count(item.row.way) }
    return forecast
  }

  init(_ importer: SoundImporter, report: SoundImporter.Report) throws(SoundscapeError) {
    self.importer = importer
    let listing = SourceListing(importer.inputs)
    try listing.checkIsOutside(importer.bank)
    let survey = try ImportSurvey(importer)
    for failure in listing.failures { report(.failure(failure)) }
    summary.failed = listing.failures.count
    let entries = listing.entries
    let outcomes = Lock([Int: ImportSurvey.Outcome]())
    let queue = PositionQueue(count: entries.count)
    WorkerThreads.run(count: min(importer.jobs, entries.count)) { [survey] in
      while let i = queue.next() {
        let outcome = survey.outcome(of: entries[i])
        outcomes.withLock { $0[i] = outcome }
      }
    }
    let found = outcomes.withLock { $0 }
    var sources = NameTable<String>()
    for i in entries.indices {
      switch found[i] {
      case .found(let count): summary.found += count
      case .ignored, nil: summary.ignored += 1
      case .failure(let error): fail(error, report)
      case .items(let made): for item in made { add(item, &sources, report) }
      }
    }
  }

  private mutating func add(_ item: Item, _ sources: inout NameTable<String>, _ report: SoundImporter.Report) {
    if let other = sources[item.place.text] {
      let place = Path.join(importer.bank, item.place.text)
      return fail(.source(path: item.path, problem: "would become \(place), as \(other) does"), report)
    }
    sources[item.place.text] = item.path
    items.append(item)
  }

  private mutating func fail(_ error: SoundscapeError, _ report: SoundImporter.Report) {
    summary.failed += 1
    report(.failure(error))
  }
}
