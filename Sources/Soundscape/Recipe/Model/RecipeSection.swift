/// The mappings of a recipe whose keys are fixed, and those keys: what the reader accepts and docs/recipe.md lists.
enum RecipeSection: CaseIterable {
  case recipe, soundbank, source, chunks, background, event, group, constraints, gate, variants, variant, render, output

  var keys: [String] {
    switch self {
    case .recipe:
      [
        "duration", "soundbank", "sample_rate", "channels", "ref_db", "fade_in", "fade_out", "protected_labels", "seed",
        "semantics", "background", "events", "constraints", "fit", "gate", "let", "variants", "include", "render",
        "effects", "output", "compositions", "prompt",
      ]
    case .soundbank: ["foreground", "background"]
    case .source:
      [
        "path", "files", "table", "file", "label", "separator", "several", "labels", "where", "group", "song", "sum",
        "keep", "chunks",
      ]
    case .chunks: ["length", "hop"]
    case .background: ["name", "label", "source_file", "source_time"]
    case .event:
      ["name", "count"] + EventField.allCases.map(\.rawValue) + ["source_anchor", "fill", "prompt", "effects"]
    // Beside those of an event.
    case .group: ["labels", "coherent", "share", "on_missing", "balance", "override"]
    case .constraints:
      ["max_polyphony", "no_overlap", "min_gap", "distinct_labels", "distinct_sources", "exclude_groups"]
    case .gate: ["min_rms_db", "max_attempts"]
    // Where it is not just the list.
    case .variants: ["deal", "of"]
    case .variant: ["name", "weight", "set"]
    case .render:
      [
        "stretch", "quick_pitch_time", "fix_clipping", "peak_normalization", "reverb", "snr_reference", "fill", "level",
        "meter", "clip", "normalize",
      ]
    case .output:
      [
        "layout", "format", "subtype", "level", "quality", "audio", "stems", "stem_names", "stems_of", "labels",
        "splits", "split_by",
        "shard_size", "shard_width",
        "absolute_paths",
      ]
    }
  }
}

extension RecipeSection {
  /// The sections that a recipe has once, by their keys.
  private static let single: [(key: String, section: RecipeSection)] = [
    ("render", .render), ("output", .output), ("constraints", .constraints), ("gate", .gate),
  ]

  /// The key path of a key that another section has; nil for one that none has, and in lists, whose entries are many.
  func placeElsewhere(of key: String) -> String? {
    let singles = Self.single.map(\.section)
    guard self == .recipe || singles.contains(self) else { return nil }
    if let other = Self.single.first(where: { $0.section.keys.contains(key) }) { return "\(other.key).\(key)" }
    if self != .recipe, Self.recipe.keys.contains(key) { return "\(key) of the recipe itself" }
    return Self.event.keys.contains(key) ? "events.*.\(key)" : nil
  }
}
