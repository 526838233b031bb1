import Testing

@testable import Soundscape

/// Times in samples: `{samples: n}` wherever a time is given, exact to the frame.
@Suite struct SampleTimeTests {
  @Test(arguments: [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
  func aDurationHasExactlySoManyFrames(rate: Int) throws {
    for count in [1, 2, 3, 131_070, 65_535, 131_071, 999_999, rate * 3_600 - 1] {
      for semantics in Semantics.allCases {
        let text = """
          semantics: \(semantics.rawValue)
          sample_rate: \(rate)
          duration: {samples: \(count)}
          soundbank: {foreground: fg}
          """
        #expect(try RecipeReader.read(text: text, file: "").frameCount == count, "\(semantics) \(rate) \(count)")
      }
    }
  }

  @Test func everyTimeTakesSamples() throws {
    let recipe = try Recipes.read(
      """
      sample_rate: 16000
      let: {when: {samples: 800}}
      fade_in: {samples: 16}
      fade_out: {samples: 32}
      constraints: {no_overlap: all, min_gap: {samples: 160}}
      events:
        - {label: dog, source_time: [uniform, 0, {samples: 8000}], event_time: $when, event_duration: {samples: 4000}}
        - {label: cat, source_time: [step, 0, end, {samples: 1600}],
           event_duration: [truncnorm, {samples: 1600}, {samples: 160}, {samples: 800}, 1]}
      """)
    #expect(recipe.fadeIn == 0.001 && recipe.fadeOut == 0.002 && recipe.constraints.minGap == 0.01)
    #expect(recipe.events[0].sourceTime == .uniform(0...0.5))
    #expect(
      recipe.events[0].eventTime == .shared("when", .const(0.05)) && recipe.events[0].eventDuration == .const(0.25))
    #expect(recipe.events[1].sourceTime == .step(from: 0, to: .end, by: 0.1))
    #expect(recipe.events[1].eventDuration == .truncnorm(mean: 0.1, deviation: 0.01, in: 0.05...1))
  }

  @Test(arguments: [
    ("events: [{label: dog, snr: {samples: 3}}]", "events[0].snr: needs a number (found a mapping)"),
    ("fade_in: {seconds: 3}", "fade_in.seconds: unknown key; known here: samples"),
    ("fade_in: {samples: 0.5}", "needs a whole number from 0"), ("fade_in: {}", "needs seconds, or {samples: …}"),
    ("events: [{label: dog, event_duration: {samples: 0}}]", "needs a duration over 0 s (found 0 s)"),
  ])
  func whatIsNotATimeIsRefused(yaml: String, problem: String) {
    let error = failure { try Recipes.read(yaml) }
    #expect("\(String(describing: error))".contains(problem), "\(String(describing: error))")
  }
}
