extension BadRecipe {
  /// Values of `let`, and what names them: both places are named.
  static let lets = [
    BadRecipe("ref_db: $level", ":3:9: ref_db: let has no level (let is empty; $$level is the text $level)"),
    BadRecipe("let: {level: -20, room: 1}\nref_db: $levle", ":4:9: ref_db: let has no levle; did you mean level?"),
    BadRecipe(
      "let: {level: -20, room: 1}\nref_db: $colour",
      ":4:9: ref_db: let has no colour (it has level, room; $$colour is the text $colour)"),
    BadRecipe(
      "let: {level: 30}\nref_db: $level",
      ":4:9: ref_db: needs −120 to 20 LUFS (found 30) (by let.level at a.yaml:3:14)"),
    BadRecipe(
      "let: {level: [uniform, -30, 30]}\nref_db: $level",
      ":4:9: ref_db: needs −120 to 20 LUFS (found 30) (by let.level[2] at a.yaml:3:29)"),
    BadRecipe(
      "let: {level: loud}\nref_db: $level",
      ":4:9: ref_db: needs a number (found loud) (by let.level at a.yaml:3:14)"),
    BadRecipe(
      "let: {level: [uniform, 5, 1]}\nref_db: $level",
      ":4:9: ref_db: uniform needs min ≤ max (found 5, 1) (by let.level at a.yaml:3:14)"),
    BadRecipe(
      "let: {a: $b, b: 99}\nref_db: $a",
      ":4:9: ref_db: needs −120 to 20 LUFS (found 99) (by let.b at a.yaml:3:17) (by let.a at a.yaml:3:10)"),
    BadRecipe("let: {a: $b, b: $a}", ":3:17: let.b: circular reference: a → b → a"),
    BadRecipe("let: {a: [choose, [$a]]}", ":3:10: let.a: circular reference: a → a"),
    BadRecipe("let: {a: $b, b: $c, c: $b}", ":3:24: let.c: circular reference: b → c → b"),
    BadRecipe(
      "let: {kind: 3}\nevents: [{label: [choose, [dog, $kind]], snr: $other}]",
      ":4:47: events[0].snr: let has no other (it has kind; $$other is the text $other)"),
    BadRecipe(
      "let: {kind: [choose, [dog]]}\nevents: [{label: [choose, [$kind]]}]",
      ":4:28: events[0].label[1][0]: a value of let inside a tuple must be fixed (found choose)"),
    BadRecipe(
      "let: {top: [uniform, 1, 2]}\nevents: [{snr: [uniform, 0, $top]}]",
      ":4:29: events[0].snr[2]: a value of let inside a tuple must be fixed (found uniform)"),
    BadRecipe(
      "let: {wide: -1}\nevents: [{snr: [normal, 0, $wide]}]",
      ":4:28: events[0].snr[2]: needs a standard deviation of 0 or more (found -1)"),
    BadRecipe(
      "let: {many: 2.5}\nevents: [{count: $many}]",
      ":4:18: events[0].count: needs whole numbers (found 2.5) (by let.many at a.yaml:3:13)"),
    BadRecipe(
      "let: {chance: [choose, [0, 1]]}\nevents: [{labels: [a, b], coherent: $chance}]",
      ":4:37: events[0].coherent: needs a number from 0 to 1, which is the probability, or [cycle, [0, 1]], which "
        + "is exactly half (found "
        + "choose)"),
    BadRecipe(
      "let: {chance: 2}\nevents: [{labels: [a, b], coherent: $chance}]",
      ":4:37: events[0].coherent: needs a probability from 0 to 1 (found 2) (by let.chance at "
        + "a.yaml:3:15)"),
    BadRecipe(
      "let: {room: 2}\nrender: {reverb: $room}",
      ":4:18: render.reverb: needs an amount of reverb from 0 to 1 (found 2) (by let.room at a.yaml:3:13)"),
    BadRecipe("let: [a]", ":3:6: let: needs a mapping of keys to values (found a list of 1)"),
    BadRecipe("let: {a b: 1}", ":3:7: let.a b: a name is made of letters, digits, _ and - (found a b)"),
    BadRecipe("let: {a: }", ":3:10: let.a: needs a value"),
    BadRecipe("let: {'': 1}", ":3:7: let.: a name is made of letters, digits, _ and - (found the text “”)"),
    BadRecipe(
      "let: {a: {b: 1}}\nref_db: $a",
      ":4:9: ref_db: needs a number (found a mapping) (by let.a at a.yaml:3:10)"),
    BadRecipe(
      "let: {far: [uniform, 0, end]}\nevents: [{event_time: $far}]",
      ":4:23: events[0].event_time: `end` is only allowed in source_time (by let.far[2] at a.yaml:3:25)"),
    BadRecipe("let: {rate: 8000}\nsample_rate: $rate", ":4:14: sample_rate: needs a number (found $rate)"),
    BadRecipe("semantics: scaper\nlet: {a: 1}", ":4:1: let: is only available with `semantics: soundscape`"),
    BadRecipe("render: {reverb: 1.5}", ":3:18: render.reverb: needs an amount of reverb from 0 to 1 (found 1.5)"),
    BadRecipe(
      "render: {reverb: [uniform, 0, 2]}",
      ":3:31: render.reverb[2]: needs an amount of reverb from 0 to 1 (found 2)"),
    BadRecipe(
      "semantics: scaper\nrender: {reverb: [uniform, 0, 1]}",
      ":4:18: render.reverb: is only available with `semantics: soundscape`"),
  ]
}
