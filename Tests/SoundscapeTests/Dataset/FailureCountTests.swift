import TestSupport
import Testing

@testable import Soundscape

@Suite struct FailureCountTests {
  @Test(
    "What differs from mixture to mixture makes no other kind",
    arguments: [
      ("events[2]#1: event_time: nothing fits (found 3.25 to 17)", "events[…]#…: event_time: nothing fits"),
      ("bank/dog/1.wav: is cut off (found 12 of 20 frames)", "…: is cut off"),
      ("constraints: `a` and \"b c\" are 0.5 s apart, needs 1.", "constraints: … and … are … s apart, needs …."),
      ("no room", "no room"), ("", ""), ("3 (x (y) z) 4", "… …"),
    ])
  func kinds(message: String, kind: String) { #expect(FailureKind.of(message) == kind) }

  @Test func manyFailuresAreFewKinds() {
    var counts = FailureCounts()
    for index in (0..<5_000).reversed() {
      counts.add(.draw(event: "events[\(index % 7)]", problem: "no room (found \(index))"), of: index)
    }
    counts.add(.output(path: "a/b", problem: "other", advice: .overwrite), of: 9)
    let groups = counts.groups
    #expect(groups.map(\.count) == [5_000, 1] && counts.count == 5_001)
    #expect(groups[0].kind == "events[…]: no room" && groups[0].message == "events[0]: no room (found 0)")
    #expect(groups[0].indices == Array(0..<FailureCounts.mostIndices) && groups[1].advice == .overwrite)
  }

  @Test func kindsWithoutEndAreOne() {
    var counts = FailureCounts()
    for index in 0..<1_000 {
      let word = String(decoding: String(index).utf8.map { $0 + 49 }, as: UTF8.self)
      counts.add(.draw(event: "x", problem: word), of: index)
    }
    #expect(counts.groups.count <= 201 && counts.count == 1_000)
  }

  @Test("A run that is asked to end early leaves a whole data set, which is resumed", arguments: [1, 3])
  func endedEarly(jobs: Int) throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("whole", 0..<12).run()
    let stopped = try fixture.generator("set", 0..<12, jobs: jobs)
    let cancellation = stopped.cancellation
    let summary = try stopped.run { if $0.made >= 4 { cancellation.endEarly() } }
    #expect(summary.isEndedEarly && (4..<12).contains(summary.progress.made))
    #expect(!FileSystem.exists(fixture.folder.path("set/manifest.jsonl.partial")))
    let report = try DatasetVerifier(fixture.folder.path("set")).run()
    #expect(report.findings.isEmpty && report.mixtureCount == summary.progress.made)
    let rest = try fixture.generator("set", 0..<12).run()
    #expect(rest.progress.found == summary.progress.made && !rest.isEndedEarly)
    #expect(try fixture.tree("set") == fixture.tree("whole"))
  }
}
