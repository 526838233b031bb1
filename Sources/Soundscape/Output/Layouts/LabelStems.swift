// Layouts for music separation: each stem is what sounds under one label.

/// The stems of labels: each the sum of its label's events, silent where the mixture has none, so that every mixture of a
/// data set has the same files.
enum LabelStems {
  /// In byte order of the labels.
  ///
  /// - Parameters:
  ///   - name: what a label is called; labels with one name share a file.
  ///   - path: the path of the file of a name.
  static func of(
    _ mixture: MixtureOutline, named name: (String) -> String = { $0 }, _ path: (String) -> String
  ) -> [Artifact] {
    NameSet((mixture.labels + mixture.events.map(\.label)).map(name)).sorted().map { wanted in
      let events = mixture.events.indices.filter { hasSameBytes(name(mixture.events[$0].label), wanted) }
      return Artifact(.stem(events: events), name: path(wanted))
    }
  }
}

/// What musdb and Demucs read: a folder for each mixture, with `mixture.wav` and a file for each label.
///
/// *Source:* github.com/sigsep/sigsep-mus-db and github.com/facebookresearch/demucs, which look for `train/<track>/`, and
/// for `test/` or `valid/`.
public struct TrackFoldersLayout: Layout {
  public let name: String
  public let needsLabels = true
  public let needsStems = true
  /// What splits of other names are called.
  private let splits: [(name: String, folder: String)]

  /// `train/000042/{mixture,vocals,drums}.wav`, as musdb reads it.
  public static let musdb = TrackFoldersLayout(name: "musdb", splits: [])
  /// The same with `valid/` for the split that is called `validation` or `val`.
  public static let demucs = TrackFoldersLayout(name: "demucs", splits: [("validation", "valid"), ("val", "valid")])

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let split = mixture.split ?? "train"
    let folder = "\(splits.first { hasSameBytes($0.name, split) }?.folder ?? split)/\(mixture.path)"
    let ending = mixture.format.fileExtension
    return LabelStems.of(mixture) { "\(folder)/\($0).\(ending)" } + [
      Artifact(.mixture, name: "\(folder)/mixture.\(ending)"), Artifact(.labels, name: "\(folder)/labels.txt"),
      Artifact(.annotation, name: "\(folder)/mixture.jams"),
    ]
  }

  public func label(ofStem path: String) -> String? { Path.stem(of: Path.name(of: path)) }
}

/// What nussl's `MixSourceFolder` reads: a folder for the mixtures and one for each label, with files of the same names.
///
/// *Source:* nussl.datasets.hooks.MixSourceFolder of nussl 1.1.9: `mix/000042.wav`, `vocals/000042.wav`.
public struct SourceFoldersLayout: Layout {
  public let name = "sources"
  public let needsLabels = true
  public let needsStems = true
  private static let mixtures = "mix"

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let ending = mixture.format.fileExtension
    func path(_ folder: String, _ ending: String) -> String {
      Path.join(mixture.split ?? "", "\(folder)/\(mixture.path).\(ending)")
    }
    // Every other folder would be taken for a label's.
    return LabelStems.of(mixture) { path($0, ending) } + [
      Artifact(.mixture, name: path(Self.mixtures, ending)), Artifact(.labels, name: path(Self.mixtures, "txt")),
      Artifact(.annotation, name: path(Self.mixtures, "jams")),
    ]
  }

  public func label(ofStem path: String) -> String? { Path.name(of: Path.parent(of: path)) }
}
