import TestSupport
import Testing

@testable import Soundscape

/// A background that is shorter than its mixture and loops begins anywhere in its file.
@Suite struct LoopedBackgroundTests {
  @Test func itBeginsAnywhere() throws {
    let yaml = "background: [{source_file: [const, rain0.wav], source_time: [uniform, 0, end]}]"
    let source = try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank).scenes(seed: .integer(4))
    let times = try (0..<200).map { try source.scene(at: $0).value.events[0].sourceTime }
    #expect(times.allSatisfy { 0..<3 ~= $0 } && times.min() ?? 1 < 0.1 && times.max() ?? 0 > 2.9)
    for fill in ["chain", "once"] {
      let other = try Recipes.draw("render: {fill: \(fill)}\n\(yaml)").scene
      #expect(other.events[0].sourceTime == 0, "\(fill)")
    }
    // As long as the mixture: as before.
    let long = try Recipes.draw("background: [{source_file: [const, rain1.wav], source_time: [const, 15]}]").scene
    #expect(long.events[0].sourceTime == 10)
    let scaper = try Recipes.draw(
      "semantics: scaper\nbackground: [{label: [const, rain], source_file: [const, rain0.wav], source_time: [uniform, 0, 3]}]"
    ).scene
    #expect(scaper.events[0].sourceTime == 0)
  }

  /// The rest of the file, then all of it again and again, each seam a crossfade.
  @Test func theRestIsHeardThenTheWholeFile() throws {
    let bank = try TestBank()
    let rate = 8_000
    let noise = Signals.noise(frameCount: 2_000, seed: 3)
    try bank.add(noise, "rain", "0.wav", role: .background, rate: rate)
    let text = """
      duration: 1
      soundbank: {foreground: foreground, background: background}
      sample_rate: 8000
      background: [{source_time: 0.1}]
      render: {level: gain}
      """
    let recipe = try RecipeReader.read(text: text, file: bank.folder.path("a.yaml"))
    let soundbank = try Soundbank.scan(.init(foreground: bank.background, background: bank.background)).soundbank
    let scene = try Instantiator(recipe: recipe, soundbank: soundbank).scenes(seed: .integer(1)).scene(at: 0).value
    #expect(scene.events[0].sourceTime == 0.1)
    var renderer = Renderer()
    let heard = try renderer.render(scene).mix.channels[0]
    var reader = try AudioFileReader(path: scene.events[0].source.path)
    let file = try reader.read(from: 0, count: reader.info.frameCount).channels[0]
    let start = 800
    let overlap = 400
    let gain = heard[0] / file[start]
    func isHeard(_ frames: Range<Int>, from place: Int) -> Bool {
      frames.allSatisfy { abs(heard[$0] - gain * file[place + $0 - frames.lowerBound]) < 1e-5 }
    }
    let first = 2_000 - start
    #expect(isHeard(0..<(first - overlap), from: start))
    // The second copy begins in the crossfade, at its own start.
    #expect(isHeard(first..<(first - overlap + 2_000 - overlap), from: overlap))
    #expect(isHeard((first - overlap + 2_000)..<(first - overlap + 2_000 + 800), from: overlap))
  }

  @Test func allThatReadsItAgrees() throws {
    var fixture = try DatasetFixture()
    for k in 0..<2 {
      try FileSystem.makeDirectories(fixture.folder.path("beds/rain"))
      var writer = try AudioFileWriter(
        path: fixture.folder.path("beds/rain/\(k).wav"), format: .wav, subtype: .pcm16, sampleRate: 11_025,
        channelCount: 1)
      try writer.write(Signals.noise(frameCount: 1_100 + 300 * k, seed: UInt64(k)))
      try writer.close()
    }
    fixture.recipe.soundbank.background = [SoundSource(path: fixture.folder.path("beds"))]
    var bed = BackgroundSpec()
    bed.sourceTime = .uniform(0...(.end))
    fixture.recipe.backgrounds = [bed]
    let soundbank = try Soundbank.scan(fixture.recipe.soundbank).soundbank
    func generate(_ name: String, _ count: Int) throws -> String {
      let root = fixture.folder.path(name)
      let engine = try Engine(recipe: fixture.recipe, soundbank: soundbank)
      _ = try DatasetGenerator(engine: engine, indices: 0..<count, sink: FolderSink(root)).run()
      return root
    }
    let root = try generate("set", 4)
    let report = try DatasetVerifier(root).run()
    #expect(report.isFaultless, "\(report.findings.map(\.description))")
    #expect(try RecreationChecker(inputs: [root]).run().identical == 4)
    // An edit keeps to the same bounds.
    var recreator = Recreator(inputs: [root + "/000000/mixture.jams"], sink: FolderSink(fixture.folder.path("edited")))
    recreator.edits = [.set(keyPath: "events[0].source_time", value: 0.05)]
    #expect(try recreator.run().warnings.isEmpty)

    fixture.recipe.output.audio = false
    let statistics = try StatisticsReader(try generate("bare", 200)).run()
    let time = try #require(statistics.fields.first { $0.spec.hasPrefix("background") && $0.field == "source_time" })
    #expect(time.distance?.isSignificant == false && time.conditionalDistance?.isSignificant != true)
  }

  /// Where a background has no choice of a start, there is nothing to compare.
  @Test func noRoomIsNoFault() throws {
    var series = FieldSeries(
      .init(spec: ByteName("background[0]"), field: .sourceTime, requested: .uniform(0...(.end))))
    for _ in 0..<50 { series.add(0, drawn: 0, within: 0...0) }
    let found = series.statistics(.init(spec: ByteName("background[0]"), field: .sourceTime, requested: nil))
    #expect(found?.values.count == 50 && found?.distance == nil)
  }
}
