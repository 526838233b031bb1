extension SoundIndex {
  private static let columns =
    "path, size, modified, changed, device, node, state, problem, frames, rate, channels, loudness, peak, sound_start, "
    + "sound_end, sha256"
  private static let values = (1...16).map { "?\($0)" }.joined(separator: ", ")

  /// The folder of the bank when it was scanned, with all links followed.
  func root() throws(SoundscapeError) -> String {
    do throws(DatabaseFailure) {
      let statement = try database.prepare("SELECT value FROM bank WHERE key = 'root'")
      return try statement.next() ? statement.text(0) ?? "" : ""
    } catch { throw Self.error(error, path) }
  }

  func count() throws(SoundscapeError) -> Int {
    do throws(DatabaseFailure) {
      let statement = try database.prepare("SELECT count(*) FROM sounds")
      return try statement.next() ? statement.integer(0) ?? 0 : 0
    } catch { throw Self.error(error, path) }
  }

  /// Calls `body` with each row, in byte order of the paths. Rows that no scan writes are left out.
  ///
  /// - Parameter folder: only what is below it; empty for all.
  func forEachRow(below folder: String = "", _ body: (IndexedFile) -> Void) throws(SoundscapeError) {
    do throws(DatabaseFailure) {
      // What is below a folder begins with its name and a slash; the next character after the slash is 0.
      let part = folder.isEmpty ? "" : " WHERE path > ?1 AND path < ?2"
      let statement = try database.prepare("SELECT \(Self.columns) FROM sounds\(part) ORDER BY path")
      if !folder.isEmpty {
        try statement.set(1, folder + "/")
        try statement.set(2, folder + "0")
      }
      while try statement.next() { if let row = IndexedFile(statement) { body(row) } }
    } catch { throw Self.error(error, path) }
  }

  /// Writes rows, in the place of those of the same paths, and removes others: all of it or nothing.
  func change(
    root: String? = nil, adding rows: [IndexedFile] = [], removing paths: [String] = []
  ) throws(SoundscapeError) {
    do throws(DatabaseFailure) {
      try database.transaction { () throws(DatabaseFailure) in
        if let root {
          let statement = try database.prepare("INSERT OR REPLACE INTO bank VALUES ('root', ?1)")
          try statement.set(1, root)
          try statement.run()
        }
        let insertion = try database.prepare("INSERT OR REPLACE INTO sounds (\(Self.columns)) VALUES (\(Self.values))")
        for row in rows { try row.write(insertion) }
        let removal = try database.prepare("DELETE FROM sounds WHERE path = ?1")
        for path in paths {
          try removal.set(1, path)
          try removal.run()
        }
      }
    } catch { throw Self.error(error, path, isWriting: true) }
  }
}

extension IndexedFile {
  /// What the column `state` says.
  private enum State: Int {
    case sound = 0
    case damaged = 1
    case refused = 2
    case notAudio = 3
  }

  /// Larger counts are a damaged row; the readers of sound have the same limits.
  private static let mostFrames = 1 << 40
  private static let mostChannels = 1_024

  /// nil for a row that no scan writes.
  fileprivate init?(_ row: borrowing DatabaseStatement) {
    guard let path = row.text(0), let size = row.integer(1), size >= 0, let modified = row.integer(2),
      let changed = row.integer(3), let device = row.integer(4), let node = row.integer(5),
      let state = row.integer(6).flatMap(State.init(rawValue:))
    else { return nil }
    self.path = path
    stamp = FileStamp(size: size, modified: modified, changed: changed, device: device, node: node)
    if state == .refused || state == .notAudio {
      guard let problem = row.text(7) else { return nil }
      finding = .refused(.init(isNotAudio: state == .notAudio, problem: problem))
      return
    }
    guard let frames = row.integer(8), (1...Self.mostFrames).contains(frames), let rate = row.integer(9),
      AudioFileInfo.sampleRates.contains(rate), let channels = row.integer(10),
      (1...Self.mostChannels).contains(channels), let digest = row.bytes(15).flatMap(FileDigest.init)
    else { return nil }
    let info = AudioFileInfo(frameCount: frames, sampleRate: rate, channelCount: channels)
    if state == .damaged {
      guard let problem = row.text(7) else { return nil }
      finding = .damaged(info, digest, problem: problem)
      return
    }
    let loudness = row.number(11)
    guard loudness?.isFinite ?? true, let peak = row.number(12), peak.isFinite, peak >= 0, let start = row.integer(13),
      let end = row.integer(14), 0 <= start, start <= end, end <= frames
    else { return nil }
    let facts = SoundFacts(info: info, loudness: loudness, peak: Float(peak), sounding: start..<end)
    finding = .sound(facts, digest)
  }

  fileprivate func write(_ row: borrowing DatabaseStatement) throws(DatabaseFailure) {
    try row.set(1, path)
    for (i, number) in stamp.numbers.enumerated() { try row.set(2 + i, number) }
    switch finding {
    case .sound(let facts, let digest):
      try row.set(7, State.sound.rawValue)
      try Self.write(facts.info, digest, to: row)
      try row.set(12, facts.loudness)
      try row.set(13, Double(facts.peak))
      try row.set(14, facts.sounding.lowerBound)
      try row.set(15, facts.sounding.upperBound)
    case .damaged(let info, let digest, let problem):
      try row.set(7, State.damaged.rawValue)
      try row.set(8, problem)
      try Self.write(info, digest, to: row)
    case .refused(let refusal):
      try row.set(7, (refusal.isNotAudio ? State.notAudio : .refused).rawValue)
      try row.set(8, refusal.problem)
    }
    try row.run()
  }

  private static func write(
    _ info: AudioFileInfo, _ digest: FileDigest, to row: borrowing DatabaseStatement
  ) throws(DatabaseFailure) {
    try row.set(9, info.frameCount)
    try row.set(10, info.sampleRate)
    try row.set(11, info.channelCount)
    try row.set(16, digest.bytes)
  }
}
