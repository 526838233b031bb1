/// What a scan of a bank has found.
package struct BankReport: Sendable {
  /// The bank's folder.
  package let root: String
  /// Where the index is; nil where none could be written.
  package let indexPath: String?
  /// Sounds that can be decoded to their ends.
  package internal(set) var soundCount = 0
  /// Seconds, of all of them.
  package internal(set) var duration: Seconds = 0
  /// Files by what the index knew of them.
  package internal(set) var newCount = 0
  package internal(set) var changedCount = 0
  package internal(set) var unchangedCount = 0
  /// Rows of files that are no longer there.
  package internal(set) var goneCount = 0
  /// Files that are not sounds.
  package internal(set) var otherCount = 0
  /// The sounds that cannot be used, each with its reason: damaged, in a format that is not read, or with a name that is
  /// not UTF-8.
  package internal(set) var warnings: [Warning] = []
  /// Files and folders of which nothing could be found out, such as those that may not be read.
  package internal(set) var failures: [SoundscapeError] = []

  init(root: String, indexPath: String?) {
    self.root = root
    self.indexPath = indexPath
  }

  package var fileCount: Int { newCount + changedCount + unchangedCount + failures.count }
  /// Whether every file that is a sound can be used.
  package var isFaultless: Bool { warnings.isEmpty && failures.isEmpty }

  mutating func add(_ finding: SoundFinding, at path: String) {
    switch finding {
    case .sound(let facts, _):
      soundCount += 1
      duration += facts.duration
    case .damaged, .refused:
      guard let error = finding.error(for: path) else { return }
      let warning = SoundListing.skipped(path, error)
      if warning.kind.isOfUnusableSound { warnings.append(warning) } else { otherCount += 1 }
    }
  }

  /// The order of the paths, whatever worker found something first.
  mutating func sort() {
    warnings.sort { isInByteOrder($0.subject, $1.subject) }
    failures.sort { isInByteOrder("\($0)", "\($1)") }
  }
}
