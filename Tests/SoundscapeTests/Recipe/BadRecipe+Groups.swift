extension BadRecipe {
  /// Groups of events, and names that other names are made of.
  static let groups = [
    BadRecipe(event: "labels: []", ":3:19: events[0].labels: needs at least one label (found an empty list)"),
    BadRecipe(event: "labels: vocals", ":3:19: events[0].labels: needs a list of labels (found vocals)"),
    BadRecipe(event: "labels: [choose, []]", ":3:28: events[0].labels[1]: needs a text (found an empty list)"),
    BadRecipe(
      event: "labels: [vocals, vocals]",
      ":3:28: events[0].labels[1]: is in the list already (found vocals)"),
    BadRecipe(
      event: "labels: [vocals, drums], label: dog",
      ":3:43: events[0].label: cannot be used with labels, which names the events of the group"),
    BadRecipe(
      event: "coherent: 1",
      ":3:21: events[0].coherent: needs labels: it applies only to groups of events"),
    BadRecipe(
      event: "share: [snr]",
      ":3:18: events[0].share: needs labels: it applies only to groups of events"),
    BadRecipe(
      event: "on_missing: skip",
      ":3:23: events[0].on_missing: needs labels: it applies only to groups of events"),
    BadRecipe(
      event: "balance: snr",
      ":3:20: events[0].balance: needs labels: it applies only to groups of events"),
    BadRecipe(
      event: "override: {vocals: {snr: 1}}",
      ":3:21: events[0].override: needs labels: it applies only to groups of events"),
    BadRecipe(
      event: "labels: [vocals, drums], coherent: 1.5",
      ":3:46: events[0].coherent: needs a probability from 0 to 1 (found 1.5)"),
    BadRecipe(
      event: "labels: [vocals, drums], coherent: [uniform, 0, 1]",
      ":3:46: events[0].coherent: needs a number from 0 to 1, which is the probability, or [cycle, [0, 1]], which "
        + "is exactly half (found "
        + "uniform)"),
    BadRecipe(
      event: "labels: [vocals, drums], coherent: often",
      ":3:46: events[0].coherent: needs a number (found often)"),
    BadRecipe(
      event: "labels: [vocals, drums], share: source_file",
      ":3:43: events[0].share: needs a list of fields (found source_file)"),
    BadRecipe(
      event: "labels: [vocals, drums], share: [label]",
      ":3:44: events[0].share[0]: needs source_file, source_time, event_time, event_duration, snr, "
        + "pitch_shift, time_stretch or gain (found label)"),
    BadRecipe(
      event: "labels: [vocals, drums], share: [source_fiel]",
      ":3:44: events[0].share[0]: needs source_file, source_time, event_time, event_duration, snr, "
        + "pitch_shift, time_stretch or gain (found source_fiel); did you mean source_file?"),
    BadRecipe(
      event: "labels: [vocals, drums], share: [snr, snr]",
      ":3:49: events[0].share[1]: is in the list already (found snr)"),
    BadRecipe(
      event: "labels: [vocals, drums], on_missing: redarw",
      ":3:48: events[0].on_missing: needs error, skip or redraw (found redarw); did you mean redraw?"),
    BadRecipe(
      event: "labels: [vocals, drums], balance: keep",
      ":3:45: events[0].balance: needs snr or preserve (found keep)"),
    BadRecipe(
      event: "labels: [vocals, drums], override: {vocal: {snr: 1}}",
      ":3:47: events[0].override.vocal: is not a label of the group; did you mean vocals?"),
    BadRecipe(
      event: "labels: [vocals, drums], override: {guitar: {snr: 1}}",
      ":3:47: events[0].override.guitar: is not a label of the group (it has vocals, drums)"),
    BadRecipe(
      event: "labels: [vocals, drums], override: {vocals: {label: x}}",
      ":3:56: events[0].override.vocals.label: unknown key; known here: source_file, source_time, "
        + "event_time, event_duration, snr, pitch_shift, time_stretch, gain, effects"),
    BadRecipe(
      event: "labels: [vocals, drums], override: {vocals: {sn: 1}}",
      ":3:56: events[0].override.vocals.sn: unknown key; did you mean snr?"),
    BadRecipe(
      event: "labels: [vocals, drums], override: {vocals: 3}",
      ":3:55: events[0].override.vocals: needs a mapping of keys to values (found 3)"),
    BadRecipe(
      event: "labels: [vocals, drums], override: [vocals]",
      ":3:46: events[0].override: needs a mapping of keys to values (found a list of 1)"),
    BadRecipe(
      event: "labels: [vocals, drums], override: {vocals: {snr: 999}}",
      ":3:61: events[0].override.vocals.snr: needs −200 to 200 dB (found 999)"),
    BadRecipe(
      event: "labels: [vocals, drums], balance: preserve, override: {drums: {snr: 3}}",
      ":3:74: events[0].override.drums.snr: balance: preserve keeps the song's own balance, so a "
        + "label cannot have its own snr"),
    BadRecipe(
      event: "labels: [vocals, drums], coherent: 1, override: {drums: {pitch_shift: 3}}",
      ":3:68: events[0].override.drums.pitch_shift: has no effect: pitch_shift is shared by all "
        + "labels, and coherent is 1"),
    BadRecipe(
      event: "labels: [vocals, drums], event_duration: 0",
      ":3:52: events[0].event_duration: needs a duration over 0 s (found 0)"),
    BadRecipe(
      event: "labels: [vocals, drums], coherant: 1",
      ":3:36: events[0].coherant: unknown key; did you mean coherent?"),
    BadRecipe(
      event: "name: a/b",
      ":3:17: events[0].name: cannot contain /, which precedes a group's labels (found a/b)"),
    BadRecipe(event: "name: $a", ":3:17: events[0].name: cannot begin with $, which marks a value of let (found $a)"),
    BadRecipe(
      event: "name: a#b",
      ":3:17: events[0].name: cannot contain #, which numbers the copies of an event (found a#b)"),
    BadRecipe(
      "events:\n  - {name: band, labels: [vocals, drums]}\n  - {label: band/drums}",
      ":5:5: events[1]: the name band/drums belongs to an earlier background or event"),
    BadRecipe(
      "events:\n  - {label: dog, count: 2}\n  - {label: 'dog#1'}",
      ":5:5: events[1]: the name dog#1 belongs to a copy of another event"),
    BadRecipe(
      "events:\n  - {name: band, labels: [a, 'a#0'], count: 2}\n  - {name: band}",
      ":5:5: events[1]: the name band belongs to an earlier background or event"),
    BadRecipe(
      "semantics: scaper\nevents: [{labels: [a]}]",
      ":4:11: events[0].labels: is only available with `semantics: soundscape`"),
    BadRecipe(
      "semantics: scaper\nevents: [{override: {}}]",
      ":4:11: events[0].override: is only available with `semantics: soundscape`"),
  ]

  /// Cycles where there are no turns.
  static let cycles = [
    BadRecipe(
      event: "count: [cycle, [1, 2]]",
      ":3:18: events[0].count: cycle is only allowed in the fields of an event or a background"),
    BadRecipe(
      "ref_db: [cycle, [-20, -30]]",
      ":3:9: ref_db: cycle is only allowed in the fields of an event or a background"),
    BadRecipe(
      "render: {reverb: [cycle, [0, 1]]}",
      ":3:18: render.reverb: cycle is only allowed in the fields of an event or a background"),
    BadRecipe(
      "let: {kind: [cycle, [a, b]]}\nevents: [{label: $kind}]",
      ":4:18: events[0].label: cycle is only allowed in the fields of an event or a background (by let.kind at a.yaml:3:13)"
    ),
    BadRecipe(
      "let: {level: [cycle, [1, 2]]}\nevents: [{snr: $level}]",
      ":4:16: events[0].snr: cycle is only allowed in the fields of an event or a background (by let.level at a.yaml:3:14)"
    ),
    BadRecipe(event: "snr: [cycle, []]", ":3:24: events[0].snr[1]: needs at least one number (found an empty list)"),
    BadRecipe(
      event: "snr: [cycle, 1, 2]",
      ":3:16: events[0].snr: cycle is written [cycle, [value, …]] (found 2 values after the name)"),
    BadRecipe(event: "snr: [cycle, [1, 999]]", ":3:28: events[0].snr[1][1]: needs −200 to 200 dB (found 999)"),
    BadRecipe(
      "semantics: scaper\nevents: [{label: [cycle, []]}]",
      ":4:18: events[0].label: cycle is only available with `semantics: soundscape`"),
    BadRecipe(
      event: "event_time: [cycel, [1]]",
      ":3:24: events[0].event_time[0]: is not a distribution (found cycel); did you mean cycle?"),
  ]
}
