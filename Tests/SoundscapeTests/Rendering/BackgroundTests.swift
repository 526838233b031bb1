import TestSupport
import Testing

@testable import Soundscape

@Suite struct BackgroundTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  private func render(
    _ sound: AudioBuffer, from sourceTime: Seconds = 0, fill: RenderOptions.Fill = .loop, rate: Hertz = 8_000
  ) throws -> Mixture {
    let file = try bank.add(sound, "rain", role: .background, rate: rate)
    let event = Event.test(file, from: sourceTime, lasting: 0.5, name: "background[0]", role: .background)
    return try Scene.test([event], fade: 0.1, options: .plain.with { $0.fill = fill }).rendered()
  }

  /// Backgrounds have no fades: they do not begin, they are there.
  @Test func aLongFileIsCut() throws {
    let noise = Signals.noise(frameCount: 6_000)
    let stem = try render(noise, from: 0.125).stems[0]
    #expect(stem.position == 0 && stem.audio.frameCount == 4_000)
    expectClose(stem.audio, AudioBuffer(channels: [Array(noise.channels[0][1_000..<5_000])]), atLeast: 130)
  }

  @Test func aShortFileIsRepeated() throws {
    let noise = Signals.noise(frameCount: 1_500)
    let audio = try render(noise).stems[0].audio
    #expect(audio.frameCount == 4_000)
    // Copies begin every 1500 − 400 frames (50 ms overlap); between two seams it is the file itself.
    let plane = audio.channels[0]
    expectClose(
      AudioBuffer(channels: [Array(plane[1_500..<2_200])]),
      AudioBuffer(channels: [Array(noise.channels[0][400..<1_100])]), atLeast: 130)
    // Equal power: no dip and no bump where the copies meet.
    let power = { (range: Range<Int>) in range.reduce(0) { $0 + Double(plane[$1] * plane[$1]) } / Double(range.count) }
    expectClose(power(1_100..<1_500) / power(0..<1_100), 1, within: 0.15)
  }

  @Test func onceIsFollowedBySilence() throws {
    let noise = Signals.noise(frameCount: 1_500)
    let audio = try render(noise, fill: .once).stems[0].audio
    #expect(audio.frameCount == 4_000)
    expectClose(AudioBuffer(channels: [Array(audio.channels[0][..<1_500])]), noise, atLeast: 130)
    #expect(audio.channels[0][1_500...].allSatisfy { $0 == 0 })
  }

  /// As long as the mixture to the frame: no seam. A frame shorter: one, and what is before it stays as it is.
  @Test(arguments: [3_999, 4_000, 4_001]) func aboutAsLongAsTheMixture(frameCount: Int) throws {
    let noise = Signals.noise(frameCount: frameCount)
    let audio = try render(noise).stems[0].audio
    let kept = frameCount < 4_000 ? frameCount - 400 : 4_000
    expectClose(
      AudioBuffer(channels: [Array(audio.channels[0][..<kept])]),
      AudioBuffer(channels: [Array(noise.channels[0][..<kept])]), atLeast: 130)
    #expect(audio.frameCount == 4_000)
  }

  /// How a background is asked for makes no difference to what comes.
  @Test(arguments: RenderOptions.Fill.allCases) func piecesAreTheWhole(fill: RenderOptions.Fill) throws {
    var generator = SmallGenerator(seed: 11)
    for (count, rate) in [(700, 8_000), (1_234, 11_025), (3, 8_000), (1, 8_000), (5_000, 16_000)] {
      let event = try chain(lengths: [count, 531, 2_011], rate: rate)
      let scene = Scene.test([event], options: .plain.with { $0.fill = fill })
      var whole = try BackgroundStream(event, of: scene, sounds: SourceCache())
      var pieces = try BackgroundStream(event, of: scene, sounds: SourceCache())
      let expected = try whole.next(scene.frameCount)
      var found = AudioBuffer(channelCount: 1, frameCount: 0)
      while found.frameCount < scene.frameCount {
        found.append(try pieces.next(min(.random(in: 1...900, using: &generator), scene.frameCount - found.frameCount)))
      }
      #expect(found == expected, "\(count) frames at \(rate) Hz")
    }
  }

  @Test(arguments: [1, 2, 7]) func aTinyFileIsRepeatedTo(frameCount: Int) throws {
    let audio = try render(AudioBuffer(channels: [Array(repeating: 0.25, count: frameCount)])).stems[0].audio
    #expect(audio.frameCount == 4_000)
    #expect(audio.channels[0].allSatisfy { $0 > 0.2 })
  }

  @Test func anotherRateFillsExactlyToo() throws {
    for rate in [44_100, 6_000, 16_000] {
      #expect(try render(Signals.noise(frameCount: 3_001), rate: rate).mix.frameCount == 4_000)
    }
  }

  // MARK: Chains

  /// A background whose files are smooth noise of these lengths.
  private func chain(lengths: [Int], rate: Hertz = 8_000) throws -> Event {
    let files = try lengths.enumerated().map { i, count in
      try bank.add(smoothNoise(count, seed: UInt64(i + 1)), "rain", "\(i).wav", role: .background, rate: rate)
    }
    var event = Event.test(files[0], lasting: 0.5, name: "background[0]", role: .background)
    event.continuations = Array(files.dropFirst())
    return event
  }

  /// Noise without high frequencies: its steps from frame to frame are far smaller than its peaks.
  private func smoothNoise(_ frameCount: Int, seed: UInt64) -> AudioBuffer {
    let span = 24
    var plane = Signals.noise(frameCount: frameCount + 2 * span, seed: seed).channels[0]
    for _ in 0..<2 { plane = (0..<(plane.count - span)).map { i in plane[i..<(i + span)].reduce(0, +) / 12 } }
    return AudioBuffer(channels: [plane])
  }

  private func steps(_ plane: some Sequence<Float>) -> [Float] { zip(plane, plane.dropFirst()).map { abs($1 - $0) } }

  @Test func aChainGoesOnWithOtherFiles() throws {
    let event = try chain(lengths: [1_500, 1_000, 900])
    let plane = try Scene.test([event], options: .plain.with { $0.fill = .chain }).rendered().mix.channels[0]
    // Each begins 400 frames (50 ms) before the one before it ends: at 1100, 1700 and, the first file again, 2200.
    for (file, first, range) in [
      (0, 0, 0..<1_100), (1, 1_100, 1_500..<1_700), (2, 1_700, 2_100..<2_200), (0, 2_200, 2_600..<3_300),
    ] {
      let source = smoothNoise(1_500, seed: UInt64(file + 1)).channels[0]
      expectClose(
        AudioBuffer(channels: [Array(plane[range])]),
        AudioBuffer(channels: [Array(source[(range.lowerBound - first)..<(range.upperBound - first)])]), atLeast: 110)
    }
  }

  @Test func aLongEnoughFileNeedsNoOther() throws {
    let event = try chain(lengths: [4_000, 1_000])
    let chained = try Scene.test([event], options: .plain.with { $0.fill = .chain }).rendered()
    let once = try Scene.test([event], options: .plain.with { $0.fill = .once }).rendered()
    #expect(chained.mix == once.mix)
  }

  @Test func ratesInAChainMayDiffer() throws {
    let first = try bank.add(
      Signals.sine(440, at: 8_000, frameCount: 2_000), "rain", "a.wav", role: .background, rate: 8_000)
    let second = try bank.add(
      Signals.sine(440, at: 22_050, frameCount: 22_050), "rain", "b.wav", role: .background, rate: 22_050)
    var event = Event.test(first, lasting: 0.5, name: "background[0]", role: .background)
    event.continuations = [second]
    let plane = try Scene.test([event], options: .plain.with { $0.fill = .chain }).rendered().mix.channels[0]
    expectClose(Frequency.ofSine(Array(plane[2_100...]), at: 8_000), 440, within: 0.1)
  }

  /// A seam is not steeper than the files themselves, where Scaper's butt joints are clicks.
  @Test(arguments: [RenderOptions.Fill.loop, .chain]) func seamsAreNoSteeperThanTheSource(fill: RenderOptions.Fill)
    throws
  {
    var event = try chain(lengths: [6_001, 4_001, 5_001])
    event.eventDuration = 4
    var scene = Scene.test([event], duration: 4, options: .plain.with { $0.fill = fill })
    let inside =
      [6_001, 4_001, 5_001].enumerated()
      .compactMap { steps(smoothNoise($1, seed: UInt64($0 + 1)).channels[0]).max() }.max() ?? 0
    let steepest = steps(try scene.rendered().mix.channels[0]).max() ?? 0
    #expect(steepest <= inside, "\(steepest / inside) times the source's own steps")
    // Scaper sets a level: its steps are compared with those within its sound.
    scene.semantics = .scaper
    let joined = try scene.rendered().mix.channels[0]
    let inner = steps(joined[..<6_001]).max() ?? 1
    let jump = (steps(joined).max() ?? 0) / inner
    #expect(jump > 3, "Scaper's joint: \(jump) times the source's own steps")
  }
}
