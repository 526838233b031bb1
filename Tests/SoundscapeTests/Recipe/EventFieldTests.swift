import Testing

@testable import Soundscape

@Suite struct EventFieldTests {
  @Test(arguments: EventField.allCases)
  func aNumberHasARuleAndAPlaceInSpecAndEvent(_ field: EventField) {
    var event = Event(
      name: "a", label: "a", source: Sound(unresolved: "a"), sourceTime: 1, eventTime: 1, eventDuration: 1, snr: 1,
      pitchShift: 1, timeStretch: 1)
    event.gain = 1
    let before = event
    event.set(field, to: 2)
    switch field.specPath {
    case .name: #expect(field.rule == nil && !field.isEditable && event == before && event.number(field) == nil)
    case .sourceTime, .number, .optionalNumber:
      #expect(field.rule != nil && field.isEditable && event.number(field) == 2)
      for other in EventField.numbers where other != field { #expect(event.number(other) == 1) }
      event.set(field, to: nil)
      #expect(event.number(field) == (field.isOptional ? nil : 2))
    }
  }

  @Test func everyFieldHasADrawCodeOfItsOwnByItsName() {
    #expect(Set(EventField.allCases.map(\.drawCode)).count == EventField.allCases.count)
    for field in EventField.allCases { #expect(field.drawCode.name == field.rawValue) }
    #expect(DrawKey.Field.referenceLoudness.name == "ref_db")
    #expect(DrawKey.Field.names.count == DrawKey.Field.otherNames.count + EventField.allCases.count)
    #expect(Set(DrawKey.Field.names.values).count == DrawKey.Field.names.count)
  }

  @Test(arguments: EventField.allCases)
  func copyingAFieldTakesThatFieldOnly(_ field: EventField) {
    var other = EventSpec()
    other.label = .const("a")
    other.sourceFile = .const("b")
    other.sourceTime = .const(1)
    other.eventTime = .const(2)
    other.eventDuration = .const(3)
    other.snr = .const(4)
    other.pitchShift = .const(5)
    other.timeStretch = .const(6)
    other.gain = .const(7)
    var spec = EventSpec()
    spec.copy(field, from: other)
    for each in EventField.allCases {
      #expect(isEqual(each, spec, other) == (each == field))
    }
  }

  @Test func anEventsNumbersAreReadByTheirFields() {
    var spec = EventSpec()
    spec.label = .const("a")
    var event = Event(
      name: "a", role: .foreground, label: "a",
      source: Sound(
        name: "a.wav", path: "a.wav", info: AudioFileInfo(frameCount: 9, sampleRate: 3, channelCount: 1)),
      sourceTime: 1, eventTime: 2, eventDuration: 3, snr: 4, spec: spec)
    #expect(EventField.numbers.map(event.number) == [1, 2, 3, 4, nil, nil, nil])
    (event.pitchShift, event.timeStretch, event.gain) = (5, 6, 7)
    #expect(EventField.numbers.map(event.number) == [1, 2, 3, 4, 5, 6, 7])
    #expect(event.number(.label) == nil)
  }

  private func isEqual(_ field: EventField, _ a: EventSpec, _ b: EventSpec) -> Bool {
    switch field.specPath {
    case .name(let path): a[keyPath: path] == b[keyPath: path]
    case .sourceTime(let path): a[keyPath: path] == b[keyPath: path]
    case .number(let path): a[keyPath: path] == b[keyPath: path]
    case .optionalNumber(let path): a[keyPath: path] == b[keyPath: path]
    }
  }
}
