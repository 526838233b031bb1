import TestSupport
import Testing

@testable import Soundscape

/// Whatever a file says, it is read or refused with one line: nothing traps.
@Suite struct DamagedAnnotationTests {
  #if DEBUG
    private static let annotationCount = 6
  #else
    private static let annotationCount = 40
  #endif

  private static let values: [JSONTree] = [
    .null, .bool(true), .integer(0), .integer(-1), .integer(.max), .integer(.min), .number(1e300), .number(-1e300),
    .number(Double.leastNonzeroMagnitude), .number(0.5), .string(""), .string("../.."), .string("a\0b"), .array([]),
    .object([:]),
    .array([.integer(1), .string("x")]),
  ]

  /// Replaces one node of a tree, drawn evenly over all paths of some depth.
  private func damage(_ tree: JSONTree, _ generator: inout SmallGenerator) -> JSONTree {
    let stops = Int.random(in: 0..<8, using: &generator) == 0
    switch tree {
    case .object(let members) where !stops && !members.isEmpty:
      let keys = members.keys.sorted()
      let key = keys[Int.random(in: 0..<keys.count, using: &generator)]
      var changed = members
      if Int.random(in: 0..<10, using: &generator) == 0 {
        changed[key] = nil
      } else {
        changed[key] = damage(members[key] ?? .null, &generator)
      }
      return .object(changed)
    case .array(let elements) where !stops && !elements.isEmpty:
      var changed = elements
      let i = Int.random(in: 0..<elements.count, using: &generator)
      changed[i] = damage(elements[i], &generator)
      return .array(changed)
    default: return Self.values[Int.random(in: 0..<Self.values.count, using: &generator)]
    }
  }

  @Test func nothingTraps() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SmallGenerator(seed: seed)
    var refused = 0
    let row = ManifestRow(
      MixtureHeading(index: 0, seed: "", run: ""), artifacts: [Artifact(.annotation, name: "x.jams")], format: .wav,
      sha256: [:],
      warnings: [])
    for _ in 0..<Self.annotationCount {
      let (annotation, _, bank) = try RandomAnnotation.make(&generator)
      let tree = try JSONTree(json: annotation.jams)
      for _ in 0..<50 {
        var json = JSONWriter()
        json.value(damage(tree, &generator))
        do throws(SoundscapeError) {
          var read = try Annotation(jams: json.bytes, path: "x.jams")
          var statistics = DatasetStatistics()
          statistics.add(read, index: 0)
          let bytes = read.jams
          #expect(try Annotation(jams: bytes).jams == bytes, "seed \(seed)")
          _ = AnnotationClaims(annotation: read).problems(row)
          if read.duration > 0.2 { try read.trim(to: 0.1..<read.duration) }
          _ = try read.apply([.set(keyPath: "ref_db", value: -20)], sounds: ListedSounds(bank))
          _ = read.resolvedScene.events.map(read.resolvedScene.frameRange)
        } catch {
          refused += 1
          #expect("\(error)".hasPrefix("x.jams: ") && !"\(error)".contains("\n"), "seed \(seed): \(error)")
        }
      }
    }
    #expect(refused > 5 * Self.annotationCount, "seed \(seed)")
  }

  @Test func aNewerFormatIsRefused() throws {
    var generator = SmallGenerator(seed: 1)
    var raw = try RawJAMS(RandomAnnotation.make(&generator).annotation.jams)
    #expect(raw.soundscape["format"] == .integer(1))
    raw.soundscape["format"] = .integer(2)
    #expect(
      throws: SoundscapeError.annotation(
        path: "x.jams",
        problem: "sandbox.soundscape.format: was written by a newer version of this program: it reads up to 1 (found 2)"
      )
    ) { try Annotation(jams: raw.bytes, path: "x.jams") }
  }

  /// Files from before the format was written down, and those whose measurements were beside the name.
  @Test func olderFormatsAreRead() throws {
    var generator = SmallGenerator(seed: 3)
    var made = try RandomAnnotation.make(&generator)
    while made.annotation.rendering == nil || made.annotation.events.isEmpty {
      made = try RandomAnnotation.make(&generator)
    }
    var raw = try RawJAMS(made.annotation.jams)
    var members = raw.soundscape.members ?? [:]
    members["format"] = nil
    raw.soundscape = .object(members)
    raw.entries = raw.entries.map { entry in
      let measured = entry["measured"]
      var old = (entry.members ?? [:]).filter {
        ["name", "source_sha256", "altered", "first_frame", "frames"].contains($0.key)
      }
      old["loudness"] = measured["loudness"]
      old["peak"] = measured["peak"]
      return .object(old)
    }
    let read = try Annotation(jams: raw.bytes)
    #expect(read.header?.format == 0)
    #expect(read.events.map(\.measured?.loudness) == made.annotation.events.map(\.measured?.loudness))
    #expect(read.events.map(\.measured?.peak) == made.annotation.events.map(\.measured?.peak))
    #expect(try RawJAMS(read.jams).soundscape["format"] == .integer(1))
    #expect(try RawJAMS(read.jams).scaper["fg_spec"] == raw.scaper["fg_spec"], "specs stay as they were")
  }
}
