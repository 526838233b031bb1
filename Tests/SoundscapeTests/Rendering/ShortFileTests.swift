import TestSupport
import Testing

@testable import Soundscape

/// Windows around the middle of a file, and files that are shorter than their event.
@Suite struct ShortFileTests {
  private let bank: TestBank
  private static let rate = 8_000

  init() throws {
    bank = try TestBank()
    for (i, count) in [1_000, 1_001, 700, 2_000, 2_001].enumerated() {
      try bank.add(Signals.noise(frameCount: count, seed: UInt64(i)), "n\(count)", rate: Self.rate)
    }
  }

  private func source(_ count: Int) throws -> [Float] {
    let seeds = [1_000: 0, 1_001: 1, 700: 2, 2_000: 3, 2_001: 4]
    return Signals.noise(frameCount: count, seed: UInt64(try #require(seeds[count]))).channels[0]
  }

  /// Mixtures of 1,000 frames of one event as it is.
  private func mixture(_ event: String, more: String = "") throws -> (mix: [Float], scene: Scene) {
    let recipe = try RecipeReader.read(
      text: """
        duration: {samples: 1000}
        sample_rate: \(Self.rate)
        soundbank: {foreground: \(bank.foreground)}
        fade_in: 0
        fade_out: 0
        render: {level: gain, fix_clipping: false}
        \(more)
        events: [{\(event)}]
        """, file: "")
    let engine = try Engine(recipe: recipe, soundbank: try bank.scan().soundbank)
    let drawn = try engine.scene(at: 0)
    #expect(drawn.warnings.isEmpty)
    return (try engine.render(drawn.value).mix.channels[0], drawn.value)
  }

  private func expectSame(_ a: [Float], _ b: [Float]) {
    #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  /// The rule of AudioCaps' loader in BiSeP: the middle of the file is in the middle of the window.
  @Test(arguments: [700, 1_000, 1_001, 2_000, 2_001])
  func theMiddleOfTheFileIsInTheMiddle(count: Int) throws {
    let (mix, scene) = try mixture("label: n\(count), source_time: centre")
    let file = try source(count)
    let (length, centre) = (1_000, count / 2)
    let (start, end) = (max(0, centre - length / 2), min(count, centre + length / 2))
    var expected = [Float](repeating: 0, count: length)
    for i in start..<end { expected[length / 2 - (centre - start) + i - start] = file[i] }
    expectSame(mix, expected)
    let event = scene.events[0]
    #expect(frames(in: event.eventDuration, at: Self.rate) == end - start)
    #expect(event.drawn?.eventDuration.value == scene.duration)
    // It comes back from its annotation.
    let annotation = Annotation(scene: scene, files: .init(foregroundFolder: bank.foreground))
    let read = try Annotation(jams: annotation.jams)
    #expect(read.events[0].event.spec.sourceTime == .const(.centre) && read.jams == annotation.jams)
  }

  @Test(arguments: [0, 300])
  func aTiledFileIsRepeatedStraightOn(start: Int) throws {
    let (mix, scene) = try mixture("label: n700, source_time: {samples: \(start)}, fill: tile")
    let file = try source(700)
    expectSame(mix, (0..<1_000).map { file[(start + $0) % 700] })
    #expect(scene.events[0].eventDuration == scene.duration && scene.events[0].fill == .tile)
    let annotation = Annotation(scene: scene, files: .init(foregroundFolder: bank.foreground))
    #expect(try Annotation(jams: annotation.jams).events[0].event.fill == .tile)
    // A file that is long enough is not.
    expectSame(try mixture("label: n2000, fill: tile").mix, Array(try source(2_000).prefix(1_000)))
  }

  @Test func aTiledFileCanBeStretched() throws {
    let (mix, scene) = try mixture("label: n700, fill: tile, time_stretch: 1.25")
    #expect(frames(in: scene.events[0].duration, at: Self.rate) == 1_000)
    #expect(mix.suffix(200).contains { abs($0) > 0.1 })
  }

  /// The rule of MUSIC's loader in BiSeP: `centre` is where a window of the file is in the middle of what is played.
  @Test(arguments: ["cut", "tile"], [0, 1, 250, 499, 500, 700])
  func aWindowAroundATime(fill: String, centre: Int) throws {
    for count in [700, 1_000, 2_001] where centre <= count {
      let (mix, scene) = try mixture(
        "label: n\(count), source_time: {samples: \(centre)}, source_anchor: centre, fill: \(fill)")
      var file = try source(count)
      if fill == "tile", count < 1_000 { file += file }
      let (start, end) = (max(0, centre - 500), min(file.count, centre + 500))
      var expected = [Float](repeating: 0, count: 1_000)
      for i in start..<end { expected[500 - (centre - start) + i - start] = file[i] }
      expectSame(mix, expected)
      let event = scene.events[0]
      #expect(frames(in: event.sourceTime, at: Self.rate) == start)
      #expect(frames(in: event.eventTime, at: Self.rate) == 500 - (centre - start))
      #expect(event.drawn?.sourceTime.value == Double(centre) / 8_000)
      #expect(event.drawn?.eventDuration.value == scene.duration)
      let annotation = Annotation(scene: scene, files: .init(foregroundFolder: bank.foreground))
      let read = try Annotation(jams: annotation.jams)
      #expect(read.events[0].event.spec.sourceAnchor == .centre && read.jams == annotation.jams)
    }
  }

  /// Wherever the centre is, stretched or not, the event is within its place.
  @Test func drawnCentresStayWithinTheirEvent() throws {
    let recipe = """
      label: [choose, []], source_time: [uniform, 0, end], source_anchor: centre, event_time: [uniform, 0, 0.05],
      event_duration: [uniform, 0.01, 0.2], time_stretch: [uniform, 0.7, 1.4], fill: [FILL]
      """
    for fill in ["cut", "tile"] {
      let text = """
        duration: {samples: 1000}
        sample_rate: \(Self.rate)
        soundbank: {foreground: \(bank.foreground)}
        events: [{\(recipe.replacing("[FILL]", with: fill)), count: 3}]
        """
      let engine = try Engine(
        recipe: try RecipeReader.read(text: text, file: ""), soundbank: try bank.scan().soundbank)
      var centres: [Double] = []
      for index in 0..<100 {
        for event in try engine.scene(at: index).value.events {
          let drawn = try #require(event.drawn)
          let last = event.source.duration
          #expect(event.eventDuration > 0 && event.eventDuration <= drawn.eventDuration.value + 1e-9)
          #expect(event.eventTime >= drawn.eventTime.value)
          #expect(frames(in: event.eventTime, at: Self.rate) + frames(in: event.duration, at: Self.rate) <= 1_000)
          #expect(fill == "tile" || event.sourceTime + event.eventDuration <= last + 1e-9)
          #expect(drawn.sourceTime.range == 0...last)
          centres.append(drawn.sourceTime.value / last)
        }
        if index < 5 { _ = try engine.render(try engine.scene(at: index).value) }
      }
      // They come from all of the file.
      #expect((centres.min() ?? 1) < 0.02 && (centres.max() ?? 0) > 0.98)
    }
  }

  @Test func aTiledEventIsAsLongAsItsMixtureAllows() throws {
    let recipe = try RecipeReader.read(
      text: """
        duration: {samples: 1000}
        sample_rate: \(Self.rate)
        soundbank: {foreground: \(bank.foreground)}
        events: [{label: n700, fill: tile, event_duration: 3}]
        """, file: "")
    let drawn = try Engine(recipe: recipe, soundbank: try bank.scan().soundbank).scene(at: 0)
    #expect(drawn.value.events[0].eventDuration == 0.125)
    #expect(drawn.warnings.map(\.kind) == [.durationCutToMixture])
  }

  @Test func anAnchorIsOfEventsAndOfOurOwnSemantics() throws {
    let scaper = failure {
      try mixture("label: [const, n2000], source_anchor: centre", more: "semantics: scaper")
    }
    #expect("\(String(describing: scaper))".contains("source_anchor"))
    let wrong = failure { try mixture("label: n2000, source_anchor: middle") }
    #expect("\(String(describing: wrong))".contains("start"))
  }

  @Test func copiesAreTheSameWhateverTheBlocks() throws {
    let scene = try mixture("label: n700, source_time: 0.01, fill: tile").scene
    var renderer = Renderer()
    let whole = try renderer.render(scene)
    renderer.policy = StorePolicy(mostSamplesInMemory: 0, blockLength: 37)
    var collector = MixtureCollector(channelCount: 1)
    let report = try renderer.render(
      scene, tracks: [.mixture, .events([0])], spillFolder: bank.folder.path, into: &collector)
    #expect(collector.mixture(report).mix == whole.mix)
  }

  @Test func centreIsOneOfAListToo() throws {
    let (_, scene) = try mixture("label: n2000, source_time: [choose, [centre]]")
    #expect(scene.events[0].sourceTime == 500.0 / 8_000)
    let error = failure { try mixture("label: n2000, source_time: [uniform, 0, centre]") }
    #expect("\(String(describing: error))".contains("not the end of a range"))
    let other = failure { try mixture("label: [const, n2000], snr: centre") }
    #expect("\(String(describing: other))".contains("`centre` is only allowed in source_time"))
    let scaper = failure {
      try mixture("label: [const, n2000], source_time: [const, centre]", more: "semantics: scaper")
    }
    #expect("\(String(describing: scaper))".contains("only available with `semantics: soundscape`"))
  }

  @Test func membersOfASongStayTogether() throws {
    let scene = try mixture("labels: [n700, n1000], coherent: 1, source_time: centre").scene
    #expect(Set(scene.events.map(\.eventTime)) == [0] && Set(scene.events.map(\.sourceTime)) == [0])
  }
}
