import ArgumentParser
import Soundscape

// Soundbanks: how far reading them has come, and what is wrong with them.

extension Console {
  /// Files of each kind of fault that are named.
  private static let mostNamed = 10
  /// A soundbank with fewer files is read before a person would see how far it is.
  private static let fewFiles = 2_000

  /// The exit status of work that was done without some sound files.
  static let skippedStatus: Int32 = 3

  /// Reads a recipe's soundbank on several workers.
  ///
  /// - Parameter skipsDamaged: decodes what no index knows, to leave out what is damaged.
  func scan(_ folders: Recipe.SoundbankFolders, jobs: Int, skipsDamaged: Bool = false) -> SoundbankScan {
    let isShown = showsMotion
    let last = Lock(0)
    let scan = Soundbank.survey(folders, jobs: jobs, skipsDamaged: skipsDamaged) { progress in
      guard isShown, progress.total >= Self.fewFiles || skipsDamaged else { return }
      last.withLock { last in
        let percent = progress.done * 100 / progress.total
        guard percent > last else { return }
        last = percent
        StandardStreams.writeError("\r\u{1b}[Kreading sounds: \(progress.done)/\(progress.total)")
      }
    }
    if last.withLock({ $0 }) > 0 { StandardStreams.writeError("\r\u{1b}[K") }
    return scan
  }

  /// What was skipped and what is odd: the first of each kind by name.
  func report(_ scan: SoundbankScan) {
    for group in scan.groups {
      for warning in group.warnings.prefix(Self.mostNamed) { warn("\(warning)") }
      let rest = group.warnings.count - Self.mostNamed
      if rest > 0 { warn("\(rest) more: \(group.reason) (validate --json lists all)") }
    }
  }

  /// Says that sound files were left out, and ends with the exit status for it.
  func endWithout(_ skipped: [Warning]) throws {
    guard !skipped.isEmpty else { return }
    inform("\(counted(skipped.count, "sound file")) skipped, which cannot be used (validate lists them)")
    throw ExitCode(Self.skippedStatus)
  }
}
