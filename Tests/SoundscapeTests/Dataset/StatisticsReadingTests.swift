import TestSupport
import Testing

@testable import Soundscape

@Suite struct StatisticsReadingTests {
  private func failure(of dataset: String) async -> SoundscapeError? {
    do throws(SoundscapeError) {
      _ = try await DatasetStatistics.read(dataset, jobs: 2)
      return nil
    } catch {
      return error
    }
  }

  @Test func aFolderWithoutManifestIsNoDataSet() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("manifest.jsonl")
    #expect(
      await failure(of: folder.path)
        == .annotation(path: path, problem: "no such file: a data set is a folder with a manifest.jsonl"))
    try FileSystem.write([], to: folder.path("manifest.jsonl.partial"))
    #expect(
      await failure(of: folder.path)
        == .annotation(
          path: path, problem: "no such file: its run did not end; the same generate command goes on with it"))
    try FileSystem.write([], to: path)
    #expect(
      await failure(of: folder.path) == .annotation(path: path, problem: "the data set is empty (found no mixture)"))
  }

  @Test func aBrokenLineIsNamed() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("manifest.jsonl")
    for line in ["{", "[]", #"{"index": 1}"#, #"{"index": 1, "status": "odd"}"#] {
      try FileSystem.write(Array("{\"index\": 0, \"status\": \"failed\"}\n\(line)\n".utf8), to: path)
      #expect(
        await failure(of: path) == .annotation(path: path + ":2", problem: "is no line of a manifest"), "\(line)")
    }
  }

  @Test("The first annotation that is broken is named, for any number of jobs", arguments: [1, 2, 7])
  func aBrokenAnnotationIsNamed(jobs: Int) async throws {
    var fixture = try StatisticsFixture()
    for _ in 0..<100 { try fixture.add([.init()]) }
    for index in [41, 42, 77] { try FileSystem.write([0x7B], to: fixture.folder.path("\(index).jams")) }
    await #expect(
      throws: SoundscapeError.annotation(
        path: fixture.folder.path("41.jams"), problem: "is no JSON (numbers such as NaN are none either)")
    ) { try await DatasetStatistics.read(fixture.root, jobs: jobs) }

    FileSystem.discard(fixture.folder.path("20.jams"))
    await #expect(
      throws: SoundscapeError.annotation(path: fixture.folder.path("20.jams"), problem: "no such file")
    ) { try await DatasetStatistics.read(fixture.root, jobs: jobs) }
  }

  @Test func anObservationWithoutItsRoleIsNamed() async throws {
    var fixture = try StatisticsFixture()
    try fixture.add([.init(role: "middle")])
    #expect(
      await failure(of: fixture.root)
        == .annotation(
          path: fixture.folder.path("0.jams"), problem: "data[0].value.role: needs foreground or background"))
  }

  @Test("Any number of jobs gives the same document", arguments: [2, 3, 8])
  func anyNumberOfJobs(jobs: Int) async throws {
    var fixture = try StatisticsFixture()
    for k in 0..<70 {
      try fixture.add([.init(time: Double(k) / 7, duration: 1.3, snr: Double(k) / 3), .init(snr: 0.1)])
    }
    let one = try await DatasetStatistics.read(fixture.root, jobs: 1).json
    #expect(try await DatasetStatistics.read(fixture.root, jobs: jobs).json == one)
  }

  @Test func theDocumentHasAllItsKeys() async throws {
    var fixture = try StatisticsFixture()
    try fixture.add([.init(ledger: #""name": "e", "requested": {"snr": ["uniform", -1, 1]}"#)])
    let json = try JSON(try await DatasetStatistics.read(fixture.root).json)
    #expect(json.keys == ["mixtures", "altered", "fields", "labels", "sources", "polyphony", "levels"])
    #expect(json["mixtures"]?.keys == ["ok", "failed", "seconds", "events_per_mixture", "splits", "failures"])
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
