import TestSupport
import Testing

@testable import Soundscape

@Suite struct LayoutTests {
  private func outline(_ events: [(Role, String)]) -> MixtureOutline {
    MixtureOutline(index: 42, events: events.map { .init(label: $0.1, role: $0.0) })
  }

  @Test func folderLayout() throws {
    let artifacts = try FolderLayout().artifacts(
      of: outline([(.foreground, "bass"), (.foreground, "drums")]), wanted: OutputOptions())
    #expect(
      artifacts.map(\.name) == [
        "000042/stems/bass.wav", "000042/stems/drums.wav", "000042/mixture.wav", "000042/labels.txt",
        "000042/mixture.jams",
      ])
    #expect(artifacts.map(\.content) == [.stem(events: [0]), .stem(events: [1]), .mixture, .labels, .annotation])
    #expect(artifacts.stemFolder == "000042/stems")
  }

  @Test func onlyWhatIsWantedIsMade() throws {
    let outline = outline([(.foreground, "bass")])
    var options = OutputOptions()
    options.stems = false
    options.labels = false
    #expect(
      try FolderLayout().artifacts(of: outline, wanted: options).map(\.content) == [.mixture, .annotation])
    options.audio = false
    options.stems = true
    #expect(try FolderLayout().artifacts(of: outline, wanted: options).map(\.content) == [.annotation])
  }

  @Test func stemsOfOneLabelAreNumberedAndNeverCollide() throws {
    let labels: [(Role, String)] = [
      (.background, "dog"), (.foreground, "dog"), (.foreground, "dog-0"), (.foreground, "dog"),
    ]
    let names = try FolderLayout().artifacts(of: outline(labels), wanted: OutputOptions()).prefix(4).map(\.name)
    #expect(names.map(Path.name) == ["dog-1.wav", "dog-2.wav", "dog-0.wav", "dog-3.wav"])
  }

  @Test func scaperLayout() throws {
    var mixture = outline([(.background, "park"), (.foreground, "siren"), (.foreground, "siren")])
    mixture.format = .flac
    mixture.split = "train"
    let artifacts = try ScaperLayout().artifacts(of: mixture, wanted: OutputOptions())
    #expect(
      artifacts.map(\.name) == [
        "train/000042_events/background0_park.flac", "train/000042_events/foreground0_siren.flac",
        "train/000042_events/foreground1_siren.flac", "train/000042.flac", "train/000042.txt", "train/000042.jams",
      ])
  }

  /// A file for each label, also for those of which the mixture has no event.
  @Test(
    arguments: [
      (TrackFoldersLayout.musdb, "validation", "validation/000042/"),
      (TrackFoldersLayout.demucs, "validation", "valid/000042/"), (TrackFoldersLayout.musdb, nil, "train/000042/"),
    ] as [(TrackFoldersLayout, String?, String)])
  func trackFolders(layout: TrackFoldersLayout, split: String?, folder: String) throws {
    var outline = outline([(.foreground, "drums"), (.foreground, "bass"), (.foreground, "drums")])
    (outline.split, outline.labels) = (split, ["bass", "drums", "vocals"])
    let artifacts = try layout.artifacts(of: outline, wanted: OutputOptions())
    let names = ["bass.wav", "drums.wav", "vocals.wav", "mixture.wav", "labels.txt", "mixture.jams"]
    #expect(artifacts.map(\.name) == names.map { folder + $0 })
    #expect(artifacts.stemEvents == [[1], [0, 2], []])
    #expect(layout.label(ofStem: artifacts[2].name) == "vocals")
  }

  @Test func sourceFolders() throws {
    var outline = outline([(.foreground, "drums")])
    (outline.split, outline.labels) = ("test", ["vocals"])
    let artifacts = try SourceFoldersLayout().artifacts(of: outline, wanted: OutputOptions())
    #expect(
      artifacts.map(\.name) == [
        "test/drums/000042.wav", "test/vocals/000042.wav", "test/mix/000042.wav", "test/mix/000042.txt",
        "test/mix/000042.jams",
      ])
    #expect(SourceFoldersLayout().label(ofStem: "test/vocals/000042.wav") == "vocals")
  }

  /// A layout that breaks its contract in one way.
  private struct Broken: Layout {
    let name = "broken"
    let files: [Artifact]
    func artifacts(of mixture: MixtureOutline) -> [Artifact] { files }
  }

  @Test(
    "A layout that breaks its contract is refused",
    arguments: [
      [Artifact(.mixture, name: "a.wav")],
      [Artifact(.mixture, name: "a"), Artifact(.annotation, name: "a")],
      [Artifact(.mixture, name: "../a.wav"), Artifact(.annotation, name: "a.jams")],
      [Artifact(.mixture, name: "/a.wav"), Artifact(.annotation, name: "a.jams")],
      [Artifact(.mixture, name: "a.wav"), Artifact(.annotation, name: "")],
      [Artifact(.mixture, name: "a.wav"), Artifact(.mixture, name: "b.wav"), Artifact(.annotation, name: "a.jams")],
      [Artifact(.stem(events: [1]), name: "s"), Artifact(.mixture, name: "a"), Artifact(.annotation, name: "j")],
    ])
  func brokenLayouts(files: [Artifact]) {
    let error = #expect(throws: SoundscapeError.self) {
      try Broken(files: files).artifacts(of: outline([(.foreground, "a")]), wanted: OutputOptions())
    }
    #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("layout broken: "))
  }

  @Test func layoutsAreChosenByName() throws {
    var recipe = Recipe(duration: 1, soundbank: .init(foreground: "bank"))
    #expect(try Layouts.builtIn.layout(for: recipe).name == "folder")
    recipe.output.layout = "scapper"
    #expect(
      throws: SoundscapeError.recipe(
        location: "output.layout",
        problem: "needs folder, scaper, musdb, demucs, sources, librimix, librimix-min, kaldi, desed, audiofolder, "
          + "audacity, webdataset, lhotse, shar or fuss (found scapper); did you mean scaper?")
    ) { try Layouts.builtIn.layout(for: recipe) }
    recipe.output.layout = "broken"
    #expect(try Layouts.builtIn.adding(Broken(files: [])).layout(for: recipe).name == "broken")
  }

  @Test func indicesOverAMillionKeepAllDigits() {
    #expect(MixtureOutline.name(of: 1_234_567) == "1234567")
  }

  /// Digests by Python's hashlib: int.from_bytes(sha256(b"split:7:0").digest()[:4], "big") % 10000, and so on.
  @Test func splitsFollowTheHash() {
    var options = OutputOptions()
    #expect(options.split(seed: .integer(7), index: 0) == nil)
    options.splits = [
      .init(name: "train", share: 0.8), .init(name: "validation", share: 0.1), .init(name: "test", share: 0.1),
    ]
    let found = (0..<8).map { options.split(seed: .integer(7), index: $0) ?? "" }
    #expect(found == ["validation", "train", "train", "train", "train", "test", "train", "validation"])
    let counts = Dictionary(grouping: (0..<2_000).map { options.split(seed: .integer(1), index: $0) }, by: { $0 })
    #expect(abs((counts["train"]?.count ?? 0) - 1_600) < 90, "within five deviations of a binomial")
  }
}
