/// Writes a recipe as the node that is read as the same recipe again: everything but defaults, keys in the order of
/// docs/recipe.md.
struct RecipeWriter {
  let dialect: Dialect
  let writtenSourceTimes: NameTable<[String]>
  /// The values of `let` that the recipe uses, by name.
  var lets: NameTable<LetValue> = [:]

  static func node(of recipe: Recipe) -> Node {
    var writer = RecipeWriter(recipe)
    let node = writer.content(of: recipe, variants: nil)
    if recipe.variants.isEmpty { return .mapping(node) }
    let variants = recipe.variants.map { variant in
      var fields = Node.Mapping()
      fields.add("name", variant.name.map(Node.text))
      fields.add("weight", .number(variant.weight))
      fields.add("set", section: NodeChanges(from: .mapping(node), to: Self.node(of: variant.recipe)).settings)
      return Node.mapping(fields)
    }
    var list = Node.list(variants)
    if recipe.dealsVariants {
      var fields = Node.Mapping()
      fields.add("deal", .flag(true))
      fields.add("of", list)
      list = .mapping(fields)
    }
    return .mapping(writer.content(of: recipe, variants: list))
  }

  private init(_ recipe: Recipe) {
    dialect = recipe.semantics.dialect
    writtenSourceTimes = recipe.origin.writtenSourceTimes
  }

  private mutating func content(of recipe: Recipe, variants: Node?) -> Node.Mapping {
    let usual = Recipe(duration: recipe.duration, soundbank: recipe.soundbank)
    var fields = Node.Mapping()
    fields.add("duration", duration(of: recipe))
    fields.add("soundbank", section: Self.soundbank(recipe.soundbank))
    fields.add("sample_rate", recipe.sampleRate, usually: usual.sampleRate) { .number(Double($0)) }
    fields.add("channels", recipe.channelCount, usually: usual.channelCount) { .number(Double($0)) }
    if recipe.referenceLoudness != usual.referenceLoudness {
      fields.add("ref_db", distribution(recipe.referenceLoudness))
    }
    fields.add("fade_in", recipe.fadeIn, usually: usual.fadeIn, Node.number)
    fields.add("fade_out", recipe.fadeOut, usually: usual.fadeOut, Node.number)
    fields.add("protected_labels", recipe.protectedLabels, usually: []) { labels in
      labels == .all ? .text("all") : .list(labels.names.map(Node.text))
    }
    fields.add("seed", recipe.seed, usually: usual.seed, Self.seed)
    fields.add("semantics", recipe.semantics, usually: usual.semantics)
    fields.add("fit", recipe.fit, usually: usual.fit)
    fields.add("constraints", section: Self.constraints(recipe.constraints))
    fields.add("gate", recipe.gate.map { .mapping(Self.gate($0)) })
    let backgrounds = recipe.backgrounds.enumerated().map { background($0.element, at: "background[\($0.offset)]") }
    fields.add("background", backgrounds, usually: []) { .list($0) }
    let events = recipe.events.enumerated().map { event($0.element, at: "events[\($0.offset)]") }
    fields.add("events", events, usually: []) { .list($0) }
    let render = render(recipe.render, reverb: recipe.reverb)
    let effects = effects(recipe.effects)
    // All that uses a value of `let` is written by now.
    var values = Node.Mapping()
    for (name, value) in lets.sorted(by: { isInByteOrder($0.key, $1.key) }) { values.add(name, value.node) }
    fields.add("let", section: values)
    fields.add("variants", variants)
    fields.add("render", section: render)
    fields.add("effects", effects, usually: .list([])) { $0 }
    fields.add("prompt", recipe.prompt.map { .text($0.text) })
    fields.add("compositions", recipe.compositions.map(Self.compositions))
    fields.add("output", section: Self.output(recipe.output, recipe.render))
    return fields
  }

  private mutating func duration(of recipe: Recipe) -> Node {
    switch recipe.durationLaw {
    case nil: return .number(recipe.duration)
    case .drawn(let distribution): return self.distribution(distribution)
    case .events(let law):
      let usual = EventDurations(of: [])
      var fields = Node.Mapping()
      fields.add("of", .list(law.names.map(Node.text)))
      fields.add("take", law.take, usually: usual.take)
      if law.before != usual.before { fields.add("before", distribution(law.before)) }
      if law.after != usual.after { fields.add("after", distribution(law.after)) }
      fields.add("max", .number(recipe.duration))
      return .mapping(fields)
    }
  }

  private static func compositions(_ compositions: Compositions) -> Node {
    guard let column = compositions.column else { return .text(compositions.path) }
    var fields = Node.Mapping()
    fields.add("file", .text(compositions.path))
    fields.add("by", .text(column))
    return .mapping(fields)
  }

  // MARK: Sections

  private static func seed(_ seed: Seed) -> Node {
    switch seed {
    case .integer(let value): .number(Double(value))
    case .list(let values): .list(values.map { .number(Double($0)) })
    }
  }

  private static func constraints(_ constraints: Constraints) -> Node.Mapping {
    var fields = Node.Mapping()
    fields.add("max_polyphony", constraints.maxPolyphony.map { .number(Double($0)) })
    switch constraints.noOverlap {
    case .all?: fields.add("no_overlap", .text("all"))
    case .sameLabel?: fields.add("no_overlap", .text("same_label"))
    case .labels(let labels)?: fields.add("no_overlap", .list(labels.sorted().map(Node.text)))
    case nil: break
    }
    // Without no_overlap it has no meaning, and is refused.
    if constraints.noOverlap != nil { fields.add("min_gap", constraints.minGap, usually: 0, Node.number) }
    fields.add("distinct_labels", constraints.distinctLabels, usually: false, Node.flag)
    fields.add("distinct_sources", constraints.distinctSources, usually: false, Node.flag)
    switch constraints.excludeGroups {
    case .bank?: fields.add("exclude_groups", .flag(true))
    case .pattern(let text)?: fields.add("exclude_groups", .text(text))
    case nil: break
    }
    return fields
  }

  private static func gate(_ gate: SilenceGate) -> Node.Mapping {
    let usual = SilenceGate()
    var fields = Node.Mapping()
    fields.add("min_rms_db", gate.minimumRMS, usually: usual.minimumRMS, Node.number)
    fields.add("max_attempts", gate.mostAttempts, usually: usual.mostAttempts) { .number(Double($0)) }
    return fields
  }

  private mutating func render(_ options: RenderOptions, reverb: Distribution?) -> Node.Mapping {
    let usual = RenderOptions()
    var fields = Node.Mapping()
    fields.add("stretch", options.stretch, usually: usual.stretch)
    fields.add("level", options.level, usually: usual.level)
    fields.add("meter", options.meter, usually: usual.meter)
    fields.add("snr_reference", options.snrReference, usually: usual.snrReference)
    fields.add("fill", options.fill, usually: usual.fill)
    fields.add("fix_clipping", options.fixClipping, usually: usual.fixClipping, Node.flag)
    fields.add("peak_normalization", options.peakNormalization, usually: usual.peakNormalization, Node.flag)
    fields.add("clip", options.clip, usually: usual.clip)
    fields.add("normalize", options.normalize, usually: usual.normalize)
    fields.add("reverb", reverb.map { distribution($0) } ?? options.reverb.map(Node.number))
    return fields
  }

  private static func output(_ options: OutputOptions, _ render: RenderOptions) -> Node.Mapping {
    let usual = OutputOptions()
    var fields = Node.Mapping()
    if options.layouts.count > 1 {
      fields.add("layout", Node.list(options.layouts.map(Node.text)))
    } else {
      fields.add("layout", options.layout, usually: usual.layout, Node.text)
    }
    fields.add("format", options.format, usually: usual.format)
    fields.add("subtype", render.sampleFormat, usually: options.format.usualSampleFormat)
    fields.add("level", render.coding.level, usually: AudioCoding.usualLevel) { .number(Double($0)) }
    fields.add("quality", render.coding.quality.map(Node.number))
    fields.add("audio", options.audio, usually: usual.audio, Node.flag)
    fields.add("stems", options.stems, usually: usual.stems, Node.flag)
    fields.add("stem_names", options.stemNames, usually: usual.stemNames)
    fields.add("stems_of", options.stemsOf, usually: usual.stemsOf)
    if let width = options.shardWidth { fields.add("shard_width", .number(Double(width))) }
    fields.add("labels", options.labels, usually: usual.labels, Node.flag)
    var splits = Node.Mapping()
    for split in options.splits { splits.add(split.name, .number(split.share)) }
    fields.add("splits", section: splits)
    switch options.splitBy {
    case .mixture: break
    case .pattern(let text): fields.add("split_by", .text(text))
    case .group, .source, .label: fields.add("split_by", Node(options.splitBy.word))
    }
    if options.shardSize != usual.shardSize { fields.add("shard_size", .number(Double(options.shardSize))) }
    fields.add("absolute_paths", options.absolutePaths.map(Node.flag))
    return fields
  }
}
