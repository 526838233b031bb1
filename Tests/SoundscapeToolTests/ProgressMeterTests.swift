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
    let bar = ProgressMeter.bar(progress(made: 50), elapsed: 10)
    #expect(bar == "███████░░░░░░░░░░░░░░░░░░░░░░░ 50/200, 5.0 mixtures/s, 0:30 left")
  }

  @Test func barTellsFailuresAndHours() {
    let bar = ProgressMeter.bar(progress(made: 1, failed: 1), elapsed: 20)
    #expect(bar.hasSuffix(" 1/200, 1 failed, 0.1 mixtures/s, 1:06:20 left"))
  }

  @Test func barIsFullAtTheEnd() {
    let bar = ProgressMeter.bar(progress(made: 200), elapsed: 10)
    #expect(bar.hasPrefix(String(repeating: "█", count: 30) + " 200/200, 20 mixtures/s, 0:00 left"))
  }

  @Test func jsonHasAllCounts() {
    let line = ProgressMeter.json(progress(made: 50, failed: 2), elapsed: 1.5)
    #expect(
      line
        == "{\"type\": \"progress\", \"done\": 50, \"failed\": 2, \"found\": 3, \"seconds\": 1.500, \"total\": 200}\n")
  }
}
