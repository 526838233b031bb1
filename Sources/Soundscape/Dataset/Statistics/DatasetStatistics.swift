/// What a data set is like as a whole, from its manifest and annotations only.
///
/// Statistics of parts of a data set can be merged, in any order. Every drawn number is kept (8 bytes each), so that
/// distances and quantiles are exact; `StatisticsReader` keeps them in a file. Nothing else grows with the number of
/// mixtures.
public struct DatasetStatistics: Sendable {
  public internal(set) var mixtures = MixtureCounts()
  /// What was drawn for mixtures as a whole.
  public internal(set) var choices = ChoiceStatistics()
  public internal(set) var polyphony = PolyphonyStatistics()
  public internal(set) var levels = LevelStatistics()
  /// Labels and sources of the foreground.
  public internal(set) var foreground = Balance()
  /// Labels and sources of the background.
  public internal(set) var background = Balance()
  /// What each split uses; nothing where there are no splits.
  public internal(set) var splitSources = SplitSources()
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
        if a.key.spec != b.key.spec { return isInNaturalOrder(a.key.spec.text, b.key.spec.text) }
        return (order[a.key.field] ?? 0, a.tuple) < (order[b.key.field] ?? 0, b.tuple)
      }
    return sorted.compactMap { $0.series.statistics($0.key) }
  }

  /// Adds the statistics of other mixtures.
  public mutating func merge(_ other: DatasetStatistics) {
    mixtures.merge(other.mixtures)
    choices.merge(other.choices)
    polyphony.merge(other.polyphony)
    levels.merge(other.levels)
    foreground.merge(other.foreground)
    background.merge(other.background)
    altered.merge(other.altered)
    splitSources.merge(other.splitSources)
    for (key, values) in other.series {
      if series[key]?.merge(values) == nil { series[key] = values }
    }
  }

  /// Moves numbers into a file, as far as they are many.
  mutating func spill(to file: NumberFile) throws(SoundscapeError) {
    try polyphony.spill(to: file)
    try levels.spill(to: file)
    try altered.spill(to: file)
    for key in series.keys { try series[key]?.spill(to: file) }
  }

  // MARK: Adding a mixture

  mutating func addFailure(_ message: String) { mixtures.addFailure(message) }

  /// Adds a mixture by its annotation.
  public mutating func add(_ annotation: Annotation, index: Int, split: String? = nil) {
    let events = annotation.events
    let intervals = events.filter { $0.event.role == .foreground }.map { (start: $0.time, end: $0.endTime) }
    mixtures.add(
      duration: annotation.duration, split: split, foreground: intervals.count, events: events.count)
    if let split { splitSources.add(annotation, index: index, split: split) }
    choices.add(annotation)
    polyphony.add(
      intervals, duration: annotation.duration, maximum: annotation.statistics.maximumPolyphony,
      gini: annotation.statistics.polyphonyGini)
    foreground.insertKnownLabels(annotation.files.foregroundLabels)
    background.insertKnownLabels(annotation.files.backgroundLabels)
    altered.add(annotation.altered, concernsMixture: true)
    let context = levelContext(annotation, index: index, backgrounds: events.count - intervals.count)
    var shared: Set<FieldSeries.Key> = []
    for event in events {
      if event.event.role == .foreground {
        foreground.add(
          label: event.event.label, source: event.sourceFile.path, group: event.event.source.origin?.group)
      } else {
        background.add(
          label: event.event.label, source: event.sourceFile.path, group: event.event.source.origin?.group)
      }
      altered.add(event.altered, concernsMixture: false)
      levels.add(event, context)
      addFields(of: event, &shared)
    }
  }

  private func levelContext(_ annotation: Annotation, index: Int, backgrounds: Int) -> LevelStatistics.Context {
    let render = annotation.settings.render
    let isLevelled = render.level != .gain && render.clip == .none
    return LevelStatistics.Context(
      index: index, reference: annotation.settings.referenceLoudness,
      scaledReference: annotation.rendering?.generatedReferenceLoudness,
      comparesEvents: isLevelled && render.snrReference == .referenceLoudness,
      comparesBackgrounds: isLevelled && backgrounds == 1)
  }

  private mutating func addFields(of event: AnnotatedEvent, _ shared: inout Set<FieldSeries.Key>) {
    let spec = event.specName
    for field in EventField.numbers {
      // A background's times and level are the mixture's.
      guard let value = event.event.number(field), event.event.role == .foreground || field == .sourceTime else {
        continue
      }
      let key = FieldSeries.Key(spec: ByteName(spec), field: field, requested: event.request(field))
      // Drawn once a mixture, however many events have it.
      if case .shared? = key.requested, !shared.insert(key).inserted { continue }
      let drawn = event.event.drawn?.time(field)
      series[key, default: FieldSeries(key)].add(value, drawn: drawn?.value, within: drawn?.range)
    }
  }
}

extension Balance {
  fileprivate mutating func insertKnownLabels(_ labels: [String]) {
    for label in labels where !knownLabels.contains(label) { knownLabels.insert(label) }
  }
}

/// `events[2]` before `events[10]`: numbers by their value, all else by bytes.
private func isInNaturalOrder(_ a: String, _ b: String) -> Bool {
  func parts(_ text: String) -> [(number: Int, text: String)] {
    text.parts(between: "[").map { part in
      let digits = part.prefix { $0.isNumber }
      return (Int(digits) ?? -1, String(part.dropFirst(digits.count)))
    }
  }
  for (x, y) in zip(parts(a), parts(b)) where x.number != y.number || !hasSameBytes(x.text, y.text) {
    return x.number == y.number ? isInByteOrder(x.text, y.text) : x.number < y.number
  }
  return isInByteOrder(a, b)
}
