// Draws one mixture in code, without a recipe file, and prints what is in it and how loud it is.
//
//   swift run RenderOneMixture soundbank/events

import Soundscape

@main
struct RenderOneMixture {
  static func main() throws {
    let bank = CommandLine.arguments.dropFirst().first ?? "soundbank/events"
    var recipe = Recipe(
      duration: 10, soundbank: .init(foreground: "\(bank)/foreground", background: "\(bank)/background"))
    recipe.referenceLoudness = .const(-40)
    recipe.backgrounds = [BackgroundSpec()]

    var bark = EventSpec()
    bark.label = .choose(["dog_bark", "knock"])
    bark.count = .const(3)
    bark.eventTime = .uniform(0...8)
    bark.eventDuration = .const(2)
    bark.snr = .normal(mean: 20, deviation: 3)
    recipe.events = [bark]

    let (soundbank, _) = try Soundbank.scan(recipe.soundbank)
    let sounds = SourceCache(provider: soundbank.provider)
    let instantiator = try Instantiator(recipe: recipe, soundbank: soundbank, sounds: sounds)
    let drawn = try instantiator.scene(index: 0, seed: .integer(2026))
    var renderer = Renderer(sounds: sounds)
    let mixture = try renderer.render(drawn.value)

    for (event, stem) in zip(drawn.value.events, mixture.stems) {
      let loudness = stem.loudness.map { "\(($0 * 10).rounded() / 10) LUFS" } ?? "silent"
      print("\(event.name): \(event.label) from \(event.eventTime) s to \(event.endTime) s, \(loudness)")
    }
    print("\(mixture.mix.frameCount) frames, peak \(mixture.mix.peak), \(drawn.warnings.count) warnings")
  }
}
