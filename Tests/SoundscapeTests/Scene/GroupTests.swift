import Testing

@testable import Soundscape

/// Stems of one song, or of many.
@Suite struct GroupTests {
  /// Four songs, one without vocals and one without drums; files of different lengths.
  private let bank: Soundbank = {
    func label(_ name: String, _ songs: [(String, Double)]) -> SoundLabel {
      SoundLabel(
        name: name,
        sounds: songs.map { song, duration in
          Sound(
            name: "\(song).wav", path: "fg/\(name)/\(song).wav",
            info: AudioFileInfo(frameCount: frames(in: duration, at: 44_100), sampleRate: 44_100, channelCount: 1))
        })
    }
    return Soundbank(
      foreground: .init(
        folder: "fg",
        labels: [
          label("bass", [("a", 30), ("b", 40), ("c", 50), ("d", 60)]),
          label("drums", [("a", 30), ("b", 35), ("c", 50)]),
          label("vocals", [("a", 30), ("b", 40), ("d", 60)]),
        ]))
  }()

  private func scenes(_ group: String, count: Int = 200) throws -> [Scene] {
    let yaml = "events:\n  - {labels: [vocals, drums, bass], \(group)}"
    return try Instantiator(recipe: try Recipes.read(yaml), soundbank: bank).scenes(seed: .integer(8)).scenes(count)
  }

  private let moving =
    "source_time: [uniform, 0, end], pitch_shift: [uniform, -2, 2], time_stretch: [uniform, 0.8, 1.2], "
    + "snr: [uniform, -5, 5]"

  @Test func aCoherentGroupIsOneSongAtOneTimeInOneTuning() throws {
    for scene in try scenes("coherent: 1, \(moving)") {
      #expect(scene.events.map(\.label) == ["vocals", "drums", "bass"])
      #expect(Set(scene.events.map(\.source.name)).count == 1)
      #expect(Set(scene.events.map(\.sourceTime)).count == 1)
      #expect(Set(scene.events.map(\.pitchShift)).count == 1 && Set(scene.events.map(\.timeStretch)).count == 1)
      #expect(Set(scene.events.map(\.snr)).count == 3, "each stem has its own level")
      #expect(["a.wav", "b.wav"].contains(scene.events[0].source.name), "only complete songs are drawn")
    }
  }

  @Test func theSharedSourceTimeIsBoundedByTheShortestFile() throws {
    var latest = 0.0
    for scene in try scenes("coherent: 1, event_duration: 4, source_file: b.wav, source_time: [uniform, 0, end]") {
      for event in scene.events { latest = max(latest, event.sourceTime) }
    }
    #expect(latest <= 31 && latest > 30, "drums of b last 35 s: \(latest)")
  }

  @Test func anIncoherentGroupDrawsEachStemByItself() throws {
    let scenes = try scenes(moving)
    #expect(scenes.contains { Set($0.events.map(\.source.name)).count > 1 })
    #expect(scenes.allSatisfy { Set($0.events.map(\.pitchShift)).count == 3 })
    #expect(scenes.contains { $0.events[2].source.name == "c.wav" }, "each from all files of its label")
  }

  @Test func coherenceIsAProbability() throws {
    let shared = try scenes("coherent: 0.5, \(moving)", count: 2_000)
      .count { Set($0.events.map(\.pitchShift)).count == 1 }
    // Four deviations of 22.
    #expect(abs(shared - 1_000) < 90, "\(shared) of 2,000")
  }

  /// Whether the group is coherent does not change what a stem draws by itself.
  @Test func incoherentDrawsAreThoseOfAGroupThatNeverIs() throws {
    for (mixed, never) in zip(try scenes("coherent: 0.5, \(moving)"), try scenes("coherent: 0, \(moving)"))
    where Set(mixed.events.map(\.pitchShift)).count == 3 {
      #expect(
        mixed.events
          == never.events.map { event in
            var same = event
            same.spec = mixed.events[event.drawingOrder].spec
            return same
          })
    }
  }

  @Test func onMissingSkipLeavesTheLabelOut() throws {
    let scenes = try scenes("coherent: 1, on_missing: skip")
    let labels = Set(scenes.map { "\($0.events[0].source.name) \($0.events.map(\.label))" })
    #expect(
      labels == [
        #"a.wav ["vocals", "drums", "bass"]"#, #"b.wav ["vocals", "drums", "bass"]"#, #"c.wav ["drums", "bass"]"#,
        #"d.wav ["vocals", "bass"]"#,
      ])
  }

  @Test func onMissingErrorNamesTheSongAndTheLabel() throws {
    let error = failure { try scenes("coherent: 1, on_missing: error, source_file: d.wav", count: 1) }
    #expect(error.map { "\($0)" } == "events[0]: the song d.wav has no file under drums (on_missing: error)")
  }

  @Test func withoutACompleteSongItIsRefusedBeforeAnythingIsDrawn() throws {
    let error = failure { try scenes("coherent: 1, source_file: [choose, [c.wav, d.wav]]", count: 1) }
    #expect(error.map { "\($0)" }?.contains("no file has the same name under all of its labels") == true)
  }

  @Test func whatIsSharedCanBeChosen() throws {
    for scene in try scenes("coherent: 1, share: [source_file, snr], \(moving)", count: 30) {
      #expect(Set(scene.events.map(\.source.name)).count == 1 && Set(scene.events.map(\.snr)).count == 1)
      #expect(Set(scene.events.map(\.sourceTime)).count == 3 && Set(scene.events.map(\.pitchShift)).count == 3)
    }
  }

  @Test func overridesHoldForTheirLabel() throws {
    for scene in try scenes("coherent: 1, snr: 0, override: {vocals: {snr: [uniform, 2, 3]}}", count: 30) {
      #expect((2...3).contains(scene.events[0].snr) && scene.events[1].snr == 0 && scene.events[2].snr == 0)
    }
  }

  @Test func aBalanceThatIsPreservedHasOneLevel() throws {
    for scene in try scenes("coherent: 1, balance: preserve, snr: [uniform, -5, 5]", count: 30) {
      #expect(Set(scene.events.map(\.snr)).count == 1)
      #expect(scene.events.allSatisfy { $0.levelGroup == "events[0]" })
    }
  }

  @Test func copiesAreSongsOfTheirOwn() throws {
    let scenes = try scenes("coherent: 1, count: 2, name: songs, pitch_shift: [uniform, -2, 2]", count: 40)
    for scene in scenes {
      #expect(
        scene.events.map(\.name)
          == [0, 1].flatMap { copy in
            ["vocals", "drums", "bass"].map { "songs#\(copy)/\($0)" }
          })
      #expect(Set(scene.events.map(\.pitchShift)).count == 2)
    }
    #expect(scenes.contains { $0.events[0].source.name != $0.events[3].source.name })
  }
}
