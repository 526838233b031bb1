import Testing

@testable import Soundscape

/// Draws shared across a mixture, and alternatives.
@Suite struct SharedAndVariantTests {
  private func scenes(_ yaml: String, count: Int = 200) throws -> [Scene] {
    return try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank).scenes(seed: .integer(6)).scenes(
      count)
  }

  @Test func aSharedValueIsTheSameForAllThatNameIt() throws {
    let scenes = try scenes(
      """
      let: {level: [uniform, -30, -10], pet: [choose, [cat, dog]], room: [choose, [0.0, 0.2, 0.4]]}
      ref_db: $level
      render: {reverb: $room}
      events: [{name: a, label: $pet, snr: $level}, {name: b, label: $pet, count: 2, snr: $level}]
      """)
    for scene in scenes {
      #expect(Set(scene.events.map(\.label)).count == 1)
      #expect(scene.events.allSatisfy { $0.snr == scene.referenceLoudness })
    }
    #expect(Set(scenes.map(\.referenceLoudness)).count == 200)
    #expect(Set(scenes.map(\.render.reverb)) == [0, 0.2, 0.4])
    #expect(Set(scenes.map { $0.events[0].label }) == ["cat", "dog"])
  }

  @Test func sharingAValueLeavesOtherDrawsAlone() throws {
    let own = try scenes("events: [{name: a, label: cat, snr: [uniform, 0, 5], event_time: [uniform, 0, 5]}]")
    let shared = try scenes(
      "let: {x: [uniform, 0, 5]}\nevents: [{name: a, label: cat, snr: $x, event_time: [uniform, 0, 5]}]")
    #expect(own.map { $0.events[0].eventTime } == shared.map { $0.events[0].eventTime })
    #expect(own.map { $0.events[0].snr } != shared.map { $0.events[0].snr })
  }

  @Test func variantsComeByTheirWeights() throws {
    let yaml = """
      events:
        - {name: a, label: cat, pitch_shift: [uniform, -2, 2], event_time: [uniform, 0, 5]}
      variants:
        - {weight: 3, set: {}}
        - {weight: 1, set: {"events.*.pitch_shift": null}}
      """
    let scenes = try scenes(yaml, count: 2_000)
    let plain = scenes.count { $0.events[0].pitchShift == nil }
    // Four deviations of 19.
    #expect(abs(plain - 500) < 80, "\(plain) of 2,000")
  }

  @Test func aVariantLeavesTheOtherDrawsAlone() throws {
    let event = "events: [{name: a, label: cat, pitch_shift: [uniform, -2, 2], event_time: [uniform, 0, 5]}]"
    let without = try scenes(event)
    let with = try scenes(event + "\nvariants: [{weight: 1, set: {\"events[0].pitch_shift\": null}}]")
    #expect(without.map { $0.events[0].eventTime } == with.map { $0.events[0].eventTime })
    #expect(with.allSatisfy { $0.events[0].pitchShift == nil })
  }
}
