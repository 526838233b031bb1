/// What depends on a recipe's semantics, as values: the only place that asks which semantics it is.
///
/// A recipe has one, and so has each scene that is drawn from it. Later stages add what they need in extensions of their
/// own (`Dialect+….swift`), each one switch over `semantics`; everything else follows the dialect.
struct Dialect: Sendable {
  let semantics: Semantics

  /// The keys that a section can have but that are refused, since they would have no effect.
  private let refusedKeys: [RecipeSection: NameSet]
  /// The words that are refused, by the key path at which they are.
  private let refusedWords: NameTable<NameSet>
  /// Whether there are values of `let`, and `$` at a text's beginning has a meaning.
  let hasLet: Bool
  /// The kinds of distributions that there are.
  let distributions: [DistributionKind]
  /// Whether a source time can be `centre`.
  var hasCentre: Bool { hasLet }
  /// Whether `render.reverb` can be a distribution.
  let hasDrawnReverb: Bool
  /// Whether an event's fields must be tuples: a plain value is refused.
  let needsTuples: Bool
  /// Whether the reader keeps how the numbers of source times are written, which warnings repeat.
  let keepsWrittenNumbers: Bool

  static let soundscape = Dialect(
    semantics: .soundscape, refusedKeys: [:], refusedWords: [:], hasLet: true,
    distributions: DistributionKind.allCases, hasDrawnReverb: true, needsTuples: false, keepsWrittenNumbers: false)

  /// Scaper 1.6.5: what it does not have is refused.
  static let scaper = Dialect(
    semantics: .scaper,
    refusedKeys: [
      .recipe: ["fit", "gate", "let", "variants", "effects", "compositions", "prompt"],
      .event: NameSet(
        RecipeSection.group.keys + EventField.unknownToScaper.map(\.rawValue)
          + ["source_anchor", "effects", "fill", "prompt"]),
      .constraints: ["max_polyphony", "no_overlap", "min_gap", "exclude_groups"],
      // Scaper uses its own meter.
      .render: ["meter", "clip", "normalize"],
      // One stream of draws goes through all mixtures, from one bank.
      .output: ["split_by"],
    ],
    refusedWords: [
      "render.fill": ["chain", "once"], "render.level": ["gain", "rms"], "render.snr_reference": ["background"],
    ],
    hasLet: false, distributions: DistributionKind.ofScaper, hasDrawnReverb: false, needsTuples: true,
    keepsWrittenNumbers: true)

  func refuses(key: String, in section: RecipeSection) -> Bool { refusedKeys[section]?.contains(key) == true }

  func refuses(word: String, at keyPath: String) -> Bool { refusedWords[keyPath]?.contains(word) == true }

  /// The rule of an event's field as far as the semantics keeps it.
  func rule(_ rule: NumberRule) -> NumberRule {
    switch semantics {
    case .soundscape: rule
    case .scaper: rule.asInScaper
    }
  }

  /// The rule of a field as a scene and its annotation hold it: what one may hold, the other can.
  func recordedRule(of field: EventField) -> NumberRule {
    // A window at the end of a sound can be 0 s long.
    (field == .eventDuration ? .time : rule(field.rule ?? .any)).recorded
  }

  /// Seconds of a number of frames, so that `frameCount` of them is that number.
  func seconds(of frameCount: Int, at rate: Hertz) -> Seconds {
    let exact = Soundscape.seconds(of: frameCount, at: rate)
    return self.frameCount(of: exact, at: rate) < frameCount ? exact.nextUp : exact
  }

  /// Whether a background that loops may begin at any of its frames.
  var loopsFromAnywhere: Bool {
    switch semantics {
    case .soundscape: true
    case .scaper: false
    }
  }

  /// Frames of a mixture of this length.
  func frameCount(of duration: Seconds, at rate: Hertz) -> Int {
    switch semantics {
    case .soundscape: frames(in: duration, at: rate)
    // Scaper cuts off without a tolerance: 0.3 s at 44.1 kHz is a frame short there.
    case .scaper: Int(duration * Double(rate))
    }
  }
}

extension Semantics {
  var dialect: Dialect {
    switch self {
    case .soundscape: .soundscape
    case .scaper: .scaper
    }
  }
}
