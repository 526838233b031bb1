import Testing

@testable import Soundscape

@Suite struct LabelTrackTests {
  private let source = Sound(
    name: "a.wav", path: "a.wav", info: AudioFileInfo(frameCount: 80_000, sampleRate: 8_000, channelCount: 1))

  private func event(_ label: String, at time: Double, lasting: Double, stretch: Double?, role: Role) -> Event {
    var event = Event.test(source, at: time, lasting: lasting, stretch: stretch, role: role)
    event.label = label
    return event
  }

  /// Onset, offset and label by tabs, foreground only, in the scene's order, no header.
  @Test func aLineForEachForegroundEvent() {
    let scene = Scene.test(
      [
        event("rain", at: 0, lasting: 10, stretch: nil, role: .background),
        event("dog bark", at: 2.5, lasting: 1.25, stretch: nil, role: .foreground),
        event("é", at: 0.5, lasting: 2, stretch: 1.5, role: .foreground),
      ], duration: 10)
    #expect(track(of: scene) == "2.5\t3.75\tdog bark\n0.5\t3.5\té\n")
  }

  @Test func noEventsAreNoLines() {
    #expect(track(of: Scene.test()) == "")
  }

  private func track(of scene: Scene) -> String {
    Annotation(scene: scene, files: .init(foregroundFolder: "fg")).labelTrack
  }
}
