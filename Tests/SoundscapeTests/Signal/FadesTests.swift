import TestSupport
import Testing

@testable import Soundscape

@Suite struct FadesTests {
  @Test func rampIsTheSineOfEvenlySpacedAngles() {
    // numpy.sin(numpy.linspace(0, numpy.pi / 2, 5))
    let expected = [0, 0.382683432, 0.707106781, 0.923879533, 1]
    for (value, wanted) in zip(fadeRamp(5), expected) { expectClose(Double(value), wanted, within: 1e-7) }
    #expect(fadeRamp(1) == [0])
    #expect(fadeRamp(0) == [])
  }

  @Test func fadeOutMirrorsFadeIn() {
    var buffer = AudioBuffer(channels: [[Float](repeating: 1, count: 20), [Float](repeating: -1, count: 20)])
    var fade = FadeStage(in: 5, out: 5, frameCount: 20)
    fade.process(&buffer)
    #expect(buffer.channels[0].prefix(5) == fadeRamp(5)[...])
    #expect(Array(buffer.channels[0].suffix(5).reversed()) == fadeRamp(5))
    #expect(buffer.channels[0][5..<15].allSatisfy { $0 == 1 })
    #expect(buffer.channels[1] == buffer.channels[0].map { -$0 })
  }

  @Test func fadesThatMeetAreBothApplied() {
    var buffer = AudioBuffer(channels: [[1, 1, 1]])
    var fade = FadeStage(in: 3, out: 3, frameCount: 3)
    fade.process(&buffer)
    #expect(buffer.channels[0][0] == 0 && buffer.channels[0][2] == 0)
    expectClose(Double(buffer.channels[0][1]), 0.5, within: 1e-6)  // sin² 45°
  }
}
