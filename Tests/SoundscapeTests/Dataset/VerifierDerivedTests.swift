import TestSupport
import Testing

@testable import Soundscape

/// Values of an annotation that follow from others, or that cannot have been measured, with digests that agree.
@Suite struct VerifierDerivedTests {
  struct Lie: Sendable, CustomStringConvertible {
    /// The member that is named.
    var description: String
    var change: @Sendable (inout RawJAMS) -> Void
  }

  private static func entry(
    _ description: String, _ change: @escaping @Sendable (inout JSONTree) -> Void
  ) -> Lie {
    Lie(description: description) { document in
      var entries = document.entries
      change(&entries[1])
      document.entries = entries
    }
  }

  private static func measured(_ key: String, _ value: JSONTree) -> Lie {
    entry("events[1].measured.\(key)") { $0["measured"][key] = value }
  }

  /// Changes an element of a spec.
  private static func spec(_ description: String, _ element: Int, _ value: JSONTree) -> Lie {
    Lie(description: description) { document in
      var rows = document.scaper["fg_spec"].elements ?? []
      var row = rows[1].elements ?? []
      row[element] = value
      rows[1] = .array(row)
      document.scaper["fg_spec"] = .array(rows)
    }
  }

  static let lies: [Lie] =
    [
      Lie(description: "annotations[0].time") { $0.annotation["time"] = .number(3) },
      Lie(description: "annotations[0].time") { $0.annotation["time"] = .null },
      Lie(description: "annotations[0].duration") { $0.annotation["duration"] = .number(7) },
      Lie(description: "annotations[0].duration") { $0.annotation["duration"] = .string("x") },
      Lie(description: "file_metadata.duration") { $0.root["file_metadata"]["duration"] = .number(1e300) },
      Lie(description: "polyphony_gini") { $0.scaper["polyphony_gini"] = .number(0.123) },
      Lie(description: "polyphony_gini") { $0.scaper["polyphony_gini"] = .null },
      Lie(description: "polyphony_max") { $0.scaper["polyphony_max"] = .integer(99) },
      Lie(description: "n_events") { $0.scaper["n_events"] = .null },
      Lie(description: "ref_db_change") { document in
        document.scaper["ref_db_change"] = .number(6)
        document.scaper["ref_db_generated"] = .number((document.scaper["ref_db"].double ?? 0) + 6)
      },
      Lie(description: "sandbox.scaper.audio_path") { $0.scaper["audio_path"] = .string("other.wav") },
      Lie(description: "sandbox.scaper.save_isolated_events") { $0.scaper["save_isolated_events"] = .bool(false) },
      Lie(description: "sandbox.soundscape.reverb") { $0.soundscape["reverb"] = .number(0.9) },
      Lie(description: "fg_spec") { $0.scaper["fg_spec"] = .string("nonsense") },
      Lie(description: "fg_spec") { $0.scaper["fg_spec"] = .array([]) },
      Lie(description: "bg_spec[0]") { $0.scaper["bg_spec"] = .array([.integer(3)]) },
      spec("fg_spec[1].label", 0, .array([.string("const"), .string("z")])),
      spec("fg_spec[1].source_time", 2, .array([.string("uniform"), .integer(3)])),
      spec("fg_spec[1].snr", 5, .array([.string("const"), .number(99)])),
      spec("fg_spec[1].role", 6, .string("background")),
      Lie(description: "events[1]: is not an object") { document in
        var entries = document.entries
        entries[1] = .null
        document.entries = entries
      },
      Lie(description: "events[1]: is missing") { document in document.entries = [document.entries[0]] },
      measured("loudness", .number(1e300)), measured("gain", .number(-1e300)), measured("peak", .number(1e300)),
      measured("peak", .number(-1)), measured("snr_rest", .number(1e300)), measured("snr_background", .number(1e300)),
      measured("onset", .number(1e300)), measured("offset", .number(-1)),
      entry("offset is 200") { $0["measured"]["offset"] = .number(200) },
      entry("first_frame is null") { $0["first_frame"] = .null },
      entry("frames is null") { $0["frames"] = .null },
      entry("measured is empty") { $0["measured"] = .object([:]) },
    ]
    + JAMSKey.neverNullInEntries.map { key in
      entry("events[1].\(key.rawValue): is null") { $0[key.rawValue] = .null }
    }

  @Test("What follows from the rest of an annotation, or cannot be, is named", arguments: lies)
  func lie(lie: Lie) async throws {
    var fixture = try await VerifierFixture()
    try fixture.edit(1) { lie.change(&$0) }
    let failures = try await fixture.report().failures
    // A stem may show it too.
    let found = failures.first { $0.file == fixture.rows[1].jams }
    #expect(found?.problem.contains(lie.description) == true, "\(failures.map(\.description))")
    #expect(failures.allSatisfy { $0.index == 1 })
  }

  @Test func whatTheProgramWritesIsNotFoundWrong() async throws {
    let fixture = try await VerifierFixture(.flac, .pcm16) { recipe in
      recipe.events[0].pitchShift = .choose([1, -1])
      recipe.events[0].label = .cycle(["a", "b"])
      recipe.events[0].snr = .shared("level", .uniform(-3...3))
      recipe.render.reverb = 0.1
      recipe.render.peakNormalization = true
    }
    #expect(try await fixture.report().findings.isEmpty)
    let cut = fixture.dataset.folder.path("cut")
    _ = try Trimmer(inputs: [fixture.root], to: 0.05..<0.2, sink: FolderSink(cut)).run()
    let report = try DatasetVerifier(cut).run()
    #expect(report.findings.isEmpty, "\(report.findings.map(\.description))")
  }
}
