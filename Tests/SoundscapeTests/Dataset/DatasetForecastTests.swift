import TestSupport
import Testing

@testable import Soundscape

@Suite struct DatasetForecastTests {
  /// What was told is what then comes: of mixtures that were all drawn, exactly.
  @Test func toldBeforeIsWhatComes() async throws {
    let fixture = try DatasetFixture()
    let forecast = try DatasetForecaster(engine: fixture.engine(), indices: 5..<45).run()
    #expect(!FileSystem.exists(fixture.folder.path("d")))
    #expect(forecast.mixtureCount == 40 && forecast.drawnCount == 40 && forecast.duration == 10)

    let instantiator = try Instantiator(recipe: fixture.recipe, soundbank: fixture.soundbank)
    let scenes = try (5..<45).map { try instantiator.scene(index: $0, seed: fixture.recipe.seed).value }
    let events = scenes.flatMap(\.events)
    let counts = NameTable(events.map { ($0.label, 1.0) }, uniquingKeysWith: +)
    #expect(forecast.labelCounts == [.foreground: counts])
    #expect(forecast.eventCounts.mean == Double(events.count) / 40)
    #expect(forecast.eventDurations.least == events.map(\.duration).min())
    #expect(forecast.polyphony.largest == scenes.map { Double($0.maximumPolyphony) }.max())

    _ = try fixture.generator("d", 5..<45).run()
    var bytes = 0.0
    for file in try fixture.tree("d").keys {
      bytes += Double(try FileSystem.read(fixture.folder.path("d/\(file)")).count)
    }
    // Annotations are a guess, and of such short mixtures most of the whole.
    #expect(forecast.bytes / bytes > 0.75 && forecast.bytes / bytes < 1.25, "\(forecast.bytes) of \(bytes)")
    let time = try #require(forecast.time)
    #expect(time.lowerBound > 0 && time.upperBound < .infinity)
  }

  /// The forecast is that of a second of the same work, so that a run is near it, whatever machine it is on.
  @Test func theTimeIsNearThatOfARun() throws {
    let fixture = try DatasetFixture()
    var forecaster = DatasetForecaster(engine: try fixture.engine(), indices: 0..<200)
    forecaster.jobs = 2
    let time = try #require(try forecaster.run().time)
    var generator = try fixture.generator("d", 0..<200)
    generator.jobs = 2
    let clock = ContinuousClock()
    let taken = try clock.measure { _ = try generator.run() } / .seconds(1)
    // Other tests run beside it: the machine may be several times as busy the one time as the other.
    #expect(taken > time.lowerBound / 8 && taken < time.upperBound * 8, "\(time), \(taken)")
  }

  @Test func aLargeDataSetIsToldFromAPart() throws {
    let fixture = try DatasetFixture()
    let all = try DatasetForecaster(engine: fixture.engine(), indices: 0..<50_000).run()
    #expect(all.drawnCount == 1_000 && all.duration == 12_500)
    let events = all.labelCounts[.foreground, default: [:]].values.reduce(0, +)
    // 2.5 events a mixture with a deviation of 1.1, of a thousand mixtures: four deviations of their mean.
    #expect(abs(events / 50_000 - 2.5) < 0.15)
  }

  @Test func failuresAreToldWithTheirReason() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.fit = .error
    fixture.recipe.events[0].eventTime = .uniform(0...0.3)
    let forecast = try DatasetForecaster(engine: fixture.engine(), indices: 0..<50).run()
    #expect(forecast.failures.values.reduce(0, +) > 10)
    #expect(forecast.failures.keys.allSatisfy { $0.contains("event_time: ") })
  }

  @Test func withoutAudioThereIsLittleToMake() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.output.audio = false
    let forecast = try DatasetForecaster(engine: fixture.engine(), indices: 0..<10).run()
    #expect(forecast.bytes < 200_000 && forecast.time != nil)
  }
}
