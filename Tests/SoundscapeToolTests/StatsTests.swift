import ArgumentParser
import Foundation
import Soundscape
import TestSupport
import Testing

@testable import SoundscapeTool

@Suite struct StatsTests {
  /// Two mixtures of a dog and the rain, and one that failed.
  private func statistics() throws -> DatasetStatistics {
    let folder = try TemporaryDirectory()
    for k in 0..<2 {
      let annotation = """
        {"annotations": [{"namespace": "scaper", "sandbox": {"scaper": {"duration": 10, "ref_db": -20, "polyphony_max": 1,
        "polyphony_gini": 0.1}, "soundscape": {"events": [{"name": "dog", "spec": "events[0]", "requested": {"event_time":
        ["uniform", 0, 10], "snr": ["choose_weighted", [0, 3, 6, 9], [0.25, 0.25, 0.25, 0.25]]},
        "within": {"event_time": [0, 6]}, "altered": [{"rule": "event_time_moved", "before": 8, "after": 6}],
        "measured": {"loudness": -17.25, "rung": "integrated", "onset": 6.02}}]}}, "data": [{"time": 6, "duration": 4,
        "value": {"label": "dog", "source_file": "bank/dog/\(k).wav", "source_time": 0, "event_time": 6,
        "event_duration": 4, "snr": 3, "role": "foreground", "pitch_shift": null, "time_stretch": null}}]}]}
        """
      try Data(annotation.utf8).write(to: URL(filePath: folder.path("\(k).jams")))
    }
    let manifest = """
      {"index": 0, "status": "ok", "jams": "0.jams", "split": "train"}
      {"index": 1, "status": "ok", "jams": "1.jams", "split": "test"}
      {"index": 2, "status": "failed", "error": "dog: no room"}

      """
    try Data(manifest.utf8).write(to: URL(filePath: folder.path("manifest.jsonl")))
    return try StatisticsReader(folder.path).run()
  }

  @Test("No line is wider than the terminal", arguments: [80, 120])
  func width(columns: Int) throws {
    let text = StatisticsText(columns: columns).text(of: try statistics())
    for line in text.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
    for line in text.split(separator: "\n") { #expect(!line.hasSuffix(" "), "\(line)|") }
  }

  @Test func everyPartIsTold() throws {
    let text = StatisticsText(columns: 120).text(of: try statistics())
    for part in [
      "2 ok, 1 failed, 0.3 min in all", "failed 1 ×: dog: no room", "test 1 (50.0 %)", "event_time_moved",
      "100.0 % of events", "events[0]", "uniform 0…10", "weighted 0: 0.25, 3: 0.25", "FOREGROUND  1 labels used",
      "2 source files used", "dog/0.wav", "POLYPHONY", "60.0 %", "-0.250", "measured by: integrated 2", "0.020",
    ] { #expect(text.contains(part), "\(part) is missing from:\n\(text)") }
    #expect(!text.contains("BACKGROUND"))
  }

  @Test func narrowTablesCutTheFlexibleColumnAlone() {
    var table = TextTable([.init(title: "name", alignment: .left, isFlexible: true), .init(title: "n")])
    table.add(["a name that is much too long for it", "12345"])
    table.add(["b", "6"])
    #expect(
      table.lines(columns: 24) == ["  name                 n", "  a name that is…  12345", "  b                    6"])
  }

  @Test func wrongCommandLinesAreRefused() {
    for arguments in [["stats"], ["stats", "x", "--jobs", "0"], ["stats", "x", "y"], ["stats", "x", "--count", "1"]] {
      let error = #expect(throws: (any Error).self) { try SoundscapeTool.parseAsRoot(arguments) }
      if let error { #expect(SoundscapeTool.exitCode(for: error).rawValue == 64) }
    }
  }
}
