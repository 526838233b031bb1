import TestSupport
import Testing

@testable import Soundscape

@Suite struct ProcessorsTests {
  let folder: TemporaryDirectory
  init() throws { folder = try TemporaryDirectory() }

  /// Control groups of a machine that has these files.
  private func groups(_ membership: String, _ files: [String: String]) throws -> ControlGroups {
    try FileSystem.write(Array(membership.utf8), to: folder.path("cgroup"))
    for (path, text) in files {
      try FileSystem.makeDirectories(folder.path(Path.parent(of: "root/\(path)")))
      try FileSystem.write(Array(text.utf8), to: folder.path("root/\(path)"))
    }
    return ControlGroups(membership: folder.path("cgroup"), root: folder.path("root"))
  }

  @Test func thereIsAtLeastOne() { #expect(Processors.available >= 1) }

  @Test func theShareIsTheLeastOfTheGroupAndThoseAboveIt() throws {
    let found = try groups(
      "0::/user/job\n",
      ["cpu.max": "max 100000\n", "user/cpu.max": "150000 100000\n", "user/job/cpu.max": "400000 100000\n"])
    #expect(found.processorShare == 1.5)
  }

  @Test func aContainerFindsItsLimitAtTheRoot() throws {
    let found = try groups("0::/docker/4f5e\n", ["cpu.max": "50000 100000\n"])
    #expect(found.processorShare == 0.5)
    #expect(try available("0-7", found) == 1)
  }

  @Test func theFirstVersionHasItsOwnFiles() throws {
    let found = try groups(
      "5:memory:/a\n4:cpu,cpuacct:/job\n0::/\n",
      [
        "cpu,cpuacct/job/cpu.cfs_quota_us": "250000\n", "cpu,cpuacct/job/cpu.cfs_period_us": "100000\n",
        "cpu,cpuacct/cpu.cfs_quota_us": "-1\n", "cpu,cpuacct/cpu.cfs_period_us": "100000\n",
        // Of another hierarchy, where it means nothing.
        "memory/a/cpu.cfs_quota_us": "1000\n", "memory/a/cpu.cfs_period_us": "100000\n",
      ])
    #expect(found.processorShare == 2.5)
  }

  @Test func noLimitIsNone() throws {
    #expect(try groups("0::/\n", ["cpu.max": "max 100000\n"]).processorShare == nil)
    #expect(try groups("", [:]).processorShare == nil)
    #expect(try groups("0::/\nnonsense\n", ["cpu.max": "much\n"]).processorShare == nil)
    #expect(ControlGroups(membership: folder.path("none"), root: folder.path("none")).processorShare == nil)
  }

  @Test func aShareIsRoundedUpAndBoundedByTheProcessors() throws {
    #expect(try available("0-7", groups("0::/\n", ["cpu.max": "210000 100000\n"])) == 3)
    #expect(try available("0-7", groups("0::/\n", ["cpu.max": "10000 100000\n"])) == 1)
    #expect(try available("0-7", groups("0::/\n", ["cpu.max": "100000000000 100000\n"])) == 8)
  }

  @Test func theProcessorsAreThoseThatTheProcessMayRunOn() throws {
    let none = ControlGroups(membership: folder.path("none"), root: folder.path("none"))
    #expect(try available("0", none) == 1)
    #expect(try available("3", none) == 1)
    #expect(try available("0-3,8,10-11", none) == 7)
    // If it is not understood, the machine's number counts.
    let all = Processors.available(status: folder.path("missing"), groups: none)
    for text in ["", "3-", "5-2", "many"] { #expect(try available(text, none) == all, "\(text)") }
  }

  /// The count where Linux lists these processors for the process.
  private func available(_ processors: String, _ groups: ControlGroups) throws -> Int {
    let status = folder.path("status")
    try FileSystem.write(Array("Name:\ttool\nCpus_allowed:\tff\nCpus_allowed_list:\t\(processors)\n".utf8), to: status)
    return Processors.available(status: status, groups: groups)
  }
}
