import Testing

@testable import Soundscape

@Suite struct GroupReadingTests {
  @Test func everyKeyOfAGroupIsRead() throws {
    let recipe = try Recipes.read(
      """
      events:
        - name: band
          count: 2
          labels: [vocals, drums, bass]
          coherent: 0.5
          share: [source_file, event_time]
          on_missing: skip
          balance: preserve
          source_file: [cycle, []]
          source_time: [uniform, 0, end]
          event_time: [cycle, [0, 1]]
          event_duration: 4
          snr: [uniform, -5, 5]
          pitch_shift: [uniform, -2, 2]
          time_stretch: 1.5
          override:
            vocals: {pitch_shift: null, source_time: 3}
            bass: {time_stretch: [cycle, [0.5, 2]]}
      """)
    let spec = recipe.events[0]
    var template = EventSpec()
    template.sourceFile = .cycle([])
    template.sourceTime = .uniform(0...(.end))
    template.eventTime = .cycle([0, 1])
    template.eventDuration = .const(4)
    template.snr = .uniform(-5...5)
    template.pitchShift = .uniform(-2...2)
    template.timeStretch = .const(1.5)
    var (vocals, drums, bass) = (template, template, template)
    (vocals.label, drums.label, bass.label) = (.const("vocals"), .const("drums"), .const("bass"))
    (vocals.pitchShift, vocals.sourceTime) = (nil, .const(3))
    bass.timeStretch = .cycle([0.5, 2])
    var group = GroupSpec(members: [vocals, drums, bass])
    group.coherence = 0.5
    group.shared = [.sourceFile, .eventTime]
    group.onMissing = .skip
    group.balance = .preserve
    #expect(spec.group == group)
    template.name = "band"
    template.count = .const(2)
    template.group = group
    #expect(spec == template)
  }

  @Test func aSilentGroupIsIncoherent() throws {
    let recipe = try Recipes.read("events: [{labels: [a]}, {labels: [a], override: {a: null}}]")
    #expect(recipe.eventNames == ["events[0]", "events[1]"])
    for spec in recipe.events {
      var member = EventSpec()
      member.label = .const("a")
      #expect(spec.group == GroupSpec(members: [member]))
      #expect(spec.group?.coherence == 0 && spec.group?.onMissing == .redraw && spec.group?.balance == .snr)
      #expect(spec.group?.shared == [.sourceFile, .sourceTime, .pitchShift, .timeStretch])
    }
  }

  @Test func namesThatOnlyLookAlikeAreTold() throws {
    let names = try Recipes.read(
      "events: [{name: a, labels: [b]}, {label: dog}, {label: 'dog#1'}, {name: c, labels: [b, 'b#0']}]"
    ).eventNames
    #expect(names == ["a", "dog", "dog#1", "c"])
  }

  /// Where the soundbank shows a label or a file to be missing, the error is at the place of the member.
  @Test func membersHaveTheirPlaces() throws {
    let text =
      "duration: 1\nsoundbank: {foreground: fg}\nevents:\n  - labels: [a, b]\n    source_file: x.wav\n"
      + "    override: {b: {source_file: y.wav}}\n"
    let origin = try RecipeReader.read(text: text, file: "a.yaml").origin
    #expect(origin.location(of: "events[0].b") == "a.yaml:4:17: events[0].b")
    #expect(origin.location(of: "events[0].a.source_file") == "a.yaml:5:18: events[0].a.source_file")
    #expect(origin.location(of: "events[0].b.source_file") == "a.yaml:6:33: events[0].b.source_file")
  }

  @Test func constraintsFitAndGateAreRead() throws {
    let recipe = try Recipes.read(
      """
      constraints: {max_polyphony: 2, no_overlap: same_label, min_gap: 0.25, distinct_labels: true,
        distinct_sources: true, exclude_groups: '^(?<group>[^-]+) - '}
      fit: resample
      gate: {min_rms_db: -50, max_attempts: 7}
      """)
    var constraints = Constraints()
    constraints.maxPolyphony = 2
    constraints.noOverlap = .sameLabel
    constraints.minGap = 0.25
    (constraints.distinctLabels, constraints.distinctSources) = (true, true)
    constraints.excludeGroups = .pattern("^(?<group>[^-]+) - ")
    #expect(recipe.constraints == constraints && recipe.fit == .resample)
    #expect(recipe.gate?.minimumRMS == -50 && recipe.gate?.mostAttempts == 7)
    #expect(try Recipes.read("constraints: {no_overlap: all}").constraints.noOverlap == .all)
    #expect(try Recipes.read("constraints: {no_overlap: [a, b, a]}").constraints.noOverlap == .labels(["a", "b"]))
    #expect(try Recipes.read("gate: {}").gate == SilenceGate())
    #expect(try Recipes.read("gate: null").gate == nil && Recipes.read("").gate == nil)
    for fit in FitPolicy.allCases { #expect(try Recipes.read("fit: \(fit.rawValue)").fit == fit) }
  }

  @Test func cyclesAreReadWhereTheyHaveTurns() throws {
    let recipe = try Recipes.read(
      """
      background: [{label: [cycle, []], source_file: [cycle, [a.wav, b.wav]], source_time: [cycle, [0, end]]}]
      events: [{label: [cycle, [dog, cat]], source_file: [cycle, []], source_time: [cycle, [1, end]],
        event_time: [cycle, [3]], event_duration: [cycle, [1, 2]], snr: [cycle, [0, 6]],
        pitch_shift: [cycle, [-1, 1]], time_stretch: [cycle, [0.5, 1]]}]
      """)
    let background = recipe.backgrounds[0]
    #expect(background.label == .cycle([]) && background.sourceFile == .cycle(["a.wav", "b.wav"]))
    #expect(background.sourceTime == .cycle([0, .end]))
    let event = recipe.events[0]
    #expect(event.label == .cycle(["dog", "cat"]) && event.sourceFile == .cycle([]))
    #expect(event.sourceTime == .cycle([1, .end]) && event.eventTime == .cycle([3]))
    #expect(event.eventDuration == .cycle([1, 2]) && event.snr == .cycle([0, 6]))
    #expect(event.pitchShift == .cycle([-1, 1]) && event.timeStretch == .cycle([0.5, 1]))
  }
}
