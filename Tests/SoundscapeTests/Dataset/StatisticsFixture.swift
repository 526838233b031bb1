import TestSupport

@testable import Soundscape

/// A data set of annotations only, with exactly the values that a test asks for.
struct StatisticsFixture {
  /// One event as its annotation has it.
  struct Event {
    var time = 0.0
    var duration = 1.0
    var label = "a"
    var source = "bank/a/0.wav"
    var role = "foreground"
    var snr = 0.0
    var sourceTime = 0.0
    /// The members of the event's entry, as JSON text; nil for an annotation of another program.
    var ledger: String?
  }

  let folder: TemporaryDirectory
  private var manifest = ""
  private var count = 0

  init() throws { folder = try TemporaryDirectory() }

  var root: String { folder.path }

  static func text(_ events: [Event], duration: Double = 10, extra: String = "", ledger: String = "") -> String {
    let data = events.map { event in
      """
      {"time": \(event.time), "duration": \(event.duration), "confidence": 1.0, "value": {"label": "\(event.label)",
      "source_file": "\(event.source)", "source_time": \(event.sourceTime), "event_time": \(event.time),
      "event_duration": \(event.duration), "snr": \(event.snr), "role": "\(event.role)", "pitch_shift": null,
      "time_stretch": null}}
      """
    }
    let ledgers = events.compactMap { $0.ledger.map { "{\($0)}" } }
    let own =
      ledgers.isEmpty ? "" : #", "soundscape": {"events": [\#(ledgers.joined(separator: ", "))]\#(ledger)}"#
    return """
      {"annotations": [{"namespace": "scaper", "data": [\(data.joined(separator: ", "))], "sandbox": {"scaper":
      {"duration": \(duration), "ref_db": -20\(extra)}\(own)}}]}
      """
  }

  mutating func add(_ events: [Event], duration: Double = 10, extra: String = "", ledger: String = "") throws {
    try add(text: Self.text(events, duration: duration, extra: extra, ledger: ledger))
  }

  /// - Parameter split: as in the manifest.
  mutating func add(text: String, split: String? = nil) throws {
    let name = "\(count).jams"
    try FileSystem.write(Array(text.utf8), to: folder.path(name))
    let split = split.map { "\"\($0)\"" } ?? "null"
    manifest += #"{"index": \#(count), "status": "ok", "jams": "\#(name)", "split": \#(split)}"# + "\n"
    count += 1
    try writeManifest()
  }

  mutating func addFailure(_ error: String) throws {
    manifest += #"{"index": \#(count), "status": "failed", "error": "\#(error)", "jams": null}"# + "\n"
    count += 1
    try writeManifest()
  }

  private func writeManifest() throws { try FileSystem.write(Array(manifest.utf8), to: folder.path("manifest.jsonl")) }

  /// The statistics of annotations that are never written.
  static func statistics(_ texts: [String]) throws -> DatasetStatistics {
    let folder = try TemporaryDirectory()
    var statistics = DatasetStatistics()
    for (i, text) in texts.enumerated() {
      try FileSystem.write(Array(text.utf8), to: folder.path("a.jams"))
      statistics.add(try Annotation(jams: folder.path("a.jams")), index: i)
    }
    return statistics
  }
}
