/// Which sources and groups the splits of a data set use, to find those that are in several.
///
/// A source is known by its content: links, copies and windows of one recording are one source. Without a digest, by its path.
public struct SplitSources: Hashable, Sendable {
  /// What is in several splits.
  public struct Leak: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
      case source, group

      /// What is kept apart with it: groups that share a source are not apart.
      public var withParts: Set<Kind> { self == .group ? [.source, .group] : [.source] }
    }

    public var kind: Kind
    /// The path of the source, or the group's name.
    public var name: String
    /// In byte order of their names, each with the index of its first mixture.
    public var splits: [Place]

    public struct Place: Hashable, Sendable {
      public var split: String
      public var mixture: Int
    }
  }

  private struct Use: Hashable, Sendable {
    var name: String
    var mixtures: NameTable<Int>
  }

  private var sources: NameTable<Use> = [:]
  private var groups: NameTable<Use> = [:]

  public init() {}

  /// Reads the annotations of mixtures, on several workers; those that cannot be read are left out.
  ///
  /// - Parameter made: their positions.
  init(of made: MixtureSet, in reader: DatasetReader, jobs: Int) {
    let all = Lock(SplitSources())
    let positions = Array(made)
    let queue = PositionQueue(count: positions.count)
    WorkerThreads.run(count: min(jobs, positions.count)) {
      var own = SplitSources()
      while let i = queue.next() {
        guard let entry = try? reader.entry(at: positions[i], checksFiles: false), let row = entry.row,
          let split = row.split, let file = entry.annotationPath, let annotation = try? Annotation(jams: file)
        else { continue }
        own.add(annotation, index: row.index, split: split)
      }
      all.withLock { [own] in $0.merge(own) }
    }
    self = all.withLock { $0 }
  }

  /// The sources of each split.
  public var sourceCounts: NameTable<Int> { Self.counts(of: sources) }
  /// The groups of each split; empty where annotations record none.
  public var groupCounts: NameTable<Int> { Self.counts(of: groups) }

  private static func counts(of uses: NameTable<Use>) -> NameTable<Int> {
    var counts: NameTable<Int> = [:]
    for use in uses.values { for split in use.mixtures.keys { counts[split, default: 0] += 1 } }
    return counts
  }

  mutating func add(_ annotation: Annotation, index: Int, split: String) {
    for event in annotation.events {
      for file in [event.sourceFile] + event.continuations {
        Self.add(file.digest ?? file.path, file.path, index, split, to: &sources)
      }
      if let group = event.event.source.group { Self.add(group, group, index, split, to: &groups) }
    }
  }

  private static func add(_ key: String, _ name: String, _ index: Int, _ split: String, to uses: inout NameTable<Use>) {
    uses[key, default: Use(name: name, mixtures: [:])].mixtures[split, default: index] =
      min(index, uses[key]?.mixtures[split] ?? index)
  }

  mutating func merge(_ other: SplitSources) {
    func merge(_ own: inout NameTable<Use>, _ others: NameTable<Use>) {
      own.merge(others) { a, b in
        var both = a
        // The same name whichever part of the data set was read first.
        if isInByteOrder(b.name, a.name) { both.name = b.name }
        both.mixtures.merge(b.mixtures, uniquingKeysWith: min)
        return both
      }
    }
    merge(&sources, other.sources)
    merge(&groups, other.groups)
  }

  /// Whether any annotation names a group.
  public var hasGroups: Bool { !groups.isEmpty }
  /// The sources in several splits, in byte order of their names.
  public var sharedSources: [Leak] { Self.leaks(.source, sources) }
  /// The groups in several splits.
  public var sharedGroups: [Leak] { Self.leaks(.group, groups) }

  private static func leaks(_ kind: Leak.Kind, _ uses: NameTable<Use>) -> [Leak] {
    uses.values.filter { $0.mixtures.count > 1 }.map { use in
      let places = use.mixtures.sorted { isInByteOrder($0.key, $1.key) }
      return Leak(kind: kind, name: use.name, splits: places.map { Leak.Place(split: $0.key, mixture: $0.value) })
    }.sorted { isInByteOrder($0.name, $1.name) }
  }
}

extension SplitSources.Leak: CustomStringConvertible {
  var problem: String {
    let places = splits.map { "\($0.split) (mixture \($0.mixture))" }
    return "the \(kind.rawValue) is in the splits " + places.joined(separator: " and ")
  }

  public var description: String { printable("\(name): \(problem)") }
}
