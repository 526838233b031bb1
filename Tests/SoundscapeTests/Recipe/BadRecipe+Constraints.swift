extension BadRecipe {
  /// Constraints, fitting and the gate, and all that Scaper's semantics has nothing like.
  static let constraints = [
    BadRecipe(
      "constraints: {max_polyphony: 0}",
      ":3:30: constraints.max_polyphony: needs a whole number from 1 to 1000000 (found 0)"),
    BadRecipe(
      "constraints: {max_polyphony: 1.5}",
      ":3:30: constraints.max_polyphony: needs a whole number from 1 to 1000000 (found 1.5)"),
    BadRecipe(
      "constraints: {max_polyfony: 1}",
      ":3:15: constraints.max_polyfony: unknown key; did you mean max_polyphony?"),
    BadRecipe(
      "constraints: {no_overlap: some}",
      ":3:27: constraints.no_overlap: needs all, same_label or a list of labels (found some)"),
    BadRecipe(
      "constraints: {no_overlap: same_lable}",
      ":3:27: constraints.no_overlap: needs all, same_label or a list of labels (found same_lable); "
        + "did you mean same_label?"),
    BadRecipe(
      "constraints: {no_overlap: []}",
      ":3:27: constraints.no_overlap: needs at least one label (found an empty list)"),
    BadRecipe(
      "constraints: {no_overlap: {a: 1}}",
      ":3:27: constraints.no_overlap: needs all, same_label or a list of labels (found a mapping)"),
    BadRecipe(
      "constraints: {min_gap: 1}",
      ":3:24: constraints.min_gap: needs no_overlap, which says between which events"),
    BadRecipe(
      "constraints: {no_overlap: all, min_gap: -1}",
      ":3:41: constraints.min_gap: needs a gap of 0 s or more (found -1)"),
    BadRecipe("constraints: {distinct_labels: 1}", ":3:32: constraints.distinct_labels: needs true or false (found 1)"),
    BadRecipe(
      "constraints: {exclude_groups: '(?<group>['}",
      ":3:31: constraints.exclude_groups: is not a valid regular expression: a set is not ended: ] is "
        + "missing (at character 10)"),
    BadRecipe(
      "constraints: {exclude_groups: '^[^-]+'}",
      ":3:31: constraints.exclude_groups: needs a group named group, such as ^(?<group>[^-]+) (found ^[^-]+)"),
    BadRecipe(
      "constraints: {exclude_groups: 3}",
      ":3:31: constraints.exclude_groups: needs a group named group, such as ^(?<group>[^-]+) (found 3)"),
    BadRecipe(
      "constraints: {exclude_groups: [a]}",
      ":3:31: constraints.exclude_groups: needs a text (found a list of 1)"),
    BadRecipe("constraints: 3", ":3:14: constraints: needs a mapping of keys to values (found 3)"),
    BadRecipe("fit: tight", ":3:6: fit: needs conditional, clamp, resample or error (found tight)"),
    BadRecipe("fit: [clamp]", ":3:6: fit: needs a text (found a list of 1)"),
    BadRecipe("gate: {min_rms_db: 5}", ":3:20: gate.min_rms_db: needs −120 to 0 dB (found 5)"),
    BadRecipe("gate: {max_attempts: 0}", ":3:22: gate.max_attempts: needs a whole number from 1 to 10000 (found 0)"),
    BadRecipe("gate: {min_rms: -60}", ":3:8: gate.min_rms: unknown key; known here: min_rms_db, max_attempts"),
    BadRecipe("gate: -60", ":3:7: gate: needs a mapping of keys to values (found -60)"),
    BadRecipe(
      "semantics: scaper\nconstraints: {max_polyphony: 2}",
      ":4:15: constraints.max_polyphony: is only available with `semantics: soundscape`"),
    BadRecipe(
      "semantics: scaper\nconstraints: {no_overlap: all}",
      ":4:15: constraints.no_overlap: is only available with `semantics: soundscape`"),
    BadRecipe(
      "semantics: scaper\nconstraints: {min_gap: 1}",
      ":4:15: constraints.min_gap: is only available with `semantics: soundscape`"),
    BadRecipe(
      "semantics: scaper\nconstraints: {exclude_groups: x}",
      ":4:15: constraints.exclude_groups: is only available with `semantics: soundscape`"),
    BadRecipe("semantics: scaper\nfit: clamp", ":4:1: fit: is only available with `semantics: soundscape`"),
    BadRecipe("semantics: scaper\ngate: {}", ":4:1: gate: is only available with `semantics: soundscape`"),
    BadRecipe("semantics: scaper\nvariants: []", ":4:1: variants: is only available with `semantics: soundscape`"),
    BadRecipe(
      "semantics: scaper\nrender: {snr_reference: background}",
      ":4:25: render.snr_reference: background is only available with `semantics: soundscape`"),
    BadRecipe(
      "semantics: scaper\nrender: {meter: soundscape}",
      ":4:10: render.meter: is only available with `semantics: soundscape`"),
    BadRecipe(
      "semantics: scaper\nrender: {fill: chain}",
      ":4:16: render.fill: chain is only available with `semantics: soundscape`"),
  ]
}
