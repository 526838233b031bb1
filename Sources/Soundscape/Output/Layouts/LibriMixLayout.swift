/// LibriMix: a folder for each kind of file, and tables of their paths.
///
/// The foreground events are the sources, in the order of their onsets as the recipe lists them, and the backgrounds together
/// the noise. `mix_both` is the mixture, `mix_clean` the sum of the sources, `mix_single` the first source with the noise.
///
/// LibriMix's own folders are `wav16k/max`, and `wav16k/min` for mixtures that are cut to their shortest source: these are
/// the `--out` to choose where a reader looks for them. Every mixture has as many sources as any of the data set can have:
/// silence where it has fewer events.
///
/// *Source:* github.com/JorisCos/LibriMix, whose tables asteroid's `LibriMix` reads.
public struct LibriMixLayout: Layout {
  /// LibriMix's mode `max`: mixtures are as long as they were made.
  public static let max = LibriMixLayout(name: "librimix", cutsToShortest: false)
  /// Its mode `min`: mixtures are cut to the time in which all their sources sound.
  public static let min = LibriMixLayout(name: "librimix-min", cutsToShortest: true)

  public let name: String
  public let cutsToShortest: Bool
  public let needsStems = true
  public let needsSourceCount = true
  public let hasLists = true

  private init(name: String, cutsToShortest: Bool) { (self.name, self.cutsToShortest) = (name, cutsToShortest) }

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let split = mixture.split ?? ListedMixture.wholeSplit
    let ending = mixture.format.fileExtension
    // Readers take a name apart at its only `_`.
    let name = Path.join(mixture.folder, "mix_\(mixture.name.replacing("_", with: "-"))")
    func path(_ kind: String) -> String { "\(split)/\(kind)/\(name).\(ending)" }
    let sources = SourceStems.events(of: mixture, .foreground)
    let noise = SourceStems.events(of: mixture, .background)
    var artifacts = SourceStems.of(mixture, source: { path("s\($0)") }, noise: path("noise"))
    artifacts.append(Artifact(.submix(events: sources), name: path("mix_clean")))
    artifacts.append(Artifact(.submix(events: (sources.prefix(1) + noise).sorted()), name: path("mix_single")))
    return artifacts + [
      Artifact(.mixture, name: path("mix_both")), Artifact(.labels, name: "\(split)/labels/\(name).txt"),
      Artifact(.annotation, name: "\(split)/jams/\(name).jams"),
    ]
  }

  public func problem(of format: AudioFormat) -> String? {
    format.channelCount == 1 ? nil : "needs one channel, since its readers take channels for sources"
  }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    guard let file = mixture.row.mixture, mixture.row.submixes.count == 2, let noise = mixture.row.stems.last else {
      return
    }
    let sources = Array(mixture.row.stems.dropLast())
    let shown = { (path: String) in CSVRow.cell(mixture.shown(path)) }
    let columns = sources.indices.map { "source_\($0 + 1)_path" }
    func add(_ kind: String, _ mixed: String, _ sources: ArraySlice<String>, _ noise: [String]) {
      let names = ["mixture_ID", "mixture_path"] + columns.prefix(sources.count) + noise.map { _ in "noise_path" }
      let cells = [CSVRow.cell(mixture.id), shown(mixed)] + sources.map(shown) + noise.map(shown)
      // LibriMix has its tables in one folder; asteroid takes the first of a folder, whatever its split.
      for folder in ["metadata", "metadata/\(mixture.split)"] {
        lists.add(
          (cells + ["\(mixture.frameCount)"]).joined(separator: ","),
          to: "\(folder)/mixture_\(mixture.split)_\(kind).csv", header: (names + ["length"]).joined(separator: ","))
      }
    }
    add("mix_both", file, sources[...], [noise])
    add("mix_clean", mixture.row.submixes[0], sources[...], [])
    add("mix_single", mixture.row.submixes[1], sources.prefix(1), [noise])
  }
}
