/// Verifies one mixture of a data set.
struct MixtureVerifier {
  /// With more stems than this, files are closed between blocks: a process may have only so many open.
  private static let mostOpenFiles = 64
  /// Open files that are left to the rest of the program.
  private static let otherOpenFiles = 16
  /// A larger label track is refused: half a million events need a tenth of it.
  private static let mostLabelBytes = 1 << 28

  let root: String
  let row: ManifestRow
  let depth: DatasetVerifier.Depth
  /// Files that may be held open.
  let mostOpenFiles: Int
  var verdict: MixtureVerdict
  /// The process could open no more files: then nothing can be said about those that are left.
  private var shortage: SoundscapeError?

  /// - Parameter jobs: how many mixtures are verified at once.
  /// *Throws:* where the process may not open enough files.
  static func verdict(
    on row: ManifestRow, root: String, depth: DatasetVerifier.Depth, jobs: Int = 1
  ) throws(SoundscapeError) -> MixtureVerdict {
    let share = (FileSystem.mostOpenFiles - otherOpenFiles) / max(1, jobs)
    var shortage: SoundscapeError?
    for most in [min(max(0, share), mostOpenFiles), 0] {
      var verifier = MixtureVerifier(
        root: root, row: row, depth: depth, mostOpenFiles: most, verdict: MixtureVerdict(row))
      verifier.verify()
      guard let found = verifier.shortage else { return verifier.verdict }
      shortage = shortage ?? found
    }
    throw shortage ?? .cancelled
  }

  private mutating func verify() {
    for file in row.files {
      if let problem = problem(ofPlace: file) ?? RootFolder.problem(of: file, below: root) {
        verdict.add(problem, to: file)
      }
    }
    let claims = annotation()
    labels(claims)
    let audio = row.stems + [row.mixture].compactMap { $0 }
    switch depth {
    case .digests:
      for file in row.sounds where verdict.isFaultless(file) && isPossibleSize(file, headerInfo(of: file)) {
        digest(file)
      }
    case .full:
      sound(audio, claims)
      for file in row.submixes where verdict.isFaultless(file) && isPossibleSize(file, headerInfo(of: file)) {
        digest(file)
      }
    }
  }

  func path(_ file: String) -> String { Path.join(root, file) }

  /// Why a file cannot be read where the row says it is; nil where it is there.
  private func problem(ofPlace file: String) -> String? {
    guard Path.isBelow(file) else { return "is outside the data set's folder" }
    switch FileSystem.kind(of: path(file)) {
    case nil:
      let failure = SystemFailure.last
      return failure.isMissing ? "is missing" : failure.words
    case .folder: return SystemFailure.folder.words
    case .other: return SystemFailure.notPlain.words
    case .file: return FileSystem.isInside(root, file) ? nil : "is a link out of the data set's folder"
    }
  }

  mutating func fail(_ error: SoundscapeError, _ file: String) {
    if error.isForLackOfFiles { shortage = shortage ?? error } else { verdict.add(error.problem, to: file) }
  }

  /// A file that is only digested, or cannot be decoded.
  mutating func digest(_ file: String) {
    do throws(SoundscapeError) {
      verdict.check(try SHA256Hasher.hexDigest(ofFile: path(file)), of: file)
      verdict.byteCount += FileSystem.size(ofFile: path(file)) ?? 0
    } catch { fail(error, file) }
  }

  // MARK: Annotation and labels

  /// What the annotation claims; nil where it is missing, altered or unreadable, so that nothing it says can count.
  private mutating func annotation() -> AnnotationClaims? {
    guard let file = row.jams, verdict.isFaultless(file) else { return nil }
    // A file with a hole can have any size, and be read for hours.
    if let problem = FileSystem.size(ofFile: path(file)).flatMap(JAMSDecoder.problem(ofByteCount:)) {
      verdict.add(problem, to: file)
      return nil
    }
    digest(file)
    guard depth == .full else { return nil }
    do throws(SoundscapeError) {
      let claims = try AnnotationClaims(annotation: Annotation(jams: path(file)))
      guard verdict.isFaultless(file) else { return nil }
      for problem in claims.problems(row) { verdict.add(problem, to: file) }
      return claims
    } catch {
      fail(error, file)
      return nil
    }
  }

  private mutating func labels(_ claims: AnnotationClaims?) {
    guard let file = row.labels, verdict.isFaultless(file) else { return }
    if let size = FileSystem.size(ofFile: path(file)), size > Self.mostLabelBytes {
      verdict.add("is too large for a label track (found \(size) bytes)", to: file)
      return
    }
    digest(file)
    guard let claims, verdict.isFaultless(file) else { return }
    do throws(SoundscapeError) {
      let text = String(decoding: try FileSystem.readPlain(path(file), most: Self.mostLabelBytes), as: UTF8.self)
      if let problem = claims.labelProblem(text) { verdict.add(problem, to: file) }
    } catch { fail(error, file) }
  }
}
