import TestSupport
import Testing

@testable import Soundscape

/// Data sets from trees and tables: drawn, annotated, verified and made again.
@Suite struct TreeDatasetTests {
  private let tree: SoundTree

  init() throws { tree = try SoundTree() }

  private func generate(_ recipe: Recipe, _ name: String, _ count: Int = 6) throws -> [Annotation] {
    let root = tree.folder.path(name)
    let sink = FolderSink(root)
    let summary = try DatasetGenerator(engine: try tree.engine(recipe), indices: 0..<count, sink: sink).run()
    #expect(summary.progress.failed == 0 && summary.progress.made == count)
    let report = try DatasetVerifier(root).run()
    #expect(report.isFaultless, "\(report.failures)")
    return try (0..<count).map { index in
      let row = try DatasetReader(dataset: root).entry(at: index)
      return try Annotation(jams: try #require(row.annotationPath))
    }
  }

  /// Makes the data set again elsewhere; every file but the manifest must be the same.
  private func recreate(_ name: String, _ count: Int, foreground: String? = nil, to again: String = "again") throws {
    let sink = FolderSink(tree.folder.path(again), overwrite: true)
    var recreator = Recreator(inputs: [tree.folder.path(name)], sink: sink)
    recreator.sounds = FileSounds(foreground: foreground)
    #expect(try recreator.run().progress.made == count)
    for index in 0..<count {
      let place = "00000\(index)"
      for file in ["mixture.wav"] + (foreground == nil ? ["mixture.jams"] : []) {
        #expect(
          try FileSystem.read(tree.folder.path("\(name)/\(place)/\(file)"))
            == FileSystem.read(tree.folder.path("\(again)/\(place)/\(file)")))
      }
    }
  }

  private static let render = "sample_rate: 8000\nref_db: -25\noutput: {stems: true}\n"

  /// The paths of sums lead up and down again, and names may have what is between the files of a sum.
  @Test func sumsAndNamesWithASeparatorAreMadeAgain() throws {
    for (k, file) in ["lead", "back | up", "x||y"].enumerated() {
      try tree.add("one | two/vocals/\(file).wav", pitch: Double(150 + 70 * k))
    }
    try tree.add("plain/a | b.wav", pitch: 300)
    for (name, bank) in [
      ("songs", "{path: bank, files: '<song>/<label>/<file>.wav', sum: true}"),
      (
        "windows",
        "{path: bank, files: '<song>/vocals/<file>.wav', label: x, sum: true, chunks: {length: 0.1, hop: 0.1}}"
      ),
      ("plain", "{path: bank, files: '<label>/<file>', labels: [plain]}"), ("folders", "bank/../links"),
    ] {
      if name == "folders" {
        try FileSystem.makeDirectories(tree.folder.path("links/dog"))
        try FileSystem.write(
          FileSystem.read("\(tree.root)/plain/a | b.wav"), to: tree.folder.path("links/dog/a | b.wav"))
      }
      let recipe = try tree.recipe(
        "duration: 0.25\nsoundbank: {foreground: \(bank)}\nevents: [{event_duration: 0.05}]\n\(Self.render)")
      _ = try generate(recipe, "deep/er/\(name)", 3)
      try recreate("deep/er/\(name)", 3, to: "deep/er/again")
      #expect(try RecreationChecker(inputs: [tree.folder.path("deep/er/\(name)")]).run().identical == 3, "\(name)")
    }
  }

  @Test func coherentGroupsAreDrawnBySong() throws {
    for (i, song) in ["x", "y", "z"].enumerated() {
      for (k, stem) in ["vocals", "drums"].enumerated() {
        try tree.add("\(song)/\(stem).wav", pitch: Double(150 + 90 * i + 40 * k))
      }
    }
    let recipe = try tree.recipe(
      """
      duration: 0.25
      soundbank: {foreground: {path: bank, files: '<song>/<label>.wav'}}
      events: [{labels: [vocals, drums], coherent: 1}]
      \(Self.render)
      """)
    let annotations = try generate(recipe, "data")
    for annotation in annotations {
      let songs = annotation.events.map { $0.event.source.origin?.song }
      #expect(songs.count == 2 && songs[0] == songs[1] && songs[0] != nil)
      #expect(annotation.events.map(\.sourceFile.path).allSatisfy { $0.contains("/\(songs[0] ?? "?")/") })
    }
    #expect(Set(annotations.map { $0.events[0].event.source.group }).count > 1)
    try recreate("data", 6)
    // From a bank that has moved.
    try FileSystem.rename(tree.root, to: tree.folder.path("moved"))
    try recreate("data", 6, foreground: tree.folder.path("moved"))
  }

  @Test func sumsAndWindowsAreAnnotatedAndMadeAgain() throws {
    try tree.add("s1/vocals/lead.wav", seconds: 2, pitch: 210)
    try tree.add("s1/vocals/back.wav", seconds: 1.5, pitch: 330)
    try tree.add("s1/drums/k.wav", seconds: 2, pitch: 90)
    let recipe = try tree.recipe(
      """
      duration: 0.25
      soundbank:
        foreground: {path: bank, files: '<song>/<label>/<file>', sum: true, chunks: {length: 0.5, hop: 0.25}, keep: [song]}
      events: [{labels: [vocals, drums], source_time: [uniform, 0, end]}]
      \(Self.render)
      """)
    let soundbank = try Soundbank.survey(recipe.soundbank).get()
    #expect(soundbank.foreground.labels[1].sounds.map(\.name) == (0..<7).map { "s1#000\($0)" })
    #expect(soundbank.foreground.labels[1].sounds[2].info.frameCount == 4_000)
    let annotations = try generate(recipe, "data")
    let vocals = try #require(annotations[0].events.first { $0.event.label == "vocals" })
    #expect(vocals.sourceFile.path.hasPrefix("../bank/s1/vocals/back.wav|../bank/s1/vocals/lead.wav#frames="))
    #expect(vocals.event.source.origin?.kept == ["song": "s1"] && vocals.event.source.origin?.group == "s1")
    try recreate("data", 6)
  }

  @Test func aSourceOutsideTheBankIsRefusedInEachPart() throws {
    try tree.add("s1/a/1.wav")
    try tree.add("s1/a/2.wav")
    let recipe = try tree.recipe(
      "duration: 0.2\nsoundbank: {foreground: {path: bank, files: '<song>/<label>/<file>', sum: true}}\nevents: [{label: a}]\n"
        + Self.render)
    _ = try generate(recipe, "data", 1)
    let path = tree.folder.path("data/000000/mixture.jams")
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    for bad in ["../bank/s1/a/1.wav|../bank/../secret.wav", "../bank/s1/a/1.wav|/etc/secret.wav"] {
      let changed = text.replacing("../bank/s1/a/1.wav|../bank/s1/a/2.wav", with: bad)
      #expect(changed != text)
      let annotation = try Annotation(jams: Array(changed.utf8), path: path)
      #expect(throws: SoundscapeError.self) { try annotation.scene(sounds: FileSounds()) }
    }
  }

  @Test func groupsOfTheBankKeepEventsApart() throws {
    for group in ["p", "q", "r"] { for k in 0..<4 { try tree.add("\(group)/\(k).wav", pitch: Double(100 + 20 * k)) } }
    let recipe = try tree.recipe(
      """
      duration: 0.25
      soundbank: {foreground: {path: bank, files: '<group>/<file>', label: bird}}
      events: [{count: 3}]
      constraints: {exclude_groups: true}
      \(Self.render)
      """)
    for annotation in try generate(recipe, "data") {
      #expect(Set(annotation.events.compactMap { $0.event.source.group }).count == 3)
    }
  }
}
