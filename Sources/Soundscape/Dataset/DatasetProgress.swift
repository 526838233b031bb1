/// How far a run has come.
public struct DatasetProgress: Hashable, Sendable {
  /// Mixtures made in this run, failed ones among them.
  public var made = 0
  public var failed = 0
  /// Mixtures that this run is to make.
  public var total: Int
  /// Mixtures that an earlier run had made already.
  public var found: Int

  public init(total: Int, found: Int = 0) {
    self.total = total
    self.found = found
  }
}

/// What became of a run.
public struct DatasetSummary: Sendable {
  public var progress: DatasetProgress
  /// Inputs that had failed when they were first made, so that there is nothing to make again.
  public var skipped = 0
  /// Kind → how many, over the mixtures of this run.
  public var warnings: [Warning.Kind: Int] = [:]
  /// One warning of each kind, with its mixture.
  public var examples: [Warning.Kind: String] = [:]
  /// What failed in this run.
  public var failures = FailureCounts()
  /// Mixtures that failed in an earlier run, and were not made again.
  public var failedEarlier = 0
  /// Whether the run was ended before all mixtures were made.
  public var isEndedEarly = false
}
