/// What a data set is like as a whole, from its manifest and its annotations alone.
///
/// Statistics of parts of a data set can be merged, in any order. Every drawn number is kept (8 bytes each), so that
/// distances and quantiles are exact; nothing else grows with the number of mixtures.
public struct DatasetStatistics: Sendable {
  public internal(set) var mixtures = MixtureCounts()
  public internal(set) var polyphony = PolyphonyStatistics()
  public internal(set) var levels = LevelStatistics()
  /// Labels and sources of the foreground.
  public internal(set) var foreground = Balance()
  /// Labels and sources of the background.
  public internal(set) var background = Balance()
  private var altered = Alterations()
  private var series: [FieldSeries.Key: FieldSeries] = [:]

  public init() {}

  /// What was altered after drawing, the most frequent rule first.
  public var alterations: [Alterations.Rule] { altered.rules(of: mixtures) }

  /// Each numeric field of each spec, against the distribution asked for; specs in natural order.
  public var fields: [FieldStatistics] {
    let order = Dictionary(uniqueKeysWithValues: EventField.numbers.enumerated().map { ($1, $0) })
    let sorted = series.map { (key: $0.key, series: $0.value, tuple: JSONWriter.line(of: $0.key.requested)) }
      .sorted { a, b in
        if a.key.spec != b.key.spec { return isInNaturalOrder(a.key.spec, b.key.spec) }
        return (order[a.key.field] ?? 0, a.tuple) < (order[b.key.field] ?? 0, b.tuple)
      }
    return sorted.compactMap { $0.series.statistics($0.key) }
  }

  /// Adds the statistics of other mixtures.
  public mutating func merge(_ other: DatasetStatistics) {
    mixtures.merge(other.mixtures)
    polyphony.merge(other.polyphony)
    levels.merge(other.levels)
    foreground.merge(other.foreground)
    background.merge(other.background)
    altered.merge(other.altered)
    for (key, values) in other.series {
      if series[key]?.merge(values) == nil { series[key] = values }
    }
  }

  // MARK: Adding a mixture

  mutating func addFailure(_ message: String) { mixtures.addFailure(message) }

  /// Adds a mixture by its annotation.
  ///
  /// *Throws:* `.annotation` for one that lacks what every event has; then nothing is added.
  public mutating func add(_ document: JAMSDocument, index: Int, split: String? = nil) throws(SoundscapeError) {
    let ledgers = document.ledger["events"].elements ?? []
    var events: [ObservedEvent] = []
    for (i, observation) in (document.annotation["data"].elements ?? []).enumerated() {
      let own = i < ledgers.count ? ledgers[i] : .null
      events.append(try document.observedEvent(i, observation, ledger: own))
    }
    let sandbox = document.sandbox
    let duration = try document.number(sandbox, "duration", at: "sandbox.scaper")
    let intervals = events.filter { $0.role == .foreground }.map { (start: $0.time, end: $0.time + $0.duration) }
    mixtures.add(duration: duration, split: split, foreground: intervals.count, events: events.count)
    polyphony.add(
      intervals, duration: duration, maximum: sandbox["polyphony_max"].double.flatMap { Int(exactly: $0) },
      gini: sandbox["polyphony_gini"].double)
    foreground.know(sandbox["fg_labels"])
    background.know(sandbox["bg_labels"])
    altered.add(document.ledger["altered"], concernsMixture: true)
    let context = levelContext(document, index: index, backgrounds: events.count - intervals.count)
    var shared: Set<FieldSeries.Key> = []
    for event in events {
      if event.role == .foreground {
        foreground.add(label: event.label, source: event.source)
      } else {
        background.add(label: event.label, source: event.source)
      }
      altered.add(event.ledger["altered"], concernsMixture: false)
      levels.add(event, context)
      addFields(of: event, &shared)
    }
  }

  private func levelContext(_ document: JAMSDocument, index: Int, backgrounds: Int) -> LevelStatistics.Context {
    let ledger = document.ledger
    let isLevelled = ledger["level"].string.map { $0 == RenderOptions.LevelRule.lufs.rawValue } ?? true
    let isAgainstReference =
      ledger["snr_reference"].string.map { $0 == RenderOptions.SNRReference.referenceLoudness.rawValue } ?? true
    return LevelStatistics.Context(
      index: index, reference: document.sandbox["ref_db"].double,
      scaledReference: document.sandbox["ref_db_generated"].double, comparesEvents: isLevelled && isAgainstReference,
      comparesBackgrounds: isLevelled && backgrounds == 1)
  }

  private mutating func addFields(of event: ObservedEvent, _ shared: inout Set<FieldSeries.Key>) {
    let spec = event.spec
    let (requested, drawn, within) = (event.ledger["requested"], event.ledger["drawn"], event.ledger["within"])
    for field in EventField.numbers {
      // A background's times and level are the mixture's.
      guard let value = event.number(field), event.role == .foreground || field == .sourceTime else { continue }
      let key = FieldSeries.Key(spec: spec, field: field, requested: requested[field.rawValue])
      // Drawn once a mixture, however many events have it.
      if key.requested.elements?.first?.string == "shared", !shared.insert(key).inserted { continue }
      var range: ClosedRange<Double>?
      if let bounds = within[field.rawValue].elements, bounds.count == 2, let low = bounds[0].double,
        let high = bounds[1].double, low <= high
      {
        range = low...high
      }
      series[key, default: FieldSeries(key)].add(value, drawn: drawn[field.rawValue].double, within: range)
    }
  }
}

extension Balance {
  fileprivate mutating func know(_ labels: JSONTree) {
    for case .string(let label) in labels.elements ?? [] where !knownLabels.contains(label) {
      knownLabels.insert(label)
    }
  }
}

/// `events[2]` before `events[10]`: numbers by their value, all else by bytes.
private func isInNaturalOrder(_ a: String, _ b: String) -> Bool {
  func parts(_ text: String) -> [(number: Int, text: String)] {
    text.split(separator: "[").map { part in
      let digits = part.prefix { $0.isNumber }
      return (Int(digits) ?? -1, String(part.dropFirst(digits.count)))
    }
  }
  for (x, y) in zip(parts(a), parts(b)) where x != y {
    return x.number == y.number ? x.text < y.text : x.number < y.number
  }
  return isInByteOrder(a, b)
}
