import TestSupport

@testable import Soundscape

/// Recipes that use every key there is, as a reader may give them.
extension RandomRecipe {
  /// One of the whole recipe's kind: with `let`, groups, variants, constraints and names of any characters.
  static func whole(_ generator: inout SmallGenerator) -> Recipe {
    var maker = WholeRecipe(generator: generator)
    defer { generator = maker.generator }
    var recipe = maker.recipe()
    for _ in 0..<maker.count(0...2) {
      var other = maker.recipe()
      // What is the same for the whole data set.
      (other.soundbank, other.seed, other.output) = (recipe.soundbank, recipe.seed, recipe.output)
      (other.sampleRate, other.channelCount) = (recipe.sampleRate, recipe.channelCount)
      other.render.sampleFormat = recipe.render.sampleFormat
      other.render.coding = recipe.render.coding
      if recipe.soundbank.background.isEmpty { other.backgrounds = [] }
      // A variant mostly changes little.
      if maker.chance(2) {
        other = recipe
        other.variants = []
        if !other.events.isEmpty, other.events[0].group == nil {
          other.events[0].snr = .uniform(0...maker.number(1...9))
        }
        other.fit = .error
      }
      let name = maker.chance(2) ? "variant \(recipe.variants.count)" : nil
      recipe.variants.append(RecipeVariant(name: name, weight: maker.number(0.5...3), recipe: other))
    }
    recipe.dealsVariants = !recipe.variants.isEmpty && maker.chance(2)
    return recipe
  }

  /// A recipe of Scaper's semantics.
  static func scaper(_ generator: inout SmallGenerator) -> Recipe {
    var maker = WholeRecipe(generator: generator, hasLet: false)
    defer { generator = maker.generator }
    var recipe = maker.recipe()
    recipe.semantics = .scaper
    recipe.events = (0..<maker.count(0...3)).map { maker.event(number: $0) }
    (recipe.fit, recipe.gate, recipe.reverb) = (.conditional, nil, nil)
    let distinct = (recipe.constraints.distinctLabels, recipe.constraints.distinctSources)
    recipe.constraints = Constraints()
    (recipe.constraints.distinctLabels, recipe.constraints.distinctSources) = distinct
    let (old, new) = (recipe.render, RenderOptions())
    (recipe.render.level, recipe.render.fill, recipe.render.meter) = (new.level, new.fill, new.meter)
    (recipe.render.snrReference, recipe.render.reverb) = (new.snrReference, old.reverb)
    return recipe
  }
}

struct WholeRecipe {
  var generator: SmallGenerator
  /// Whether there are values of `let`, cycles, and plain values.
  var hasLet = true
  /// The distribution of the values of `let`, another for each recipe.
  var value = Distribution.const(1)

  init(generator: SmallGenerator, hasLet: Bool = true) { (self.generator, self.hasLet) = (generator, hasLet) }

  // MARK: Chances

  mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &generator) == 0 }
  mutating func count(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

  /// Whole, with few decimals, or with all of them.
  mutating func number(_ range: ClosedRange<Double>) -> Double {
    let value = Double.random(in: range, using: &generator)
    let short = [value.rounded(), (value * 100).rounded() / 100, value][count(0...2)]
    return range.contains(short) ? short : value
  }

  mutating func any<Value: CaseIterable>(_ type: Value.Type) -> Value {
    Array(type.allCases)[count(0...type.allCases.count - 1)]
  }

  // MARK: The whole

  mutating func recipe() -> Recipe {
    value = .uniform(1...number(1...2))
    var recipe = Recipe(
      duration: number(0.5...30),
      soundbank: .init(foreground: sources("a folder/fg"), background: chance(4) ? [] : sources("../bg")))
    if hasLet, chance(4) { recipe.durationLaw = .drawn(.uniform(0.1...recipe.duration)) }
    if chance(2) { recipe.sampleRate = count(8_000...48_000) }
    if chance(2) { recipe.channelCount = count(1...4) }
    if chance(2) { recipe.referenceLoudness = distribution(-40 ... -10) }
    if chance(2) { recipe.fadeIn = number(0...0.5) }
    if chance(2) { recipe.fadeOut = number(0...0.5) }
    if chance(2) { recipe.protectedLabels = chance(4) ? .all : .listed(names(0...3)) }
    if chance(2) { recipe.seed = chance(2) ? .integer(UInt32(count(0...9))) : .list([1, 4_294_967_295]) }
    recipe.fit = any(FitPolicy.self)
    recipe.constraints = constraints()
    if chance(3) { recipe.gate = SilenceGate() }
    if chance(3) {
      var gate = SilenceGate()
      (gate.minimumRMS, gate.mostAttempts) = (number(-90 ... -10), count(1...99))
      recipe.gate = gate
    }
    if !recipe.soundbank.background.isEmpty {
      recipe.backgrounds = (0..<count(0...2)).map { background(number: $0) }
    }
    recipe.events = (0..<count(0...3)).map { chance(3) ? group(number: $0) : event(number: $0) }
    recipe.render = render()
    if hasLet, recipe.render.reverb == nil, chance(3) { recipe.reverb = .uniform(0...number(0.1...1)) }
    if hasLet, chance(4) { recipe.prompt = PromptTemplate("A mixture of {labels} “{{x}}”") }
    if hasLet, chance(4) { recipe.effects = [reverb()] }
    if hasLet, chance(4), let name = recipe.eventNames.first {
      var law = EventDurations(of: [name])
      (law.take, law.after) = (any(EventDurations.Choice.self), .uniform(0...number(0.1...2)))
      let old = recipe.durationLaw
      recipe.durationLaw = .events(law)
      if recipe.durationProblem != nil { recipe.durationLaw = old }
    }
    recipe.output = output()
    let formats = SampleFormat.allCases.filter(recipe.output.format.supports)
    recipe.render.sampleFormat = formats[count(0...formats.count - 1)]
    if recipe.formatProblem != nil {
      (recipe.output.format, recipe.render.sampleFormat) = (.wav, .float)
    }
    if recipe.output.format == .flac, chance(2) { recipe.render.coding.level = count(AudioCoding.levels) }
    if !recipe.output.format.isLossless, chance(2) { recipe.render.coding.quality = number(0.5...1) }
    return recipe
  }

  private mutating func constraints() -> Constraints {
    var constraints = Constraints()
    if chance(2) { constraints.maxPolyphony = count(1...9) }
    switch count(0...4) {
    case 0: constraints.noOverlap = .all
    case 1: constraints.noOverlap = .sameLabel
    case 2: constraints.noOverlap = .labels(NameSet(names(1...3)))
    default: break
    }
    if constraints.noOverlap != nil { constraints.minGap = number(0...2) }
    (constraints.distinctLabels, constraints.distinctSources) = (chance(2), chance(2))
    if chance(3) { constraints.excludeGroups = chance(2) ? .bank : .pattern(#"^(?<group>[^-]+) "x" \d"#) }
    return constraints
  }

  private mutating func render() -> RenderOptions {
    var options = RenderOptions()
    options.stretch = any(StretchEngine.self)
    (options.fixClipping, options.peakNormalization) = (chance(2), chance(2))
    (options.level, options.meter) = (any(RenderOptions.LevelRule.self), any(RenderOptions.Meter.self))
    (options.snrReference, options.fill) = (any(RenderOptions.SNRReference.self), any(RenderOptions.Fill.self))
    if chance(3) { options.reverb = number(0...1) }
    if hasLet { options.clip = any(RenderOptions.Clip.self) }
    if hasLet, !options.peakNormalization { options.normalize = any(RenderOptions.Normalization.self) }
    return options
  }

  private mutating func output() -> OutputOptions {
    var options = OutputOptions()
    (options.layout, options.format) = (chance(2) ? "scaper" : "folder", any(FileFormat.self))
    if options.format.isLossless, chance(4) { options.layouts.append("musdb") }
    if chance(4) { options.shardSize = count(1...5_000) }
    (options.audio, options.stems, options.labels) = (chance(2), chance(2), chance(2))
    options.absolutePaths = chance(3) ? nil : chance(2)
    options.stemNames = any(OutputOptions.StemNames.self)
    options.stemsOf = any(OutputOptions.StemsOf.self)
    options.shardWidth = chance(2) ? nil : chance(2) ? 3 : 1
    if chance(2) { options.splits = [.init(name: "test", share: 0.25), .init(name: "a train", share: 0.75)] }
    if !options.splits.isEmpty, hasLet {
      options.splitBy = [.mixture, .group, .source, .label, .pattern("^(?<group>.)")][count(0...4)]
    }
    return options
  }
}
