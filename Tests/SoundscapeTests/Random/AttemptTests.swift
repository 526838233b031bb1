import Testing

@testable import Soundscape

@Suite struct AttemptTests {
  /// The layout that docs/drawing.md describes; it is written into every data set's meaning.
  @Test func eachPartHasBitsOfItsOwn() {
    #expect(Attempt.first.code == 0)
    #expect(Attempt(retry: 7).code == 7)
    #expect(Attempt(window: 3).code == 3 << 10)
    #expect(Attempt(joint: 2).code == 2 << 24)
    // Above the field's bits, once 8 are not enough.
    #expect(Attempt(joint: 0x1_2345).code == 0x123 << 40 | 0x45 << 24)
    #expect(Attempt(joint: 63, window: 9_999, retry: 1_023).code == 63 << 24 | 9_999 << 10 | 1_023)
  }

  @Test func laterRetriesAreDrawnAsTheLast() {
    #expect(Attempt(window: 1, retry: 5_000).code == Attempt(window: 1, retry: Attempt.lastRetry).code)
    #expect(Attempt(window: 1, retry: 5_000).code != Attempt(window: 2).code)
  }

  @Test func aDurationIsNotDrawnAgainForTheGate() {
    #expect(Attempt(joint: 3, window: 2, retry: 1).ofDurations == Attempt(joint: 3))
  }
}
