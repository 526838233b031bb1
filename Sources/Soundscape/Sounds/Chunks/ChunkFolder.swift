/// The folder that chunks are written to, with its manifest; shared by the workers.
final class ChunkFolder: Sendable {
  private let folder: StagingFolder
  private let overwrites: Bool
  private let journal: AppendedFile

  /// Its path with links followed.
  var path: String { folder.root.path }

  /// Makes or opens the folder. With `overwrites`, the chunks that its manifest lists are removed.
  ///
  /// *Throws:* `.output` where it has chunks already.
  init(_ path: String, overwrites: Bool) throws(SoundscapeError) {
    folder = try StagingFolder(path)
    self.overwrites = overwrites
    let root = folder.root
    for manifest in [InnerPath.chunks, .chunkJournal] {
      guard let bytes = try root.read(manifest) else { continue }
      guard overwrites else {
        let problem = manifest == .chunks ? "already holds chunks" : "holds the chunks of a run that was stopped"
        throw .output(path: path, problem: problem, advice: .overwriteOrOtherFolder)
      }
      for chunk in try ChunkRow.chunks(in: bytes, of: root.shown(manifest)) { try root.remove(chunk) }
      try root.remove(manifest)
    }
    do throws(SystemFailure) {
      journal = AppendedFile(try root.create(.chunkJournal), path: root.shown(.chunkJournal))
    } catch { throw .output(path: root.shown(.chunkJournal), problem: error.words) }
  }

  /// Adds a chunk.
  ///
  /// - Parameter write: makes the file at a staged path.
  /// *Returns:* the row with its digest.
  func add(
    _ row: ChunkRow, _ write: (RootFolder, InnerPath, _ place: InnerPath) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) -> ChunkRow {
    let place: InnerPath
    do throws(InnerPath.Refusal) { place = try InnerPath(row.chunk) } catch {
      throw .output(path: path, problem: error.problem)
    }
    var row = row
    _ = try folder.place(place, replacing: overwrites) { (staged) throws(SoundscapeError) -> Void? in
      try write(folder.root, staged, place)
      do throws(SystemFailure) { row.sha256 = try folder.root.digest(staged) } catch {
        throw .output(path: folder.root.shown(place), problem: error.words)
      }
      // Before the chunk is there: what is there is listed, however the run ends.
      try journal.append(row.line)
    }
    return row
  }

  /// Writes the manifest.
  ///
  /// - Parameter rows: in the order of their lines.
  func finish(_ rows: [ChunkRow]) throws(SoundscapeError) {
    let places = rows.compactMap { try? InnerPath($0.chunk) }
    if !places.isEmpty { try folder.root.sync(files: places) }
    try folder.write(rows.flatMap(\.line), to: .chunks)
    try folder.root.remove(.chunkJournal)
  }
}
