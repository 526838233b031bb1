/// Finds out what is to be done with each source; shared by the workers.
struct ImportSurvey: Sendable {
  enum Outcome: Sendable {
    /// As many sounds of the bank are there already.
    case found(Int)
    case items([ImportPlan.Item])
    /// It is not a sound.
    case ignored
    case failure(SoundscapeError)
  }

  private let importer: SoundImporter
  private let manifest: ImportManifest
  /// nil where there is no bank yet.
  private let root: RootFolder?
  /// The bank's path with links followed.
  private let place: String

  init(_ importer: SoundImporter) throws(SoundscapeError) {
    self.importer = importer
    place = FileSystem.realPlace(importer.bank)
    root = FileSystem.exists(place) ? try RootFolder(place) : nil
    manifest = if let root { try ImportManifest(in: root) } else { ImportManifest() }
  }

  func outcome(of entry: SourceListing.Entry) -> Outcome {
    do throws(SoundscapeError) {
      let real = FileSystem.realPath(entry.path)
      guard let stamp = ImportRow.Stamp(of: real) else {
        throw .source(path: entry.path, problem: "no such file or folder")
      }
      let row = ImportRow(
        file: "", source: Path.relative(real, to: place), sourceStamp: stamp, way: .copied,
        request: importer.request)
      if let count = countFound(entry, row) { return .found(count) }
      if StemFile.isOne(Path.name(of: entry.inner)) { return .items(try stems(of: entry, row)) }
      guard let survey = try survey(entry) else { return .ignored }
      return .items([try item(entry, row, survey, inner: entry.inner)])
    } catch { return .failure(error) }
  }

  /// What a file is; nil where it is not a sound, and nobody said that it is.
  private func survey(_ entry: SourceListing.Entry) throws(SoundscapeError) -> SoundSurvey? {
    do throws(SoundscapeError) { return try SoundSurvey(entry.path) } catch {
      guard case .notAudio(_, let problem) = error else { throw error }
      if SoundSignature.isRefusal(problem) { return .foreign }
      if entry.isGiven || SoundListing.isSoundName(Path.name(of: entry.path)) { throw error }
      return nil
    }
  }

  private func stems(
    of entry: SourceListing.Entry, _ row: ImportRow
  ) throws(SoundscapeError) -> [ImportPlan.Item] {
    var items: [ImportPlan.Item] = []
    for (stream, label) in StemFile.labels.enumerated() {
      var row = row
      row.stream = stream
      // Any ending: that of the format takes its place.
      let inner = StemFile.place(entry.inner, label: label, names: importer.stemNames) + ".mp4"
      let item = try item(entry, row, .foreign, inner: inner)
      if item.obstacle != .own || !isFound(item.row) { items.append(item) }
    }
    return items
  }

  private func item(
    _ entry: SourceListing.Entry, _ row: ImportRow, _ survey: SoundSurvey, inner: String
  ) throws(SoundscapeError) -> ImportPlan.Item {
    var row = row
    let target = importer.conversion.target(of: survey)
    let isMet = importer.conversion.isMet(by: survey)
    let inner = isMet ? inner : Self.renamed(inner, to: target.format)
    let place = try importer.place(inner)
    row.way = !isMet ? .converted : importer.transfer == .copy ? .copied : .linked
    row.file = place.text
    (row.info, row.samples) = (survey.info, survey.samples)
    return ImportPlan.Item(
      path: entry.path, row: row, place: place, survey: survey, target: target, obstacle: try obstacle(at: place, row))
  }

  private static func renamed(_ inner: String, to format: FileFormat) -> String {
    Path.join(Path.parent(of: inner), Path.stem(of: Path.name(of: inner)) + "." + format.fileExtension)
  }

  private func obstacle(at place: InnerPath, _ row: ImportRow) throws(SoundscapeError) -> ImportPlan.Obstacle {
    guard let root else { return .none }
    do throws(SystemFailure) { if try root.kind(of: place) == nil { return .none } } catch {
      throw .output(path: root.shown(place), problem: error.words)
    }
    guard let old = manifest.rows[place.text], hasSameBytes(old.source, row.source), isUnchanged(old) else {
      return .foreign
    }
    return .own
  }
}

// MARK: What is there already

extension ImportSurvey {
  /// How many sounds of the bank a source has become, where they are all there, unchanged, and what is asked for now.
  private func countFound(_ entry: SourceListing.Entry, _ row: ImportRow) -> Int? {
    let old = manifest.rows(from: row.source)
    if old.isEmpty { return nil }
    let inners: [String]
    if StemFile.isOne(Path.name(of: entry.inner)) {
      inners = StemFile.labels.map {
        StemFile.place(entry.inner, label: $0, names: importer.stemNames) + ".mp4"
      }
    } else {
      inners = [entry.inner]
    }
    for inner in inners {
      let names = [inner] + FileFormat.allCases.filter(\.isLossless).map { Self.renamed(inner, to: $0) }
      let places = NameSet(names.compactMap { try? importer.place($0).text })
      guard old.contains(where: { places.contains($0.file) && $0.sourceStamp == row.sourceStamp && isFound($0) }) else {
        return nil
      }
    }
    return inners.count
  }

  /// Whether a sound is in the bank as it would be made now.
  private func isFound(_ row: ImportRow) -> Bool {
    guard let old = manifest.rows[row.file], old.sourceStamp == row.sourceStamp else { return false }
    return old.request == importer.request && old.stream == row.stream && isUnchanged(old)
  }

  /// Whether the file that a line is about is what was made then.
  private func isUnchanged(_ row: ImportRow) -> Bool {
    guard let root, let path = try? InnerPath(row.file), let kind = try? root.kind(of: path) else { return false }
    switch kind {
    case .file: return row.stamp != nil && ImportRow.Stamp(of: root.shown(path)) == row.stamp
    case .link:
      return row.way == .linked
        && hasSameBytes(Path.relative(FileSystem.realPath(root.shown(path)), to: root.path), row.source)
    case .folder, .other: return false
    }
  }
}
