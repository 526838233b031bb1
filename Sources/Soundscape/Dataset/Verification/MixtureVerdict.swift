/// What was found in one mixture, file by file.
struct MixtureVerdict: Sendable {
  /// What is wrong with a file.
  struct Fault: Hashable, Sendable {
    var frame: Int?
    var problems: [String] = []
    /// Its bytes are not those that were written, which explains whatever else is wrong with it.
    var isAltered = false
  }

  let row: ManifestRow
  private(set) var faults: NameTable<Fault> = [:]
  /// What is worth reporting about a file that has no fault.
  private(set) var notes: NameTable<String> = [:]
  var sum = VerificationReport.SumState.unchecked
  var byteCount = 0

  init(_ row: ManifestRow) { self.row = row }

  mutating func add(_ problem: String, to file: String, frame: Int? = nil) {
    faults[file, default: Fault()].problems.append(problem)
    // The first frame reported is the one where the damage begins.
    if faults[file]?.frame == nil { faults[file]?.frame = frame }
  }

  mutating func addNote(_ text: String, on file: String) { notes[file] = text }

  /// Compares a digest with the manifest's.
  mutating func check(_ digest: String, of file: String) {
    guard let wanted = row.sha256[file] else { return add("has no digest in the manifest", to: file) }
    guard digest != wanted else { return }
    add("the bytes are not those that were written (SHA-256 \(short(digest)), was \(short(wanted)))", to: file)
    faults[file]?.isAltered = true
  }

  func isAltered(_ file: String) -> Bool { faults[file]?.isAltered ?? false }
  func isFaultless(_ file: String) -> Bool { faults[file] == nil }

  var findings: [VerificationFinding] {
    row.files.compactMap { file in
      if let fault = faults[file] {
        return VerificationFinding(
          .failure, index: row.index, file: file, frame: fault.frame, fault.problems.joined(separator: "; "))
      }
      return notes[file].map { VerificationFinding(.note, index: row.index, file: file, $0) }
    }
  }

  private func short(_ digest: String) -> String { digest.prefix(12) + "…" }
}
