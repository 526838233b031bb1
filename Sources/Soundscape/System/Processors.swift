private import Cplatform

/// The processors of the machine, as far as this process may use them.
public enum Processors {
  /// How many workers this process can keep busy: the processors that it may run on (`taskset`, `cpuset`), and no more
  /// than the share of time that its control group has (a container's limit), rounded up. At least 1.
  public static var available: Int { available(status: "/proc/self/status", groups: ControlGroups()) }

  /// - Parameter status: the file in which Linux lists the processors that a process may run on.
  static func available(status: String, groups: ControlGroups) -> Int {
    let usable = allowed(in: status) ?? max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))
    guard let share = groups.processorShare else { return usable }
    return max(1, Int(min(share, Double(usable)).rounded(.up)))
  }

  /// How many processors a line such as `Cpus_allowed_list: 0-3,8` names; nil where there is none.
  private static func allowed(in status: String) -> Int? {
    let name = "Cpus_allowed_list:"
    guard let line = FileSystem.text(status)?.split(separator: "\n").first(where: { $0.begins(with: name) }) else {
      return nil
    }
    var count = 0
    for range in line.dropFirst(name.count).split(separator: ",") {
      let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Int($0.filter(\.isWholeNumber)) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else { return nil }
      count += last - first + 1
    }
    return count > 0 ? count : nil
  }
}

/// The control groups that this process is in, with what they allow it.
struct ControlGroups {
  /// Which groups a process is in: a line for each hierarchy, `0::/path` in version 2, `3:cpu,cpuacct:/path` in 1.
  var membership = "/proc/self/cgroup"
  /// Where the hierarchies are mounted.
  var root = "/sys/fs/cgroup"

  /// Processors' worth of time, the least of all limits that hold here; nil without a limit.
  var processorShare: Double? {
    guard let lines = FileSystem.text(membership)?.split(separator: "\n") else { return nil }
    return lines.compactMap { line -> Double? in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      let group = String(parts[2])
      if parts[1].isEmpty { return least(of: group, below: ["", "unified"], share) }
      guard parts[1].split(separator: ",").contains("cpu") else { return nil }
      return least(of: group, below: [String(parts[1]), "cpu"], shareOfVersion1)
    }.min()
  }

  /// The least share of a group and all groups above it. In a container the path of the group itself may be missing, and the
  /// root then is the container's.
  private func least(of group: String, below hierarchies: [String], _ share: (String) -> Double?) -> Double? {
    var folders = [""]
    for part in Path.parts(of: String(group)) { folders.append(Path.join(folders[folders.count - 1], part)) }
    return hierarchies.flatMap { hierarchy in
      folders.compactMap { share(Path.join(Path.join(root, hierarchy), $0)) }
    }.min()
  }

  /// `cpu.max`: microseconds of time and of the period, or `max`.
  private func share(_ folder: String) -> Double? {
    let words = (FileSystem.text(Path.join(folder, "cpu.max")) ?? "").split(whereSeparator: \.isWhitespace)
    guard words.count == 2 else { return nil }
    return quotient(Double(words[0]), Double(words[1]))
  }

  /// The same in two files; a quota of −1 means no limit.
  private func shareOfVersion1(_ folder: String) -> Double? {
    quotient(number(Path.join(folder, "cpu.cfs_quota_us")), number(Path.join(folder, "cpu.cfs_period_us")))
  }

  private func quotient(_ quota: Double?, _ period: Double?) -> Double? {
    guard let quota, let period, quota > 0, period > 0 else { return nil }
    return quota / period
  }

  private func number(_ path: String) -> Double? {
    FileSystem.text(path).flatMap { $0.split(whereSeparator: \.isWhitespace).first }.flatMap { Double($0) }
  }
}

extension FileSystem {
  /// A small file's text; nil where it cannot be read, as outside Linux.
  fileprivate static func text(_ path: String) -> String? {
    guard let bytes = try? read(path) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
