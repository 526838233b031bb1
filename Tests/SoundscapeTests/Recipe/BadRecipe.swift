/// A recipe that must be refused, and the line that says why.
struct BadRecipe: Sendable, CustomStringConvertible {
  let yaml: String
  let complaint: String

  /// `duration` and `soundbank` are put in front on two lines, so that the text begins on line 3.
  init(_ rest: String, _ complaint: String) { self.init(whole: Self.head + rest, complaint) }

  /// An event of these fields, on line 3; its first key is in column 11.
  init(event: String, _ complaint: String) { self.init("events: [{\(event)}]", complaint) }

  init(whole: String, _ complaint: String) { (yaml, self.complaint) = (whole, "a.yaml" + complaint) }

  var description: String { complaint }

  static let head = "duration: 10\nsoundbank: {foreground: fg}\n"

  /// Keys that are unknown, missing, twice there, or of the wrong kind.
  static let keys = [
    BadRecipe(
      "color: red",
      ":3:1: color: unknown key; known here: duration, soundbank, sample_rate, channels, ref_db, fade_in, "
        + "fade_out, protected_labels, seed, semantics, background, events, constraints, fit, gate, let, variants, "
        + "include, render, effects, output, compositions, prompt"),
    BadRecipe("sampel_rate: 44100", ":3:1: sampel_rate: unknown key; did you mean sample_rate?"),
    BadRecipe("render: {stretsh: soundtouch}", ":3:10: render.stretsh: unknown key; did you mean stretch?"),
    BadRecipe("output:\n  layuot: scaper", ":4:3: output.layuot: unknown key; did you mean layout?"),
    BadRecipe(event: "lable: dog", ":3:11: events[0].lable: unknown key; did you mean label?"),
    BadRecipe(
      "background:\n  - snr: 3",
      ":4:5: background[0].snr: unknown key; known here: name, label, source_file, source_time"),
    BadRecipe(whole: "soundbank: {foreground: fg}", ":1:1: duration is missing: the seconds of a mixture"),
    BadRecipe(
      whole: "duration: 5",
      ":1:1: soundbank is missing: the folders of label folders, as {foreground: …, background: …}"),
    BadRecipe(whole: "duration: 5\nsoundbank: {background: bg}", ":2:12: soundbank: needs a folder under foreground"),
    BadRecipe(whole: "duration: 5\nsoundbank: fg", ":2:12: soundbank: needs a mapping of keys to values (found fg)"),
    BadRecipe("seed: 1\nchannels: 2\nseed: 2", ":3:1: the key seed is repeated below"),
    BadRecipe("events: {label: dog}", ":3:9: events: needs a list of events (found a mapping)"),
    BadRecipe("events: [dog]", ":3:10: events[0]: needs a mapping of keys to values (found dog)"),
    BadRecipe("[1]: 2", ":3:1: a key must be a text (found a list of 1)"),
    BadRecipe(
      "background: [{label: rain}]",
      ":2:12: soundbank: needs a folder under background, since the recipe has backgrounds"),
    BadRecipe(
      "events:\n  - {name: a}\n  - {name: b}\n  - {name: a}",
      ":6:5: events[2]: the name a belongs to an earlier background or event"),
    BadRecipe(
      "events:\n  - {name: \"events[1]\"}\n  - {}",
      ":5:5: events[1]: the name events[1] belongs to an earlier background or event"),
    BadRecipe("semantics: skaper", ":3:12: semantics: needs soundscape or scaper (found skaper); did you mean scaper?"),
    BadRecipe(event: "label: ''", ":3:18: events[0].label: needs a name (found an empty text)"),
    BadRecipe(
      event: "label: [uniform, 0, 1]",
      ":3:19: events[0].label[0]: is not a distribution of names (found uniform); known: const, "
        + "choose, choose_weighted, choose_by_duration or cycle"
    ),
  ]

  /// What is not a recipe at all.
  static let texts = [
    BadRecipe(whole: "", ": duration is missing: the seconds of a mixture"),
    BadRecipe(whole: "# nothing\n", ": duration is missing: the seconds of a mixture"),
    BadRecipe(whole: "- duration\n- 5", ":1:1: needs a mapping of keys to values (found a list of 2)"),
    BadRecipe(whole: "duration", ":1:1: needs a mapping of keys to values (found duration)"),
    BadRecipe(
      "\tseed: 1",
      ":3:1: is not valid YAML: found character that cannot start any token (while scanning for the next token from 3:1)"
    ),
    BadRecipe(
      "events: [{label: dog}",
      ":4:1: is not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence from 3:9)"),
    BadRecipe("seed: 1\n sample_rate: 5", ":4:13: is not valid YAML: mapping values are not allowed in this context"),
    BadRecipe("seed: *unknown", ":3:7: is not valid YAML: found undefined alias"),
    BadRecipe(
      "seed: 'open",
      ":3:12: is not valid YAML: found unexpected end of stream (while scanning a quoted scalar from 3:7)"),
    BadRecipe(
      "--- \nseed: 1\n",
      ":3:1: is not valid YAML: but found another document (expected a single document in the stream from 1:1)"),
    BadRecipe("seed: \u{7}", ":3:7: is not valid YAML: control characters are not allowed"),
  ]
}
