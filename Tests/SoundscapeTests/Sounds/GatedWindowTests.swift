import Extensions
import Synchronization
import TestSupport
import Testing

@testable import Soundscape

/// A window that the gate has measured is not decoded again for the renderer.
@Suite struct GatedWindowTests {
  private let gate = "gate: {min_rms_db: -40, max_attempts: 50}\n"
  private let event = "events: [{label: late, event_duration: 0.3, source_time: [uniform, 0, end]}]"

  private func recipe(_ yaml: String, channels: Int = 1) throws -> Recipe {
    let head = "duration: 0.5\nsample_rate: 8000\nchannels: \(channels)\nsoundbank: {foreground: tones}\n"
    return try RecipeReader.read(text: head + yaml, file: "")
  }

  /// Draws and renders one scene; gives the mixture, the event and what was read of its source.
  private func run(
    _ recipe: Recipe, _ tones: ToneSounds, index: Int, byteBudget: Int = SourceCache.defaultByteBudget
  ) throws -> (mix: AudioBuffer, event: Event, readings: [Range<Int>]) {
    let sounds = SourceCache(provider: tones, byteBudget: byteBudget)
    tones.readings.withLock { $0 = [:] }
    let scene = try Instantiator(recipe: recipe, soundbank: tones.listSounds().soundbank, sounds: sounds)
      .scene(index: index, seed: .integer(7)).value
    var renderer = Renderer(sounds: sounds)
    let mix = try renderer.render(scene).mix
    return (mix, scene.events[0], tones.readings.withLock { $0[scene.events[0].source.path] ?? [] })
  }

  @Test(
    "It is decoded once, in the mixture's channels or others",
    arguments: [(1, 1, true), (2, 1, true), (2, 2, true), (1, 2, true), (2, 1, false)])
  func once(sourceChannels: Int, channels: Int, decodesAlike: Bool) throws {
    let recipe = try recipe(gate + event, channels: channels)
    for index in 0..<12 {
      let tones = ToneSounds(channelCount: sourceChannels, decodesAlike: decodesAlike)
      let (mix, event, readings) = try run(recipe, tones, index: index)
      let window = EventRenderer.window(of: event)
      // Quiet windows that were tried before may add up to the whole sound, which is then decoded and kept.
      #expect(readings.count { $0.contains(window.lowerBound) && $0.contains(window.upperBound - 1) } == 1, "\(index)")
      // What is not kept is decoded for each of the two, to the same samples.
      let free = try run(recipe, tones, index: index, byteBudget: 0)
      #expect(free.mix == mix && free.readings.count { $0 == window } == 2)
    }
  }

  /// A scene whose stems are kept on disk uses the gate's windows too, and keeps no more sounds.
  @Test func onceForStemsOnDisk() throws {
    let folder = try TemporaryDirectory()
    let recipe = try recipe(gate + event)
    for index in 0..<6 {
      let tones = ToneSounds(decodesAlike: false)
      let sounds = SourceCache(provider: tones)
      let scene = try Instantiator(recipe: recipe, soundbank: tones.listSounds().soundbank, sounds: sounds)
        .scene(index: index, seed: .integer(7)).value
      let drawn = tones.readings.withLock { $0 }
      let before = sounds.byteCount
      var renderer = Renderer(sounds: sounds)
      renderer.policy.mostSamplesInMemory = 0
      var collector = MixtureCollector(channelCount: 1)
      _ = try renderer.render(scene, tracks: [.mixture], spillFolder: folder.path, into: &collector)
      #expect(tones.readings.withLock { $0 } == drawn, "\(index)")
      #expect(sounds.byteCount < before, "\(index): the window is released")
    }
  }

  @Test func aWindowIsUsedOnce() throws {
    let tones = ToneSounds()
    let sounds = SourceCache(provider: tones)
    let sound = tones.sound("tone:220")
    let level = try sounds.level(of: sound, in: 100..<900)
    #expect(sounds.byteCount == 4 * 800)
    #expect(try sounds.level(of: sound, in: 100..<900) == level)
    #expect(try sounds.read(sound, 100..<900, channelCount: 1).rootMeanSquareLevel == level)
    #expect(sounds.byteCount == 0)
    #expect(tones.readings.withLock { $0["tone:220"] } == [100..<900])
  }

  /// Windows that are never read take an eighth of the budget at most, and push out no more than that.
  @Test func windowsThatAreNeverReadAreReleased() throws {
    let tones = ToneSounds(duration: 0.125)
    let sounds = SourceCache(provider: tones, byteBudget: 4 * 8_000)
    let kept = ["tone:220", "tone:330", "tone:440", "tone:550", "late:220", "late:330"].map(tones.sound)
    for sound in kept { _ = try sounds.read(sound, 0..<1_000, channelCount: 1) }
    let long = ToneSounds(duration: 2).sound("late:440")
    for start in 0..<300 {
      _ = try sounds.level(of: long, in: start..<(start + 300))
      #expect(sounds.byteCount <= 4 * 7_000, "window \(start)")
    }
    #expect(sounds.paths == NameSet(kept.map(\.path)))
    // A window over an eighth is not kept at all.
    let before = sounds.byteCount
    _ = try sounds.level(of: long, in: 0..<1_001)
    #expect(sounds.byteCount == before)
  }
}
