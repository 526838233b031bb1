import TestSupport
import Testing

@testable import Soundscape

@Suite struct EffectTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  private func problem(_ instance: EffectInstance) -> SoundscapeError? {
    failure { _ = try EffectRegistry.tests.effect(instance) }
  }

  @Test func whatASceneNamesMustBeKnown() {
    let wrong = EffectInstance(name: "wah", values: [:])
    #expect(
      problem(wrong)
        == .processing(stage: "effect wah", problem: "is not known (known: blur, echo, reverb, trouble)"))
    #expect(
      problem(.init(name: "reverb", values: ["amount": 0.1, "size": 1]))
        == .processing(stage: "effect reverb", problem: "has no parameter size"))
    #expect(
      problem(.init(name: "echo", values: [:]))
        == .processing(stage: "effect echo", problem: "delay is missing (1 to 10000 frames)"))
    #expect(
      problem(.init(name: "reverb", values: ["amount": 2]))
        == .processing(stage: "effect reverb", problem: "amount needs 0 to 1 (found 2)"))
    #expect(problem(.init(name: "echo", values: ["delay": 5])) == nil, "mix has a default")
  }

  /// An effect of the same name takes the place of the library's.
  @Test func aRegistryIsAValue() {
    struct Mine: Effect {
      static let name = "reverb"
      static let isLinear = true
      static let parameters: [EffectParameter] = []
      init(values: [String: Double]) {}
      func makeStage(channelCount: Int, rate: Hertz) -> any Stage { GainStage(factor: 2) }
    }
    let mine = EffectRegistry.standard.adding(Mine.self)
    #expect(mine.effects.count == 1 && mine["reverb"] is Mine.Type)
    #expect(EffectRegistry.standard["reverb"] is Reverb.Type)
  }

  /// `render.reverb` is a reverb on the bus.
  @Test func reverbIsAnEffectOfTheBus() throws {
    let file = try bank.add(Signals.noise(frameCount: 800, amplitude: 0.1), "a", rate: 8_000)
    var scene = Scene.test([.test(file), .test(file, at: 0.1, snr: 3, name: "b")], options: .levelled)
    let instance = EffectInstance(name: "reverb", values: ["amount": 0.3])
    scene.effects = [instance]
    let bus = try scene.rendered()
    scene.effects = []
    scene.render.reverb = 0.3
    let option = try scene.rendered()
    #expect(option.mix == bus.mix && option.stems == bus.stems)
    scene.effects = [instance]
    #expect(try scene.rendered().mix != bus.mix, "both together are two rooms")
  }

  /// What is not linear would be something else on the sum than on each stem.
  @Test func theBusTakesWhatIsLinear() throws {
    var scene = Scene.test()
    scene.effects = [EffectInstance(name: "trouble", values: [:])]
    #expect(
      failure { try scene.rendered(with: .tests) }
        == .processing(stage: "effect trouble", problem: "is not linear: it is only allowed on events"))
  }

  /// An event with an effect has the level that is asked for with it, and its tail ends with the mixture.
  @Test func anEventIsLevelledAsItSounds() throws {
    let file = try bank.add(Signals.noise(frameCount: 2_000, amplitude: 0.1), "a", rate: 8_000)
    var scene = Scene.test(
      [.test(file, lasting: 0.25), .test(file, at: 0.7, lasting: 0.25, name: "late")], duration: 1, reference: -30,
      options: .levelled)
    for i in 0...1 { scene.events[i].effects = [EffectInstance(name: "echo", values: ["delay": 900, "mix": 1])] }
    let mixture = try scene.rendered(with: .tests)
    #expect(mixture.stems.map(\.range) == [0..<2_900, 5_600..<8_000])
    for stem in mixture.stems {
      expectClose(try LoudnessLadder.measure(stem.audio, at: 8_000).value, -30, within: 1e-3)
    }
    let sound = mixture.stems[0].audio.channels[0]
    let gain = amplitude(of: mixture.stems[0].measured.gain)
    let noise = Signals.noise(frameCount: 2_000, amplitude: 0.1).channels[0]
    expectClose(Double(sound[1_500]), gain * Double(noise[1_500] + noise[600]), within: 1e-6)
    expectClose(Double(sound[2_500]), gain * Double(noise[1_600]), within: 1e-6)
  }

  /// Look-ahead is removed again: a sound stays where it was.
  @Test func aStageWithLookAheadIsNotLate() throws {
    let file = try bank.add(AudioBuffer(channels: [[0, 0, 0, 0, 0.9, 0, 0, 0, 0, 0]]), "a", rate: 8_000)
    var scene = Scene.test([.test(file)])
    let blur = EffectInstance(name: "blur", values: ["reach": 1])
    for onBus in [true, false] {
      (scene.effects, scene.events[0].effects) = onBus ? ([blur], []) : ([], [blur])
      let mix = try scene.rendered(with: .tests).mix.channels[0]
      #expect(mix.indices.filter { mix[$0] != 0 } == [3, 4, 5])
      #expect(mix[3] == mix[4] && mix[4] == mix[5])
    }
  }
}
