import TestSupport
import Testing

@testable import Soundscape

/// Where an event sounds, and for how long.
@Suite struct PlacementTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  @Test(arguments: [0, 0.1, 0.123_456, 0.3, 0.499_9], [8_000, 44_100])
  func aClickSoundsAtItsEventTime(time: Seconds, rate: Hertz) throws {
    let click = try bank.add(Signals.click(at: 0, frameCount: 1), "a", rate: rate)
    let mixture = try Scene.test([.test(click, at: time)], rate: rate).rendered()
    let plane = mixture.mix.channels[0]
    #expect(plane.count == rate / 2)
    #expect(plane.indices.filter { plane[$0] != 0 } == [frames(in: time, at: rate)])
    #expect(mixture.stems[0].position == frames(in: time, at: rate))
  }

  @Test func theWindowBeginsAtItsSourceTime() throws {
    let ramp = AudioBuffer(channels: [(0..<4_000).map { Float($0) / 4_096 }])
    let file = try bank.add(ramp, "a", rate: 8_000)
    let event = Event.test(file, at: 0.1, from: 0.25, lasting: 0.05)
    let mixture = try Scene.test([event]).rendered()
    #expect(mixture.stems[0].audio.channels[0] == Array(ramp.channels[0][2_000..<2_400]))
    #expect(Array(mixture.mix.channels[0][800..<1_200]) == Array(ramp.channels[0][2_000..<2_400]))
    #expect(mixture.mix.channels[0][..<800].allSatisfy { $0 == 0 })
    #expect(mixture.mix.channels[0][1_200...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [22_050, 44_100, 48_000], [0.5, 0.333_3, 0.07])
  func lengthsAreExact(rate: Hertz, duration: Seconds) throws {
    let file = try bank.add(Signals.noise(frameCount: 30_000), "a")
    for lasting in [0.05, 0.033_333, 0.07] {
      let mixture = try Scene.test(
        [.test(file, lasting: min(lasting, duration))], duration: duration, rate: rate
      ).rendered()
      #expect(mixture.mix.frameCount == frames(in: duration, at: rate))
      #expect(mixture.stems[0].audio.frameCount == frames(in: min(lasting, duration), at: rate))
    }
  }

  /// Time and duration are cut to frames one by one; their sum may not reach a frame beyond the end.
  @Test func anEventAtTheEndStaysInside() throws {
    let file = try bank.add(Signals.noise(frameCount: 4_000), "a", rate: 8_000)
    var generator = SmallGenerator(seed: 5)
    for _ in 0..<50 {
      let duration = Double.random(in: 0.01...0.3, using: &generator)
      let scene = Scene.test([.test(file, at: duration * 0.4, lasting: duration * 0.6)], duration: duration)
      let stem = try scene.rendered().stems[0]
      #expect(stem.end <= scene.frameCount && stem.end >= scene.frameCount - 1)
    }
  }

  /// A click in the middle of silence keeps its place in time through resampling: half a frame of the slower rate.
  @Test(arguments: [(44_100, 16_000), (16_000, 44_100), (48_000, 44_100), (8_000, 48_000)])
  func ratesMayDiffer(from: Hertz, to: Hertz) throws {
    let click = try bank.add(Signals.click(at: from / 20, frameCount: from / 10), "a", rate: from)
    let stem = try Scene.test([.test(click, at: 0.1)], rate: to).rendered().stems[0]
    #expect(stem.audio.frameCount == to / 10)
    let plane = stem.audio.channels[0].map(\.magnitude)
    let loudest = plane.firstIndex(of: plane.max() ?? 0) ?? 0
    expectClose(Double(loudest) / Double(to), 0.05, within: 0.5 / Double(min(from, to)) + 1 / Double(to))
  }

  @Test func stereoAndMono() throws {
    let stereo = AudioBuffer(channels: [[0.5, 0.25, 0], [0.25, -0.25, 1]])
    let file = try bank.add(stereo, "a", rate: 8_000)
    let single = try bank.add(AudioBuffer(channels: [[0.5, -0.25]]), "b", rate: 8_000)
    let mono = try Scene.test([.test(file)], channelCount: 1).rendered()
    #expect(mono.stems[0].audio.channels == [[0.375, 0, 0.5]])
    let two = try Scene.test([.test(file), .test(single)], channelCount: 2).rendered()
    #expect(two.stems[0].audio == stereo)
    #expect(two.stems[1].audio.channels == [[0.5, -0.25], [0.5, -0.25]])
    #expect(two.mix.channels.map { Array($0[..<3]) } == [[1, 0, 0], [0.75, -0.5, 1]])
  }

  @Test func noEventsAreSilenceAndAWarning() throws {
    let mixture = try Scene.test(channelCount: 2).rendered()
    #expect(mixture.mix == Signals.silence(frameCount: 4_000, channelCount: 2))
    #expect(
      mixture.report.warnings.map(\.kind) == [.noEvents] && mixture.report.scaleFactor == 1 && mixture.stems.isEmpty)
    let normalised = try Scene.test(options: .plain.with { $0.peakNormalization = true }).rendered()
    #expect(normalised.report.scaleFactor == 1)
  }

  @Test func aMissingFileIsNamed() throws {
    let file = try bank.add(Signals.noise(frameCount: 800), "a", rate: 8_000)
    FileSystem.discard(file.path)
    let error = failure { try Scene.test([.test(file)]).rendered() }
    #expect(error == .source(path: file.path, problem: "no such file"))
  }
}
