import TestSupport
import Testing

@testable import Soundscape

@Suite struct LayoutTests {
  private func scene(_ labels: [(Role, String)]) -> Scene {
    let file = Sound(
      name: "x.wav", path: "x.wav", info: AudioFileInfo(frameCount: 1, sampleRate: 8_000, channelCount: 1))
    let events = labels.enumerated().map { i, item in
      Event(
        name: "\(i)", role: item.0, label: item.1, source: file, sourceTime: 0, eventTime: 0, eventDuration: 1, snr: 0,
        spec: SharedSpec(EventSpec()))
    }
    return Scene(
      index: 42, seed: .integer(0), duration: 1, sampleRate: 8_000, channelCount: 1, referenceLoudness: -20, fadeIn: 0,
      fadeOut: 0, protectedLabels: [], events: events, render: RenderOptions())
  }

  @Test func folderLayout() {
    let files = Layout(options: OutputOptions()).files(
      of: scene([(.foreground, "bass"), (.foreground, "drums")]), split: nil)
    #expect(files.mixture == "000042/mixture.wav")
    #expect(files.stems == ["000042/stems/bass.wav", "000042/stems/drums.wav"])
    #expect(files.jams == "000042/mixture.jams")
    #expect(files.labels == "000042/labels.txt")
  }

  @Test func stemsOfOneLabelAreNumberedAndNeverCollide() {
    let labels: [(Role, String)] = [
      (.background, "dog"), (.foreground, "dog"), (.foreground, "dog-0"), (.foreground, "dog"),
    ]
    let files = Layout(options: OutputOptions()).files(of: scene(labels), split: nil)
    #expect(files.stems.map(Path.name) == ["dog-1.wav", "dog-2.wav", "dog-0.wav", "dog-3.wav"])
  }

  @Test func scaperLayout() {
    var options = OutputOptions()
    options.layout = .scaper
    options.format = .flac
    let labels: [(Role, String)] = [(.background, "park"), (.foreground, "siren"), (.foreground, "siren")]
    let files = Layout(options: options).files(of: scene(labels), split: "train")
    #expect(files.mixture == "train/000042.flac")
    #expect(
      files.stems == [
        "train/000042_events/background0_park.flac", "train/000042_events/foreground0_siren.flac",
        "train/000042_events/foreground1_siren.flac",
      ])
    #expect(files.jams == "train/000042.jams")
    #expect(files.labels == "train/000042.txt")
  }

  @Test func indicesOverAMillionKeepAllDigits() {
    #expect(Layout.name(of: 1_234_567) == "1234567")
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
