import TestSupport
import Testing

@testable import Soundscape

@Suite struct FloatingPointModeTests {
  /// Whether subnormals count as 0 on this thread.
  // Another number each time: the optimiser would take the result of an earlier call.
  private var isFlushing: Bool { Self.half(of: Float(bitPattern: .random(in: 60_000...70_000))) == 0 }

  @inline(never) private static func half(of number: Float) -> Float { number * 0.5 }

  @Test(arguments: [true, false]) func aModeIsSetAndGivenBack(flushes: Bool) {
    let outer = FloatingPointMode.set(flushesSubnormals: !flushes)
    defer { outer.restore() }
    let inner = FloatingPointMode.set(flushesSubnormals: flushes)
    #expect(isFlushing == flushes)
    inner.restore()
    #expect(isFlushing == !flushes)
  }

  /// A sound of subnormals that is made loud, with a reverb: the same bytes on a thread of either mode, which keeps it.
  @Test func aRenderingIsTheSameInEitherMode() throws {
    let bank = try TestBank()
    var audio = Signals.noise(frameCount: 44_100)
    for i in audio.channels[0].indices where i > 200 { audio.channels[0][i] *= 1e-38 }
    try bank.add(audio, "a", "one.wav")
    let recipe = try RecipeReader.read(
      text: """
        duration: 2
        soundbank: {foreground: \(bank.foreground)}
        events: [{event_duration: 1, pitch_shift: 1}]
        render: {reverb: 0.4}
        """, file: "recipe")
    let engine = try Engine(recipe: recipe, soundbank: bank.scan().soundbank, cacheByteBudget: 0)
    let scene = try engine.scene(at: 0).value
    let mixes = try [true, false].map { flushes in
      let mode = FloatingPointMode.set(flushesSubnormals: flushes)
      defer { mode.restore() }
      let mix = try engine.render(scene).mix
      #expect(isFlushing == flushes)
      return mix
    }
    #expect(mixes[0] == mixes[1])
  }
}
