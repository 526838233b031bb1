import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// How long a block is, and where the stems are kept, changes no sample and no figure.
@Suite struct BlockRenderingTests {
  /// Scenes of either semantics, from 0 and from 12, with and without effects.
  #if DEBUG
    static let seeds = Array(0..<4) + Array(12..<16)
  #else
    static let seeds = Array(0..<24)
  #endif

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
      if seed % 3 == 1 {
        event.effects =
          [
            [EffectInstance(name: "echo", values: ["delay": 333])],
            [EffectInstance(name: "blur", values: ["reach": 20])],
            [EffectInstance(name: "reverb", values: ["amount": 0.2])], [],
            [
              EffectInstance(name: "blur", values: ["reach": 3]), EffectInstance(name: "echo", values: ["delay": 100]),
            ],
          ][i % 5]
      }
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
    var scene = Scene.test(
      events, duration: 1, channelCount: 1 + seed % 2, reference: -20, fade: 0.01, options: options)
    if seed % 4 == 1 {
      scene.effects = [
        EffectInstance(name: "echo", values: ["delay": 1_000]), EffectInstance(name: "blur", values: ["reach": 9]),
      ]
    }
    if seed >= 12 {
      scene.semantics = .scaper
      scene.fadeIn = 0.000_5
      scene.fadeOut = 0.000_5
      scene.effects = []
      for i in scene.events.indices { scene.events[i].effects = [] }
    }
    return scene
  }

  /// Keeps each whole track, with the silence around it.
  private struct Recorder: TrackReceiver {
    var tracks: [AudioBuffer] = []
    var length = 0
    let channelCount: Int

    mutating func begin(_ track: Track, range: Range<Int>, frameCount: Int) {
      tracks.append(Signals.silence(frameCount: range.lowerBound, channelCount: channelCount))
      length = frameCount
    }

    mutating func receive(_ block: AudioBuffer) { tracks[tracks.count - 1].append(block) }
    mutating func end() { tracks[tracks.count - 1].setLength(length) }
  }

  private func render(
    _ scene: Scene, _ tracks: [Track], cut: Range<Int>? = nil, blockLength: Int? = nil
  ) throws -> (tracks: [AudioBuffer], report: MixtureReport) {
    var renderer = Renderer(effects: .tests, sounds: SourceCache())
    if let blockLength { renderer.policy = StorePolicy(mostSamplesInMemory: 0, blockLength: blockLength) }
    var recorder = Recorder(channelCount: scene.channelCount)
    let report = try renderer.render(
      scene, tracks: tracks, cut: cut, spillFolder: bank.folder.path, into: &recorder)
    return (recorder.tracks, report)
  }

  @Test(arguments: seeds) func blocksAndStoresChangeNoBit(seed: Int) throws {
    let scene = try scene(seed)
    let events = Array(scene.events.indices)
    let tracks =
      [.events(events), Track.mixture, .events([0, 2].filter(events.contains))] + events.map { .events([$0]) }
    let cut = seed % 3 == 2 ? 1_111..<6_007 : nil
    let whole = try render(scene, tracks, cut: cut)
    if cut == nil {
      let mixture = try scene.rendered(with: .tests)
      #expect(mixture.report == whole.report && mixture.mix == whole.tracks[1], "seed \(seed): the short form")
    }
    for blockLength in [1_000, 317, 1 << 16] {
      let blocks = try render(scene, tracks, cut: cut, blockLength: blockLength)
      for (i, (a, b)) in zip(blocks.tracks, whole.tracks).enumerated() {
        let isSame = a == b
        #expect(isSame, "seed \(seed), blocks of \(blockLength), track \(i): \(signalToDifference(a, b)) dB")
      }
      #expect(blocks.report == whole.report, "seed \(seed), blocks of \(blockLength)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: bank.folder.path).allSatisfy { !$0.hasSuffix("spill") })
  }

  /// A track of several events is the sum of their stems: exact, in any order.
  @Test(arguments: seeds) func aSumOfEventsIsTheSumOfTheirStems(seed: Int) throws {
    let scene = try scene(seed)
    var generator = SmallGenerator(seed: UInt64(seed) + 50)
    let some = scene.events.indices.filter { _ in Bool.random(using: &generator) }
    let stems = try render(scene, scene.events.indices.map { .events([$0]) }).tracks
    let sum = try render(scene, [.events(some)], blockLength: 777).tracks[0]
    var expected = Signals.silence(frameCount: scene.frameCount, channelCount: scene.channelCount)
    for stem in some.reversed() { expected.add(stems[stem], at: 0) }
    let isSame = sum == expected
    #expect(isSame, "seed \(seed), events \(some)")
  }

  /// A cut is a part of the whole, measured in it: what is outside counts for the gain only.
  @Test(arguments: seeds) func aCutIsAPartOfTheWhole(seed: Int) throws {
    let scene = try scene(seed)
    let tracks = [Track.mixture] + scene.events.indices.map { .events([$0]) }
    let cut = 2_000..<5_555
    let whole = try render(scene, tracks)
    let part = try render(scene, tracks, cut: cut, blockLength: 500)
    for (a, b) in zip(part.tracks, whole.tracks) {
      let isSame = a == b.part(cut)
      #expect(isSame, "seed \(seed)")
    }
    #expect(part.report.scaleFactor == whole.report.scaleFactor && part.report.step == whole.report.step)
    for (a, b) in zip(part.report.stems, whole.report.stems) {
      let range = (b.firstFrame..<(b.firstFrame + b.frameCount)).clamped(to: cut)
      #expect(a.firstFrame == range.lowerBound - cut.lowerBound && a.frameCount == range.count, "seed \(seed)")
      #expect(a.measured.loudness == b.measured.loudness, "seed \(seed)")
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

  @Test func aSumThatIsNotANumberIsRefused() throws {
    let file = try bank.add(Signals.noise(frameCount: 800), "a", rate: 8_000)
    // A gain that no float holds.
    let scene = Scene.test([.test(file)], reference: 2_000, options: .levelled)
    let problem = SoundscapeError.processing(
      stage: "the sum", problem: "contains NaN or infinity: lower ref_db, the snr or what an effect adds")
    #expect(failure { try render(scene, [.mixture]) } == problem)
    #expect(failure { try render(scene, [.mixture], blockLength: 99) } == problem)
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    let folder = bank.folder.path("none")
    var renderer = Renderer()
    renderer.policy.mostSamplesInMemory = 0
    var recorder = Recorder(channelCount: 1)
    let found = failure {
      try renderer.render(Scene.test(), tracks: [.mixture], spillFolder: folder, into: &recorder)
    }
    #expect(found == .output(path: "\(folder)/0.spill", problem: "no such file or folder"))
  }

  @Test func aFileThatIsThereIsLeftAsItIs() throws {
    let path = bank.folder.path("0.spill")
    try FileSystem.write([1, 2], to: path)
    _ = try render(Scene.test(), [.mixture], blockLength: 99)
    #expect(try FileSystem.read(path) == [1, 2])
  }

  @Test func whatCountsAsLong() throws {
    let file = try bank.add(Signals.noise(frameCount: 800), "a", rate: 8_000)
    var scene = Scene.test([.test(file), .test(file, name: "rain", role: .background)], channelCount: 2)
    // Three mixtures and a background of 4000 frames, an event of 800, two channels.
    #expect(StorePolicy.sampleCount(of: scene) == 2 * (4 * 4_000 + 800))
    scene.effects = [EffectInstance(name: "reverb", values: ["amount": 0])]
    #expect(StorePolicy.sampleCount(of: scene) == 2 * 5 * 4_000, "a stem sounds on to the end")
    for (most, isSpilled) in [(39_999, true), (40_000, false)] {
      let store = try StorePolicy(mostSamplesInMemory: most).makeStore(for: scene, spillFolder: bank.folder.path)
      #expect(store is SpillStore == isSpilled)
    }
    #expect(try StorePolicy(mostSamplesInMemory: 0).makeStore(for: scene, spillFolder: nil) is MemoryStore)
  }
}
