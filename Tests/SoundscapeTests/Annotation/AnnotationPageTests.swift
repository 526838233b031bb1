import TestSupport
import Testing

@testable import Soundscape

/// docs/annotation.md lists the keys that are written, each once and no other.
@Suite struct AnnotationPageTests {
  /// The keys of each table of the page, in its order.
  private func tables() throws -> [[String]] {
    let path = try #require(FileSystem.find("docs/annotation.md", fromFoldersAbove: #filePath))
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    var tables: [[String]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("| key") { tables.append([]) }
      guard line.hasPrefix("| `"), !tables.isEmpty else { continue }
      let cell = line.dropFirst(2).prefix { $0 != "|" }
      tables[tables.count - 1] += cell.split(separator: "`").enumerated().filter { $0.offset % 2 == 0 }
        .map { String($0.element) }
    }
    return tables
  }

  @Test func theTablesHaveTheKeysThatAreWritten() throws {
    var generator = SmallGenerator(seed: 2)
    var annotation = try RandomAnnotation.make(&generator).annotation
    while annotation.events.isEmpty { annotation = try RandomAnnotation.make(&generator).annotation }
    annotation.settings.effects = [EffectInstance(name: "reverb", values: ["amount": 0.5])]
    annotation.events[0].event.effects = annotation.settings.effects
    annotation.settings.origin.variant = .name("far")
    annotation.settings.render.clip = .hard
    annotation.settings.render.normalize = .count
    (annotation.settings.render.coding.level, annotation.settings.render.sampleFormat) = (8, .opus)
    annotation.settings.origin.split = "train"
    annotation.settings.origin.values = ["room": .number(0.3)]
    annotation.events[0].event.group = GroupMembership(name: "song", isCoherent: true, song: "a.wav")
    annotation.settings.origin.prompt = "a mixture"
    annotation.events[0].event.prompt = "a sound"
    annotation.events[0].event.fill = .tile
    annotation.events[0].event.spec.sourceAnchor = .centre
    annotation.events[0].event.source.origin = SoundOrigin(name: "a", place: "b/a", group: "b")
    _ = try annotation.apply(
      [.set(keyPath: "ref_db", value: -20)], sounds: ListedSounds(Soundbank(foreground: .init(folder: "", labels: []))))
    let raw = try RawJAMS(annotation.jams)
    let written = [raw.soundscape, raw.entries[0], raw.entries[0]["measured"]].map { Set(($0.members ?? [:]).keys) }
    let tables = try tables()
    #expect(tables.map(Set.init) == written)
    #expect(tables.allSatisfy { Set($0).count == $0.count })
  }
}
