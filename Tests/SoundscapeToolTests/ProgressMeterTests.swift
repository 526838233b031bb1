import Soundscape
import Testing

@testable import SoundscapeTool

@Suite struct ProgressMeterTests {
  private func progress(made: Int, failed: Int = 0) -> DatasetProgress {
    var progress = DatasetProgress(total: 200, found: 3)
    progress.made = made
    progress.failed = failed
    return progress
  }

  @Test func barShowsPartRateAndTimeLeft() {
    let bar = ProgressMeter.bar(progress(made: 50), rate: 5)
    #expect(bar == "███████░░░░░░░░░░░░░░░░░░░░░░░ 50/200, 5.0 mixtures/s, 0:30 left")
  }

  @Test func barTellsFailuresAndHours() {
    let bar = ProgressMeter.bar(progress(made: 1, failed: 1), rate: 0.05)
    #expect(bar.hasSuffix(" 1/200, 1 failed, 0.1 mixtures/s, 1:06:20 left"))
  }

  @Test func barIsFullAtTheEnd() {
    let bar = ProgressMeter.bar(progress(made: 200), rate: 20)
    #expect(bar.hasPrefix(String(repeating: "█", count: 30) + " 200/200, 20 mixtures/s, 0:00 left"))
  }

  @Test func jsonHasAllCounts() {
    let line = ProgressMeter.json(progress(made: 50, failed: 2), elapsed: 1.5)
    #expect(
      line
        == "{\"type\": \"progress\", \"done\": 50, \"failed\": 2, \"found\": 3, \"seconds\": 1.500, \"total\": 200}\n")
  }

  /// Reading a large data set or soundbank first makes nobody think that the rest takes as long.
  @Test func theTimeBeforeTheFirstDoesNotCount() {
    let (clock, written) = (Lock(ContinuousClock.now), Lock<[String]>([]))
    let meter = ProgressMeter(
      style: .bar, now: { clock.withLock { $0 } }, write: { text in written.withLock { $0.append(text) } })
    for (seconds, made) in [(600, 1), (10, 11)] {
      clock.withLock { $0 += .seconds(seconds) }
      meter.show(progress(made: made))
    }
    let lines = written.withLock { $0.map { $0.split(separator: " ", maxSplits: 1)[1] } }
    #expect(lines == ["1/200", "11/200, 1.0 mixtures/s, 3:09 left"])
  }

  /// A log gets a line every half minute, none in a short run, and none at the end, where the summary is.
  @Test func linesComeEveryHalfMinute() {
    let (clock, written) = (Lock(ContinuousClock.now), Lock<[String]>([]))
    let meter = ProgressMeter(
      style: .lines, now: { clock.withLock { $0 } }, write: { text in written.withLock { $0.append(text) } })
    for (seconds, made) in [(5, 1), (29, 20), (24, 50), (31, 100), (29, 110), (1, 120), (60, 200)] {
      // Times since the last one.
      clock.withLock { $0 += .seconds(seconds) }
      meter.show(progress(made: made))
    }
    meter.clear()
    #expect(
      written.withLock { $0 } == [
        "20/200, 0.7 mixtures/s, 4:35 left\n", "100/200, 1.2 mixtures/s, 1:25 left\n",
        "120/200, 1.0 mixtures/s, 1:17 left\n",
      ])
  }
}
