// The sections `render` and `output`.

extension RecipeNode {
  /// The options, and what the reverb is drawn from where it is not the same for all mixtures.
  func renderOptions() throws(SoundscapeError) -> (options: RenderOptions, reverb: Distribution?) {
    let values = try mapping(.render)
    var options = RenderOptions()
    if let engine = values["stretch"] { options.stretch = try engine.word(StretchEngine.self) }
    if let quick = values["quick_pitch_time"], try quick.flag() { options.stretch = .soundtouch }
    if let fix = values["fix_clipping"] { options.fixClipping = try fix.flag() }
    if let normalise = values["peak_normalization"] { options.peakNormalization = try normalise.flag() }
    var drawnReverb: Distribution?
    if let reverb = values["reverb"] {
      if !dialect.hasDrawnReverb, case .sequence = reverb.node { throw reverb.needsSoundscapeSemantics() }
      let amount: Distribution = try reverb.distribution(.share)
      if case .const(let fixed) = amount { options.reverb = fixed } else { drawnReverb = amount }
    }
    if let reference = values["snr_reference"] {
      options.snrReference = try reference.word(RenderOptions.SNRReference.self)
    }
    if let fill = values["fill"] { options.fill = try fill.word(RenderOptions.Fill.self) }
    if let level = values["level"] { options.level = try level.word(RenderOptions.LevelRule.self) }
    if let clip = values["clip"] { options.clip = try clip.word(RenderOptions.Clip.self) }
    if let normalize = values["normalize"] {
      options.normalize = try normalize.word(RenderOptions.Normalization.self)
      if options.normalize != .none, options.peakNormalization {
        throw normalize.failure("has no effect with peak_normalization, which brings every mixture to full scale")
      }
    }
    if let meter = values["meter"] { options.meter = try meter.word(RenderOptions.Meter.self) }
    return (options, drawnReverb)
  }

  func outputOptions() throws(SoundscapeError)
    -> (options: OutputOptions, sampleFormat: SampleFormat, coding: AudioCoding)
  {
    let values = try mapping(.output)
    var options = OutputOptions()
    if let layout = values["layout"] {
      options.layouts = try layout.layouts()
    }
    if let format = values["format"] { options.format = try format.word(FileFormat.self) }
    var sampleFormat = options.format.usualSampleFormat
    if let subtype = values["subtype"] { sampleFormat = try subtype.word(SampleFormat.self) }
    guard options.format.supports(sampleFormat) else {
      let able = SampleFormat.allCases.filter(options.format.supports).map(\.rawValue)
      throw (values["subtype"] ?? self).failure(
        "\(options.format.rawValue) supports only \(alternatives(able)) (found \(sampleFormat.rawValue))")
    }
    if let audio = values["audio"] { options.audio = try audio.flag() }
    if let stems = values["stems"] { options.stems = try stems.flag() }
    if let names = values["stem_names"] { options.stemNames = try names.word(OutputOptions.StemNames.self) }
    if let parts = values["stems_of"] { options.stemsOf = try parts.word(OutputOptions.StemsOf.self) }
    if let labels = values["labels"] { options.labels = try labels.flag() }
    if let size = values["shard_size"] { options.shardSize = try size.shardSize() }
    if let paths = values["absolute_paths"] { options.absolutePaths = try paths.flag() }
    if let width = values["shard_width"] {
      options.shardWidth = width.isNull ? nil : try width.integer(in: OutputOptions.shardWidths, unit: "digits")
    }
    if let splits = values["splits"] { options.splits = try splits.splits() }
    if let rule = values["split_by"] {
      options.splitBy = try rule.splitRule()
      guard !options.splits.isEmpty || !options.splitBy.dividesSounds else {
        throw rule.failure("needs splits, such as {train: 0.8, validation: 0.1, test: 0.1}")
      }
    }
    try checkLayouts(of: options)
    return (options, sampleFormat, try coding(values["level"], values["quality"], of: options.format))
  }

  /// Of several layouts, one may have what are sums of another's stems.
  private func checkLayouts(of options: OutputOptions) throws(SoundscapeError) {
    guard options.layouts.count > 1, options.audio, !options.format.isLossless else { return }
    throw failure(
      "several layouts need format: wav or flac (found \(options.format.rawValue)), since stems with losses cannot be "
        + "added up into others; use one layout, and recreate the data set in the next")
  }

  /// FLAC's level, and the quality of a format with losses; other formats have neither.
  private func coding(
    _ level: RecipeNode?, _ quality: RecipeNode?, of format: FileFormat
  ) throws(SoundscapeError) -> AudioCoding {
    var coding = AudioCoding()
    if let level {
      guard format == .flac else {
        throw level.failure("only flac files have a level (found format \(format.rawValue)); use format: flac")
      }
      coding.level = try level.integer(in: AudioCoding.levels)
    }
    if let quality {
      guard let usual = format.usualSampleFormat.usualQuality else {
        let able = FileFormat.allCases.filter { !$0.isLossless }.map(\.rawValue)
        throw quality.failure(
          "only \(able.joined(separator: " and ")) files have a quality (found format \(format.rawValue)); use format: "
            + able[0])
      }
      let wanted = try quality.number(in: AudioCoding.qualities, "a quality from 0 to 1")
      if wanted != usual { coding.quality = wanted }
    }
    return coding
  }

  /// A layout's name, or a list of them.
  private func layouts() throws(SoundscapeError) -> [String] {
    guard case .sequence(let list) = node else { return [try name()] }
    var names: [String] = []
    for (i, element) in list.elements.enumerated() {
      let element = child(element, "\(keyPath)[\(i)]")
      let name = try element.name()
      guard !names.contains(where: { hasSameBytes($0, name) }) else { throw element.failure("names \(name) twice") }
      names.append(name)
    }
    guard !names.isEmpty else { throw failure("needs the name of a layout, or a list of names (found an empty list)") }
    return names
  }

  private func shardSize() throws(SoundscapeError) -> Int {
    let most = RecipeLimits.mostMixtures
    let number = try number(in: 1...Double(most), "a number of mixtures from 1 to \(most)")
    guard let whole = Int(exactly: number) else {
      throw failure("needs a whole number of mixtures (found \(plain(number)))")
    }
    return whole
  }

  /// One of the words, or a pattern.
  private func splitRule() throws(SoundscapeError) -> SplitRule {
    let rules: [SplitRule] = [.group, .source, .label, .mixture]
    let text = try name()
    if let rule = rules.first(where: { hasSameBytes($0.word, text) }) { return rule }
    guard text.holds("(") else {
      let words = rules.map(\.word)
      throw failure(
        "needs \(alternatives(words)), or a regular expression with a group named group (found \(shortened(text)))"
          + hint(for: text, among: words))
    }
    return .pattern(try groupPattern())
  }

  /// `{train: 0.8, validation: 0.2}`: any names, shares that add up to 1.
  private func splits() throws(SoundscapeError) -> [OutputOptions.Split] {
    guard case .mapping(let mapping) = node, !mapping.isEmpty else {
      throw wrongType("splits and their shares, such as {train: 0.8, validation: 0.1, test: 0.1}")
    }
    var splits: [OutputOptions.Split] = []
    for (key, value) in mapping {
      let name = try child(key, keyPath).name()
      let share = child(value, "\(keyPath).\(name)")
      if let problem = InnerPath.problem(ofName: name) ?? (name.begins(with: ".") ? "it begins with a dot" : nil) {
        throw share.failure("a split is a folder's name: \(problem) (found \(name.debugDescription))")
      }
      if InnerPath.isReserved(name) {
        throw share.failure("a split is a folder's name: the data set has a file of that name (found \(name))")
      }
      if name.unicodeScalars.contains(where: \.breaksLine) {
        throw share.failure("a split is a folder's name: it has a control character (found “\(printable(name))”)")
      }
      guard name.utf8.count <= InnerPath.longestName else {
        throw share.failure("a split's name has at most \(InnerPath.longestName) bytes (found \(name.utf8.count))")
      }
      splits.append(.init(name: name, share: try share.number(in: 0...1, "a share from 0 to 1")))
    }
    let sum = splits.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) <= 1e-9 else { throw failure("shares must add up to 1 (found \(rounded(sum, 6)))") }
    return splits
  }
}
