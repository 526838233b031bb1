import TestSupport
import Testing

@testable import Soundscape

@Suite struct StatisticsReadingTests {
  private func statistics(of dataset: String, jobs: Int) throws(SoundscapeError) -> DatasetStatistics {
    var reader = StatisticsReader(dataset)
    reader.jobs = jobs
    return try reader.run()
  }

  private func failure(of dataset: String) -> SoundscapeError? {
    do throws(SoundscapeError) {
      _ = try statistics(of: dataset, jobs: 2)
      return nil
    } catch {
      return error
    }
  }

  @Test func aFolderWithoutManifestIsNoDataSet() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("manifest.jsonl")
    #expect(
      failure(of: folder.path) == .source(path: folder.path, problem: "is empty: not a data set"))
    try FileSystem.write([], to: folder.path("manifest.jsonl.partial"))
    #expect(
      failure(of: folder.path)
        == .source(path: folder.path, problem: "has no manifest.jsonl: its run is unfinished", advice: .resume))
    try FileSystem.write([], to: path)
    #expect(
      failure(of: folder.path) == .annotation(path: path, problem: "lists no mixtures", advice: .resume))
  }

  @Test func aBrokenLineIsNamed() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("manifest.jsonl")
    for line in ["{", "[]", #"{"index": 1}"#, #"{"index": 1, "status": "odd"}"#] {
      try FileSystem.write(Array("{\"index\": 0, \"status\": \"failed\"}\n\(line)\n".utf8), to: path)
      #expect(
        failure(of: path) == .annotation(path: path + ":2", problem: "is not a line of a manifest"), "\(line)")
    }
  }

  @Test("The first annotation that is broken is named, for any number of jobs", arguments: [1, 2, 7])
  func aBrokenAnnotationIsNamed(jobs: Int) async throws {
    var fixture = try StatisticsFixture()
    for _ in 0..<100 { try fixture.add([.init()]) }
    for index in [41, 42, 77] { try FileSystem.write([0x7B], to: fixture.folder.path("\(index).jams")) }
    #expect(
      throws: SoundscapeError.annotation(
        path: fixture.folder.path("41.jams"), problem: "is not valid JSON (NaN and Infinity are not JSON numbers)")
    ) { try statistics(of: fixture.root, jobs: jobs) }

    FileSystem.discard(fixture.folder.path("20.jams"))
    #expect(
      throws: SoundscapeError.annotation(path: fixture.folder.path("20.jams"), problem: "no such file")
    ) { try statistics(of: fixture.root, jobs: jobs) }
  }

  @Test func anObservationWithoutItsRoleIsNamed() async throws {
    var fixture = try StatisticsFixture()
    try fixture.add([.init(role: "middle")])
    #expect(
      failure(of: fixture.root)
        == .annotation(
          path: fixture.folder.path("0.jams"), problem: "data[0].value.role: needs foreground or background"))
  }

  @Test("Any number of jobs gives the same document", arguments: [2, 3, 8])
  func anyNumberOfJobs(jobs: Int) async throws {
    var fixture = try StatisticsFixture()
    for k in 0..<70 {
      try fixture.add([.init(time: Double(k) / 7, duration: 1.3, snr: Double(k) / 3), .init(snr: 0.1)])
    }
    let one = try statistics(of: fixture.root, jobs: 1).json
    #expect(try statistics(of: fixture.root, jobs: jobs).json == one)
  }

  @Test func theDocumentHasAllItsKeys() async throws {
    var fixture = try StatisticsFixture()
    try fixture.add([.init(ledger: #""name": "e", "requested": {"snr": ["uniform", -1, 1]}"#)])
    let json = try JSON(try StatisticsReader(fixture.root).run().json)
    #expect(
      json.keys == [
        "mixtures", "altered", "fields", "labels", "sources", "splits", "shared_sources", "shared_groups", "polyphony",
        "levels", "variants", "groups", "let", "source_groups",
      ])
    #expect(
      json["mixtures"]?.keys == [
        "ok", "failed", "seconds", "seconds_per_mixture", "events_per_mixture", "splits", "failures",
      ])
    let field = try #require(json["fields"]?.list?.first { $0["field"] == .text("snr") })
    #expect(field.keys == ["spec", "field", "requested", "values", "ks", "ks_conditional"])
    #expect(field["requested"] == .list([.text("uniform"), .number(-1), .number(1)]))
    #expect(field["values"]?.keys == ["n", "mean", "std", "min", "max", "p5", "p50", "p95"])
    #expect(field["ks"]?.keys == ["d", "critical_p001", "n", "discrete"] && field["ks_conditional"] == .null)
    #expect(
      json["levels"]?.keys == [
        "requested", "difference", "difference_after_scaling", "snr_rest", "snr_background", "onset_delay", "rungs",
      ])
    #expect(json["labels"]?["foreground"]?["counts"] == .object(["a": .number(1)]))
    #expect(json["sources"]?["foreground"]?["used"] == .number(1))
    #expect(json["polyphony"]?["time"]?["0"] == .number(0.9))
  }
}
