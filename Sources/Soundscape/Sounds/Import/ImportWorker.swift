/// Makes the sounds of a bank, one at a time; shared by the workers.
struct ImportWorker: Sendable {
  let importer: SoundImporter
  let folder: StagingFolder

  struct Imported: Sendable {
    var row: ImportRow
    var warnings: [String] = []
    /// Whether it was not there already, byte for byte.
    var isNew = true
  }

  func make(_ item: ImportPlan.Item) throws(SoundscapeError) -> Imported {
    var made = Imported(row: item.row)
    let root = folder.root
    let isReplacing = item.obstacle == .own || importer.overwrites
    let placed = try folder.place(item.place, replacing: isReplacing) { (staged) throws(SoundscapeError) -> Bool? in
      switch item.row.way {
      case .linked: try root.makeLink(staged, to: FileSystem.realPath(item.path))
      case .copied: made.row.sha256 = try copy(item, to: staged)
      case .converted:
        try convert(item, to: staged, &made)
        made.row.sha256 = try digest(staged)
      }
      guard ImportRow.Stamp(of: item.path) == item.row.sourceStamp else {
        throw .source(path: item.path, problem: "was changed while it was read")
      }
      guard item.obstacle == .foreign, !importer.overwrites else { return true }
      guard try isSame(item, as: made.row) else {
        let problem = "is there already, and was not imported from \(item.path)"
        throw .output(path: Path.join(importer.bank, item.place.text), problem: problem, advice: .overwrite)
      }
      return nil
    }
    made.isNew = placed != nil
    made.row.stamp = item.row.way == .linked ? nil : ImportRow.Stamp(of: root.shown(item.place))
    return made
  }

  /// Whether what is in the way is what would be put there, as after a run that was killed.
  private func isSame(_ item: ImportPlan.Item, as row: ImportRow) throws(SoundscapeError) -> Bool {
    let path = folder.root.shown(item.place)
    guard item.row.way != .linked else {
      return FileSystem.isLink(path) && hasSameBytes(FileSystem.realPath(path), FileSystem.realPath(item.path))
    }
    do throws(SystemFailure) {
      guard case .file? = try folder.root.kind(of: item.place) else { return false }
    } catch { throw .output(path: path, problem: error.words) }
    return try digest(item.place) == row.sha256
  }

  private func digest(_ path: InnerPath) throws(SoundscapeError) -> String {
    do throws(SystemFailure) { return try folder.root.digest(path) } catch {
      throw .source(folder.root.shown(path), error)
    }
  }

  /// *Returns:* the SHA-256 of what was copied.
  private func copy(_ item: ImportPlan.Item, to staged: InnerPath) throws(SoundscapeError) -> String {
    let target = try create(staged, for: item)
    var hasher = SHA256Hasher()
    var failed: SystemFailure?
    try FileSystem.forEachBlock(of: item.path, for: .plain) { block, count in
      guard failed == nil else { return }
      hasher.update(block.span.extracting(..<count))
      do throws(SystemFailure) {
        try target.write(count == block.count ? block : Array(block[..<count]))
      } catch { failed = error }
    }
    if let failed { throw failure(item, failed) }
    do throws(SystemFailure) { try target.close() } catch { throw failure(item, error) }
    return hasher.hexDigest()
  }

  private func create(_ staged: InnerPath, for item: ImportPlan.Item) throws(SoundscapeError) -> OpenFile {
    do throws(SystemFailure) { return try folder.root.create(staged) } catch { throw failure(item, error) }
  }

  private func failure(_ item: ImportPlan.Item, _ failure: SystemFailure) -> SoundscapeError {
    .output(path: folder.root.shown(item.place), problem: failure.words)
  }

  private func convert(
    _ item: ImportPlan.Item, to staged: InnerPath, _ made: inout Imported
  ) throws(SoundscapeError) {
    let source: any SoundBlocks
    if let info = item.survey.info {
      source = try FileBlocks(path: item.path, frameCount: info.frameCount)
    } else {
      source = try FFmpegBlocks(path: item.path, stream: item.row.stream ?? 0, program: importer.ffmpeg)
    }
    let blocks = try ConvertedBlocks(
      source, sampleRate: importer.conversion.sampleRate, channelCount: importer.conversion.channelCount)
    let written = try BlockWriter(
      folder.root, staged: staged, place: item.place, target: item.target, coding: importer.conversion.coding
    )
    .write(blocks, from: item.path, length: expectedLength(item, blocks.sampleRate))
    guard written.frameCount > 0 else { throw .notAudio(path: item.path, problem: "holds no sound") }
    made.row.info = AudioFileInfo(
      frameCount: written.frameCount, sampleRate: blocks.sampleRate, channelCount: blocks.channelCount)
    made.row.samples = item.target.samples
    if let warning = written.clipping(of: Path.join(importer.bank, item.place.text)) { made.warnings.append(warning) }
  }

  private func expectedLength(_ item: ImportPlan.Item, _ rate: Hertz) -> Int? {
    item.survey.info.map { Resampler.resampledFrameCount($0.frameCount, from: $0.sampleRate, to: rate) }
  }
}
