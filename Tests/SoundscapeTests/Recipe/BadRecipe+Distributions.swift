extension BadRecipe {
  /// Distributions that are none, and numbers in them that no draw may come out as.
  static let distributions = [
    BadRecipe(
      event: "snr: [uniformly, 0, 5]",
      ":3:17: events[0].snr[0]: is not a distribution (found uniformly); did you mean uniform?"),
    BadRecipe(
      event: "snr: [gamma, 0, 5]",
      ":3:17: events[0].snr[0]: is not a distribution (found gamma); known: const, choose, "
        + "choose_weighted, uniform, normal, truncnorm, cycle or step"
    ),
    BadRecipe(
      event: "snr: [uniform, 0]",
      ":3:16: events[0].snr: uniform is written [uniform, min, max] (found 1 value after the name)"),
    BadRecipe(
      event: "snr: [truncnorm, 0, 1, 2]",
      ":3:16: events[0].snr: truncnorm is written [truncnorm, mean, std, min, max] (found 3 values after the name)"),
    BadRecipe(
      event: "snr: [choose, 1, 2]",
      ":3:16: events[0].snr: choose is written [choose, [value, …]] (found 2 values after the name)"),
    BadRecipe(event: "snr: [uniform, 5, 1]", ":3:16: events[0].snr: uniform needs min ≤ max (found 5, 1)"),
    BadRecipe(
      event: "event_duration: [truncnorm, 1, 1, 3, 2]",
      ":3:27: events[0].event_duration: truncnorm needs min ≤ max (found 3, 2)"),
    BadRecipe(event: "snr: [uniform, 0, high]", ":3:29: events[0].snr[2]: needs a number (found high)"),
    BadRecipe(
      event: "snr: [normal, 0, -1]",
      ":3:28: events[0].snr[2]: needs a standard deviation of 0 or more (found -1)"),
    BadRecipe(event: "snr: [normal, .inf, 1]", ":3:25: events[0].snr[1]: needs a finite number (found .inf)"),
    BadRecipe(event: "snr: [uniform, '0', 1]", ":3:26: events[0].snr[1]: needs a number (found the text “0”)"),
    BadRecipe(
      event: "snr: [0, 5]",
      ":3:17: events[0].snr[0]: is not a distribution (found 0); known: const, choose, "
        + "choose_weighted, uniform, normal, truncnorm, cycle or step"
    ),
    BadRecipe(
      event: "snr: []",
      ":3:16: events[0].snr: needs a number or a distribution, such as [uniform, 0, 1] (found an empty list)"),
    BadRecipe(
      event: "snr: [[uniform], 5]",
      ":3:16: events[0].snr: needs a number or a distribution, such as [uniform, 0, 1] (found a list of 2)"),
    BadRecipe(event: "snr: {min: 5}", ":3:16: events[0].snr: needs a number (found a mapping)"),
    BadRecipe(
      event: "snr: [choose_weighted, [1, 2], [0.5, 0.6]]",
      ":3:42: events[0].snr[2]: probabilities must add up to 1 (found 1.1)"),
    BadRecipe(
      event: "snr: [choose_weighted, [1, 2], [1]]",
      ":3:42: events[0].snr[2]: needs as many probabilities as values: 2 (found 1)"),
    BadRecipe(
      event: "snr: [choose_weighted, [1, 2], [1.5, -0.5]]",
      ":3:43: events[0].snr[2][0]: needs a probability from 0 to 1 (found 1.5)"),
    BadRecipe(
      event: "label: [choose_weighted, [], []]",
      ":3:36: events[0].label[1]: needs at least one name (found an empty list)"),
    BadRecipe(event: "snr: [choose, []]", ":3:25: events[0].snr[1]: needs at least one number (found an empty list)"),
    BadRecipe(event: "snr: 201", ":3:16: events[0].snr: needs −200 to 200 dB (found 201)"),
    BadRecipe(event: "event_time: -1", ":3:23: events[0].event_time: needs a time of 0 s or later (found -1)"),
    BadRecipe(
      event: "event_time: [uniform, -1, 5]",
      ":3:33: events[0].event_time[1]: needs a time of 0 s or later (found -1)"),
    BadRecipe(event: "event_duration: 0", ":3:27: events[0].event_duration: needs a duration over 0 s (found 0)"),
    BadRecipe(
      event: "event_duration: [choose, [1, 0]]",
      ":3:40: events[0].event_duration[1][1]: needs a duration over 0 s (found 0)"),
    BadRecipe(
      event: "time_stretch: 0",
      ":3:25: events[0].time_stretch: needs a ratio of output to input duration from 0.05 to 20 (found 0)"),
    BadRecipe(
      event: "time_stretch: [uniform, 0.5, 30]",
      ":3:40: events[0].time_stretch[2]: needs a ratio of output to input duration from 0.05 to 20 (found 30)"),
    BadRecipe(event: "pitch_shift: 61", ":3:24: events[0].pitch_shift: needs −60 to 60 semitones (found 61)"),
    BadRecipe(
      event: "event_time: [uniform, 0, end]",
      ":3:36: events[0].event_time[2]: `end` is only allowed in source_time"),
    BadRecipe(event: "source_time: [normal, end, 1]", ":3:33: events[0].source_time[1]: needs a number (found end)"),
    BadRecipe(event: "count: -1", ":3:18: events[0].count: needs a count from 0 to 100000 (found -1)"),
    BadRecipe(
      event: "count: [uniform, 0.2, 0.8]", ":3:18: events[0].count: contains no whole number (found 0.2 to 0.8)"),
    BadRecipe(
      event: "count: [normal, 1e300, 1]",
      ":3:18: events[0].count: needs a count from 0 to 100000 (found a mean of 1e+300 and a std of 1)"),
    BadRecipe(event: "count: 2.5", ":3:18: events[0].count: needs whole numbers (found 2.5)"),
    BadRecipe(
      event: "count: [choose, [1, 1e7]]",
      ":3:31: events[0].count[1][1]: needs a count from 0 to 100000 (found 1e7)"),
  ]
}
