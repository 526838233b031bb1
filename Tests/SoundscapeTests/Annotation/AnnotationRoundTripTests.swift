import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// What is written comes back: scenes and annotations, as JAMS and as plain values.
@Suite struct AnnotationRoundTripTests {
  /// More where it is cheap: the slow suite runs in release.
  private static let count: Int = {
    #if DEBUG
      100
    #else
      1_000
    #endif
  }()

  private static let seeds = (0..<4).map { _ in UInt64.random(in: 0...UInt64.max) }

  private func each(
    _ seed: UInt64,
    _ body: (_ annotation: Annotation, _ scene: Scene, _ sounds: ListedSounds, _ index: Int) throws -> Void
  ) throws {
    var generator = SmallGenerator(seed: seed)
    for i in 0..<Self.count / Self.seeds.count {
      let (annotation, scene, bank) = try RandomAnnotation.make(&generator)
      try body(annotation, scene, ListedSounds(bank), i)
    }
  }

  @Test("A scene comes back from JAMS", arguments: seeds)
  func scenes(seed: UInt64) throws {
    try each(seed) { annotation, scene, sounds, i in
      let found = try Annotation(jams: annotation.jams).scene(sounds: sounds)
      // What JAMS does not hold of a spec.
      var expected = scene
      for k in expected.events.indices {
        expected.events[k].spec.name = nil
        expected.events[k].spec.count = nil
        expected.events[k].spec.group = nil
      }
      #expect(found == expected, "seed \(seed), scene \(i)")
    }
  }

  @Test("An annotation's bytes come back from JAMS", arguments: seeds)
  func annotations(seed: UInt64) throws {
    try each(seed) { annotation, _, sounds, i in
      let bytes = annotation.jams
      let read = try Annotation(jams: bytes)
      #expect(firstDifference(read.jams, bytes) == nil, "seed \(seed), annotation \(i)")
      // Not only as it was read: made anew of what was read, as after rendering again.
      let again = try read.rerendered(sounds)
      #expect(firstDifference(again.jams, bytes) == nil, "seed \(seed), annotation \(i) made again")
    }
  }

  @Test("Annotations and scenes are plain values that come back from any coder", arguments: seeds)
  func codable(seed: UInt64) throws {
    try each(seed) { annotation, scene, _, i in
      let decodedScene = try JSONDecoder().decode(Scene.self, from: JSONEncoder().encode(scene))
      #expect(decodedScene == scene, "seed \(seed), scene \(i)")
      let read = try Annotation(jams: annotation.jams)
      for value in [annotation, read] {
        let decoded = try JSONDecoder().decode(Annotation.self, from: JSONEncoder().encode(value))
        #expect(decoded == value, "seed \(seed), annotation \(i)")
      }
    }
  }

  @Test("Cuts come back, and a cut annotation is made again", arguments: seeds)
  func cuts(seed: UInt64) throws {
    var generator = SmallGenerator(seed: seed)
    try each(seed) { annotation, _, sounds, i in
      var cut = try Annotation(jams: annotation.jams)
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let start = Double.random(in: 0..<cut.duration * 0.6, using: &generator)
        try cut.trim(to: start..<Double.random(in: start..<(cut.duration * 1.2), using: &generator).nextUp)
      }
      let bytes = cut.jams
      let read = try Annotation(jams: bytes)
      #expect(firstDifference(read.jams, bytes) == nil && read.cuts == cut.cuts, "seed \(seed), annotation \(i)")
      #expect(
        try firstDifference(read.rerendered(sounds).jams, bytes) == nil, "seed \(seed), annotation \(i) made again")
    }
  }

  /// Numbers keep their form, and every member stays, known or not.
  @Test func scapersFilesKeepEverythingTheyHad() throws {
    let folder = ConformanceTests.folder
    let old = try FileSystem.list(folder + "/scaper-jams").map { "\(folder)/scaper-jams/\($0)" }
    let files =
      try old + FileSystem.list(folder + "/audio").map { "\(folder)/audio/\($0)" }.filter { $0.hasSuffix(".jams") }
    #expect(files.count > 20)
    for file in files {
      let theirs = try JSONTree(json: FileSystem.read(file))
      let ours = try JSONTree(json: Annotation(jams: file).jams)
      #expect(ours == theirs, "\(file)")
    }
  }

  @Test func unknownMembersStayWhereTheyWere() throws {
    var generator = SmallGenerator(seed: 5)
    var raw = try RawJAMS(RandomAnnotation.make(&generator).annotation.jams)
    let extra = JSONTree.object(["a": .integer(1), "b": .number(2), "c": .array([.null, .bool(true)])])
    raw.root["extra"] = extra
    raw.root["sandbox"] = extra
    raw.root["file_metadata"]["title"] = .string("Rain")
    raw.annotation["extra"] = extra
    raw.annotation["annotation_metadata"]["curator"]["name"] = .string("Ada")
    raw.annotation["sandbox"]["extra"] = extra
    raw.scaper["extra"] = extra
    raw.soundscape["extra"] = extra
    raw.root["annotations"] = .array([.object(["namespace": .string("beat")]), raw.annotation])
    let found = try JSONTree(json: Annotation(jams: raw.bytes).jams)
    #expect(found == raw.root)
  }
}

extension Annotation {
  /// Made again as after rendering, with the measurements that it has.
  fileprivate func rerendered(_ sounds: any SoundProvider) throws -> Annotation {
    var old = self
    _ = try old.apply([], sounds: sounds)
    var new = try Annotation(rerendering: old, scene: old.resolvedScene, warnings: []) { $0.path }
    guard let rendering = old.rendering else { return new }
    let warnings =
      old.events.flatMap { event in event.altered.compactMap { $0.renderingWarning(of: event.event.name) } }
      + (old.cuts.isEmpty ? old.altered.compactMap { $0.renderingWarning(of: "") } : [])
    new.add(
      MixtureReport(
        stems: old.events.map {
          .init(
            firstFrame: $0.firstFrame ?? 0, frameCount: $0.frameCount ?? 0, measured: $0.measured ?? StemMeasurements())
        }, scaleFactor: rendering.scaleFactor, step: Float(rendering.step ?? 0), warnings: warnings))
    if !old.cuts.isEmpty { for i in new.events.indices { new.events[i].measured = old.events[i].measured } }
    return new
  }
}

extension Annotation.Alteration {
  fileprivate func renderingWarning(of subject: String) -> Soundscape.Warning? {
    guard let kind = Warning.Kind(rawValue: rule), kind.isOfRendering else { return nil }
    return Warning(kind, subject: subject, "", before: before, after: after)
  }
}
