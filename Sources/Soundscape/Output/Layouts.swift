/// The layouts that recipes can choose from, by name.
public struct Layouts: Sendable {
  /// Those that every recipe can name.
  public static let builtIn = Layouts([
    FolderLayout(), ScaperLayout(), TrackFoldersLayout.musdb, TrackFoldersLayout.demucs, SourceFoldersLayout(),
    LibriMixLayout.max, LibriMixLayout.min, KaldiLayout(), DESEDLayout(), AudiofolderLayout(), AudacityLayout(),
    WebDatasetLayout(), LhotseLayout(), SharLayout(), FUSSLayout(),
  ])

  /// In the order in which they are tried where files are to tell how they are laid out.
  public private(set) var all: [any Layout]

  public init(_ layouts: [any Layout]) { all = layouts }

  /// The list with another layout, which takes the place of one of the same name.
  public func adding(_ layout: any Layout) -> Layouts {
    Layouts(all.filter { !hasSameBytes($0.name, layout.name) } + [layout])
  }

  /// The layout that a recipe's `output.layout` names.
  ///
  /// *Throws:* `.recipe` for a name that is not in the list, with the nearest one, and for names of stems that the layout
  /// does not have.
  public func layout(for recipe: Recipe) throws(SoundscapeError) -> any Layout {
    let layout = try layout(named: recipe.output.layout, for: recipe)
    func check<Choice: RawRepresentable>(
      _ key: String, _ chosen: Choice, _ able: [Choice]
    ) throws(SoundscapeError) where Choice.RawValue == String {
      guard !able.contains(where: { $0.rawValue == chosen.rawValue }) else { return }
      throw .recipe(
        location: recipe.origin.location(of: "output.\(key)"),
        problem: "the layout \(layout.name) needs \(alternatives(able.map(\.rawValue))) (found \(chosen.rawValue))")
    }
    try check("stem_names", recipe.output.stemNames, layout.stemNames)
    try check("stems_of", recipe.output.stemsOf, layout.stemsOf)
    return layout
  }

  /// All layouts that it names: the first as `layout(for:)`, the others with stems as they have them.
  func layouts(for recipe: Recipe) throws(SoundscapeError) -> [any Layout] {
    var found = [try layout(for: recipe)]
    for name in recipe.output.layouts.dropFirst() { found.append(try layout(named: name, for: recipe)) }
    return found
  }

  private func layout(named wanted: String, for recipe: Recipe) throws(SoundscapeError) -> any Layout {
    if let layout = all.first(where: { hasSameBytes($0.name, wanted) }) { return layout }
    let names = all.map(\.name)
    let hint = nearest(to: wanted, among: names).map { "; did you mean \($0)?" } ?? ""
    throw .recipe(
      location: recipe.origin.location(of: "output.layout"),
      problem: "needs \(alternatives(names)) (found \(wanted))\(hint)")
  }
}

extension Layout {
  /// The artifacts of a mixture that are wanted: stems first, then mixture, label track and annotation.
  ///
  /// *Throws:* `.processing` for a layout that breaks its contract: names outside the root or twice the same, no
  /// annotation, events that are not there.
  func artifacts(of mixture: MixtureOutline, wanted: OutputOptions) throws(SoundscapeError) -> [Artifact] {
    var (stems, others, labels, annotations): ([Artifact], [Artifact], [Artifact], [Artifact]) = ([], [], [], [])
    for artifact in artifacts(of: mixture) {
      switch artifact.content {
      case .stem(let events), .submix(let events):
        guard events.allSatisfy(mixture.events.indices.contains), Set(events).count == events.count
        else { throw broken("the stem \(artifact.name) holds events \(events) of \(mixture.events.count)") }
        if wanted.audio, wanted.stems { stems.append(artifact) }
      case .mixture: if wanted.audio { others.append(artifact) }
      case .labels: if wanted.labels { labels.append(artifact) }
      case .annotation: annotations.append(artifact)
      }
    }
    guard annotations.count == 1, others.count == (wanted.audio ? 1 : 0), labels.count <= 1 else {
      throw broken("a mixture needs one mixture file, one annotation, at most one label track")
    }
    let all = stems + others + labels + annotations
    for artifact in all {
      do throws(InnerPath.Refusal) {
        if let part = Path.parts(of: artifact.name).first(where: { $0.utf8.count > InnerPath.longestName }) {
          throw InnerPath.Refusal(
            problem: "the name \(shortened(part)) is too long for a disk: it has \(part.utf8.count) bytes, at most "
              + "\(InnerPath.longestName) are possible; give the label a shorter name")
        }
        let first = try InnerPath(artifact.name).parts[0]
        if InnerPath.isReserved(first) { throw InnerPath.Refusal(problem: "\(first) is not for mixtures") }
      } catch { throw broken(error.problem) }
    }
    var names: NameSet = []
    if let twice = all.first(where: { !names.insert($0.name).inserted }) {
      throw broken("two files of a mixture would be \(twice.name)")
    }
    return all
  }

  /// Refuses sound that the layout cannot have.
  func check(_ format: AudioFormat) throws(SoundscapeError) {
    if let problem = problem(of: format) { throw .processing(stage: "layout \(name)", problem: problem) }
  }

  private func broken(_ problem: String) -> SoundscapeError { .processing(stage: "layout \(name)", problem: problem) }
}
