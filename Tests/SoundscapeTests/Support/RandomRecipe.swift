import TestSupport

@testable import Soundscape

/// Recipes and soundbanks of any kind, for properties that must hold of all.
enum RandomRecipe {
  static func make(_ generator: inout SmallGenerator) -> Recipe {
    var recipe = Recipe(duration: .random(in: 0.2...20, using: &generator), soundbank: Recipes.folders)
    recipe.referenceLoudness = distribution(in: -40 ... -10, &generator)
    recipe.backgrounds = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
      var background = BackgroundSpec()
      background.sourceTime = starts(in: 0...8, &generator)
      return background
    }
    recipe.events = (0..<Int.random(in: 0...6, using: &generator)).map { _ in event(&generator) }
    return recipe
  }

  /// Files of 0.1 to 30 s at various rates.
  static func bank(_ generator: inout SmallGenerator) -> Soundbank {
    func side(_ folder: String) -> Soundbank.Side {
      Recipes.side(
        folder,
        ["cat", "dog", "horn"].map { name in
          (name, (0..<Int.random(in: 1...3, using: &generator)).map { _ in .random(in: 0.1...30, using: &generator) })
        }, rate: [8_000, 22_050, 44_100, 48_000].randomElement(using: &generator) ?? 8_000)
    }
    return Soundbank(foreground: side("fg"), background: side("bg"))
  }

  private static func event(_ generator: inout SmallGenerator) -> EventSpec {
    var event = EventSpec()
    if Bool.random(using: &generator) { event.label = .choose(["cat", "horn"]) }
    if Int.random(in: 0..<4, using: &generator) == 0 { event.count = .uniform(0...4) }
    event.sourceTime = starts(in: 0...10, &generator)
    event.eventTime = distribution(in: 0...25, &generator)
    if Bool.random(using: &generator) { event.eventDuration = distribution(in: 0.05...12, &generator) }
    event.snr = distribution(in: -20...30, &generator)
    if Bool.random(using: &generator) { event.pitchShift = distribution(in: -12...12, &generator) }
    if Bool.random(using: &generator) { event.timeStretch = distribution(in: 0.25...4, &generator) }
    return event
  }

  /// The same for starts in a source; some end at `end`.
  private static func starts(in range: ClosedRange<Double>, _ generator: inout SmallGenerator) -> StartDistribution {
    let distribution = distribution(in: range, &generator)
    let endsAtEnd = Bool.random(using: &generator)
    let latest = distribution.support.upperBound
    return distribution.map { endsAtEnd && $0 == latest ? .end : .seconds($0) }
  }

  /// One of the six distributions, its numbers within a range.
  private static func distribution(in range: ClosedRange<Double>, _ generator: inout SmallGenerator) -> Distribution {
    let values = (0..<3).map { _ in Double.random(in: range, using: &generator) }
    let between = (values.min() ?? 0)...(values.max() ?? 0)
    let width = range.upperBound - range.lowerBound
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return .const(values[0])
    case 1: return .choose(values)
    case 2: return .chooseWeighted(values, weights: [0.5, 0.25, 0.25])
    case 3: return .uniform(between)
    case 4: return .normal(mean: values[0], deviation: width / 8)
    default: return .truncnorm(mean: values[0], deviation: width / 4, in: between)
    }
  }
}
