import TestSupport
import Testing

@testable import Soundscape

/// A scene rendered piece by piece gives the samples and the figures of one rendered in memory.
@Suite struct LongMixtureTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  private func scene(_ seed: Int) throws -> Scene {
    var generator = SmallGenerator(seed: UInt64(seed))
    func add(_ label: String, _ count: Int, rate: Hertz, role: Role, channelCount: Int = 1) throws -> Sound {
      let noise = Signals.noise(
        frameCount: count, seed: generator.next(), amplitude: .random(in: 0.0001...0.9, using: &generator),
        channelCount: channelCount)
      return try bank.add(noise, label, "\(generator.next()).wav", role: role, rate: rate)
    }
    var events: [Event] = []
    for i in 0..<Int.random(in: 0...2, using: &generator) {
      let files = try (0..<3).map { _ in
        try add("rain", .random(in: 500...9_000, using: &generator), rate: [8_000, 11_025][i], role: .background)
      }
      var event = Event.test(files[0], lasting: 1, name: "background[\(i)]", role: .background)
      event.continuations = Array(files[1...])
      events.append(event)
    }
    let files = try [(9_000, 8_000), (20_000, 22_050), (3_000, 12_000)].map {
      try add("a", $0.0, rate: $0.1, role: .foreground, channelCount: 2)
    }
    for i in 0..<Int.random(in: 0...6, using: &generator) {
      let file = files[Int.random(in: 0..<3, using: &generator)]
      var event = Event.test(
        file, at: .random(in: 0...0.6, using: &generator), from: .random(in: 0...0.05, using: &generator),
        lasting: .random(in: 0.001...0.4, using: &generator), snr: .random(in: -20...10, using: &generator),
        name: "event \(i)")
      if i == 3 { event.timeStretch = 1.1 }
      if i > 3 { event.levelGroup = "song" }
      events.append(event)
    }
    let options = RenderOptions.levelled.with {
      $0.fill = RenderOptions.Fill.allCases[seed % 3]
      $0.snrReference = RenderOptions.SNRReference.allCases[seed % 2]
      $0.sampleFormat = SampleFormat.allCases[seed % 4]
      $0.peakNormalization = seed % 5 == 0
      $0.reverb = seed % 4 == 3 ? 0.4 : nil
      $0.stretch = .soundtouch
    }
    return Scene.test(
      events, duration: 1, channelCount: 1 + seed % 2, reference: -20, fade: 0.01, options: options)
  }

  @Test(arguments: 0..<12) func piecesAreTheWhole(seed: Int) throws {
    let scene = try scene(seed)
    let whole = try scene.rendered()
    for (blockLength, longStem) in [(1_000, 100), (317, 1 << 22), (1 << 16, 100)] {
      let path = bank.folder.path("long.spill")
      let long = try LongMixture(
        scene, sounds: SourceCache(), spillingTo: path, blockLength: blockLength, longStem: longStem)
      #expect(!FileSystem.exists(path), "seed \(seed): the file has no name")
      var mix = AudioBuffer(channelCount: scene.channelCount, frameCount: 0)
      try long.eachPieceOfMix { mix.append($0) }
      let isSame = mix == whole.mix
      #expect(isSame, "seed \(seed), blocks of \(blockLength): \(signalToDifference(mix, whole.mix)) dB")
      for (i, stem) in whole.stems.enumerated() {
        var audio = AudioBuffer(channelCount: scene.channelCount, frameCount: 0)
        try long.eachPieceOfStem(i) { audio.append($0) }
        let isSame = audio == stem.audio
        #expect(isSame, "seed \(seed), blocks of \(blockLength), stem \(i)")
      }
      #expect(long.report == whole.report, "seed \(seed), blocks of \(blockLength)")
    }
  }

  /// Parts of files that are too long for memory, too: decoded and resampled as they are needed.
  @Test(arguments: [8_000, 11_025, 44_100]) func longPartsAreStreamed(rate: Hertz) throws {
    let noise = Signals.noise(frameCount: rate, channelCount: 2)
    let file = try bank.add(noise, "a", rate: rate)
    let scene = Scene.test([.test(file)], channelCount: 2)
    let short = SourcePart(file, window: 10..<(rate - 7), scene)
    let long = SourcePart(file, window: 10..<(rate - 7), scene, mostInMemory: 0)
    #expect(long.isLong && !short.isLong)
    var whole = try SourcePart.Reader(short, sounds: SourceCache())
    var pieces = try SourcePart.Reader(long, sounds: SourceCache())
    let expected = try whole.next(short.frameCount + 5)
    for _ in 0..<2 {
      var found = AudioBuffer(channelCount: 2, frameCount: 0)
      while found.frameCount < expected.frameCount {
        found.append(try pieces.next(min(777, expected.frameCount - found.frameCount)))
      }
      let isSame = found == expected
      #expect(isSame)
      try pieces.rewind()
    }
  }

  @Test func whatIsNoNumberIsRefusedHereToo() throws {
    let file = try bank.add(Signals.noise(frameCount: 800), "a", rate: 8_000)
    // A gain that no float holds.
    let scene = Scene.test([.test(file, snr: 2_000)])
    let expected = failure { try scene.rendered() }
    let found = failure {
      try LongMixture(
        scene, sounds: SourceCache(), spillingTo: bank.folder.path("x"), blockLength: 99, longStem: 0)
    }
    #expect(found == expected && found == .processing(stage: "mixture 0", problem: "the sum is no number"))
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    let path = bank.folder.path("none/long.spill")
    let found = failure {
      try LongMixture(
        Scene.test(), sounds: SourceCache(), spillingTo: path, blockLength: 99, longStem: 0)
    }
    #expect(found == .output(path: path, problem: "no such file or folder"))
  }

  @Test func whatCountsAsLong() throws {
    let file = try bank.add(Signals.noise(frameCount: 800), "a", rate: 8_000)
    var scene = Scene.test([.test(file), .test(file, name: "rain", role: .background)], channelCount: 2)
    // Three mixtures and a background of 4000 frames, an event of 800, two channels.
    #expect(LongMixture.sampleCount(of: scene) == 2 * (4 * 4_000 + 800))
    #expect(isTooLong(scene, 33_599) && !isTooLong(scene, 33_600))
    var effect = Renderer { _, _ in }
    effect.mostSamplesInMemory = 0
    let isEffectTooLong = effect.isTooLong(scene)
    #expect(!isEffectTooLong, "an effect takes a stem as a whole")
    scene.semantics = .scaper
    #expect(!isTooLong(scene, 0))
  }

  private func isTooLong(_ scene: Scene, _ mostSamples: Int) -> Bool {
    var renderer = Renderer()
    renderer.mostSamplesInMemory = mostSamples
    return renderer.isTooLong(scene)
  }
}
