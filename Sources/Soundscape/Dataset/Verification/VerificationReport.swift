/// What a verification found in a data set.
public struct VerificationReport: Hashable, Sendable {
  /// Those of the manifest, then by mixture; what belongs to none comes last.
  public var findings: [VerificationFinding] = []
  /// Mixtures that the manifest calls whole, all of which were verified.
  public var mixtureCount = 0
  /// Those of them with a failure.
  public var failedMixtureCount = 0
  /// Mixtures that could not be made, by the manifest: there is nothing to verify.
  public var unmadeCount = 0
  /// How many mixtures compare with their sums in which way.
  public var sums: [SumState: Int] = [:]
  public var byteCount = 0
  /// What the splits use; nil where that was not asked for.
  public var splits: SplitSources?

  public init() {}

  /// How a mixture compares with the sum of its stems.
  public enum SumState: String, Hashable, Sendable, CaseIterable {
    /// Sample for sample.
    case exact
    /// Exact, except for samples that the file format cut off at full scale, of which the manifest warns.
    case cutOff = "cut_off"
    /// Scaper's semantics, with a reverb on the mixture only: the stems need not add up.
    case scaper
    /// Files in a format with losses, whose stems add up only roughly.
    case lossy
    /// No stems, no audio, or digests only.
    case unchecked
    /// Another sum, or files that are missing or cannot be read to the end.
    case wrong
  }

  public var failures: [VerificationFinding] { findings.filter { $0.kind == .failure } }
  public var isFaultless: Bool { !findings.contains { $0.kind == .failure } }

  /// One line for a person.
  public var summary: String {
    var parts = ["\(counted(mixtureCount, "mixture")) verified"]
    let words: [(SumState, String)] = [
      (.exact, "the exact sum of their stems"), (.cutOff, "cut off at full scale, as the manifest warns"),
      (.lossy, "in a format with losses, whose stems add up only roughly"),
      (.scaper, "made with Scaper's semantics, whose stems need not add up"), (.unchecked, "without a sum to check"),
    ]
    parts += words.compactMap { state, text in sums[state].map { "\($0) \(text)" } }
    if let splits {
      let counts = splits.sourceCounts.sorted { isInByteOrder($0.key, $1.key) }.map { "\($0.key) \($0.value)" }
      let groups = splits.hasGroups ? counted(splits.sharedGroups.count, "group") : "no group (none is named)"
      parts.append(
        "\(counted(splits.sharedSources.count, "source")) and \(groups) in several splits (sources: \(counts.joined(separator: ", ")))"
      )
    }
    if unmadeCount > 0 { parts.append("\(unmadeCount) could not be made") }
    if failedMixtureCount > 0 { parts.append("\(failedMixtureCount) damaged") }
    let notes = findings.count - failures.count
    if notes > 0 { parts.append(counted(notes, "note")) }
    return parts.joined(separator: ", ")
  }

  /// The counts as one line of JSON, without a line feed.
  public var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("kind", "summary")
      json.member("mixtures", mixtureCount)
      json.member("damaged", failedMixtureCount)
      json.member("unmade", unmadeCount)
      json.key("sums")
      json.object { json in for state in SumState.allCases { json.member(state.rawValue, sums[state] ?? 0) } }
      json.member("failures", failures.count)
      json.member("notes", findings.count - failures.count)
      json.member("bytes", byteCount)
      if let splits {
        json.member("shared_sources", splits.sharedSources.count)
        json.member("shared_groups", splits.sharedGroups.count)
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
