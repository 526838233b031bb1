extension BadRecipe {
  /// Variants: an error is at the place in the variant.
  static let variants = [
    BadRecipe(
      "variants: {a: 1}",
      ":3:12: variants.a: unknown key; did you mean of?"),
    BadRecipe(
      "variants: 5", ":3:11: variants: needs a list of variants, each {weight: …, set: {…}} (found 5)"),
    BadRecipe("variants: [3]", ":3:12: variants[0]: needs a mapping of keys to values (found 3)"),
    BadRecipe("variants: [{wieght: 1}]", ":3:13: variants[0].wieght: unknown key; did you mean weight?"),
    BadRecipe("variants: [{weight: -1}]", ":3:21: variants[0].weight: needs a weight of 0 or more (found -1)"),
    BadRecipe("variants: [{weight: 0}, {weight: 0}]", ":3:11: variants: needs a variant with a weight over 0"),
    BadRecipe("variants: [{weight: [uniform, 0, 1]}]", ":3:21: variants[0].weight: needs a number (found a list of 3)"),
    BadRecipe(
      "variants: [{set: [a]}]",
      ":3:18: variants[0].set: needs a mapping of keys to values (found a list of 1)"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {seed: 3}}",
      ":5:12: variants[0].set.seed: seed is the same for the whole data set, so no variant sets it"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {soundbank.foreground: x}}",
      ":5:12: variants[0].set.soundbank.foreground: soundbank is the same for the whole data set, so "
        + "no variant sets it"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {}\n  - {set: {'output': {}}}",
      ":6:12: variants[1].set.output: output is the same for the whole data set, so no variant sets it"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - set: {}\n  - wei"
        + "ght: 2\n    set:\n      events.*.snr: [uniform, 5, 1]",
      ":8:21: variants[1].set.events.*.snr: uniform needs min ≤ max (found 5, 1)"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {events.*.snr: [uniform, 0, high]}}",
      ":5:39: variants[0].set.events.*.snr[2]: needs a number (found high)"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {events.*.snrr: 1}}",
      ":5:12: variants[0].set.events.*.snrr: unknown key; did you mean snr?"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {'events[3].snr': 1}}",
      ":5:12: variants[0].set.events[3].snr: events has 1 elements, counted from 0"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {'events[x].snr': 1}}",
      ":5:12: variants[0].set.events[x].snr: events has none named x (it has dog; a place is written [0])"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {events.snr: 1}}",
      ":5:12: variants[0].set.events.snr: events is a list: write events[0] or events.*"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {'events[0].labels': [a, b]}}",
      ":5:11: variants[0].set: with these keys, the recipe is not valid: a.yaml:3:18: events[0].label: "
        + "cannot be used with labels, which names the events of the group"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {ref_db: $level}}",
      ":5:20: variants[0].set.ref_db: let has no level (let is empty; $$level is the text $level)"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {duration: null}}",
      ":5:11: variants[0].set: with these keys, the recipe is not valid: a.yaml:1:1: duration is missing: "
        + "the seconds of a mixture"),
    BadRecipe(
      "let: {level: -20}\nref_db: $level\nvariants: [{set: {let.level: 30}}]",
      ":5:18: variants[0].set: with these keys, the recipe is not valid: a.yaml:4:9: ref_db: needs −120 "
        + "to 20 LUFS (found 30) (by variants[0].set.let.level at a.yaml:5:30)"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {1: 2}}",
      ":5:12: variants[0].set.1: unknown key; known here: duration, soundbank, sample_rate, channels, "
        + "ref_db, fade_in, fade_out, protected_labels, seed, semantics, background, events, constraints, "
        + "fit, gate, let, variants, include, render, effects, output, compositions, prompt"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {sample_rate: 2}}",
      ":5:12: variants[0].set.sample_rate: sample_rate is the same for the whole data set, so no "
        + "variant sets it"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {channels: 2}}",
      ":5:12: variants[0].set.channels: channels is the same for the whole data set, so no variant "
        + "sets it"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {semantics: scaper}}",
      ":5:12: variants[0].set.semantics: semantics is the same for the whole data set, so no variant "
        + "sets it"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {variants: []}}",
      ":5:12: variants[0].set.variants: variants is the same for the whole data set, so no variant "
        + "sets it"),
    BadRecipe(
      "events: [{label: dog, snr: 1}]\nvariants:\n  - {set: {include: a}}",
      ":5:12: variants[0].set.include: include is the same for the whole data set, so no variant sets it"),
  ]

  /// Files that cannot be included.
  static let includes = [
    BadRecipe("include: none.yaml", ":3:10: include: none.yaml: no such file or folder"),
    BadRecipe("include: [a.yaml]", ":3:11: include[0]: circular include: a.yaml → a.yaml"),
    BadRecipe("include: {a: 1}", ":3:10: include: needs a file or a list of files (found a mapping)"),
    BadRecipe("include: [[a]]", ":3:11: include[0]: needs a text (found a list of 1)"),
    BadRecipe("include: ''", ":3:10: include: needs a name (found an empty text)"),
  ]
}
