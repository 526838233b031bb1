/// The files of one mixture while they are written: each in the work folder, until all are whole and get their places.
final class FolderMixture: MixtureSink {
  private struct File {
    let artifact: Artifact
    let place: InnerPath
    let staged: InnerPath
  }

  private let run: FolderRun
  private let index: Int
  private var files: [File] = []
  private var digests: NameTable<String> = [:]
  private var writer: AudioFileWriter?

  private var root: RootFolder { run.root }

  init(_ run: FolderRun, index: Int) {
    self.run = run
    self.index = index
  }

  func begin(_ artifact: Artifact, as format: AudioFormat) throws(SoundscapeError) {
    let file = try add(artifact)
    let root = root
    writer = try AudioFileWriter(
      path: root.shown(file.place), format: format.file, subtype: format.samples, sampleRate: format.sampleRate,
      channelCount: format.channelCount, coding: format.coding
    ) { () throws(SystemFailure) in try root.create(file.staged) }
  }

  func receive(_ block: AudioBuffer) throws(SoundscapeError) { try writer?.write(block) }

  func receiveSilence(frameCount: Int) throws(SoundscapeError) { try writer?.writeSilence(frameCount: frameCount) }

  func finish() throws(SoundscapeError) {
    guard let finished = writer.take(), let file = files.last else { return }
    digests[file.artifact.name] = try finished.close()
  }

  func copy(
    _ path: String, as artifact: Artifact, links: Bool, digest: String?
  ) throws(SoundscapeError) -> Bool {
    let file = try add(artifact)
    if links, let digest, try root.link(path, at: file.staged) {
      digests[artifact.name] = digest
    } else {
      // Of the bytes as they are now, so that what changed meanwhile is not recorded as what it was.
      digests[artifact.name] = try root.copy(path, to: file.staged)
    }
    return true
  }

  func put(_ bytes: [UInt8], as artifact: Artifact) throws(SoundscapeError) {
    let file = try add(artifact)
    try root.write(bytes, to: file.staged)
    // In memory, and so it need not be read again.
    digests[artifact.name] = SHA256Hasher.hexDigest(of: bytes)
  }

  func commit() throws(SoundscapeError) -> NameTable<String> {
    do throws(SoundscapeError) {
      for file in files where digests[file.artifact.name] == nil {
        do throws(SystemFailure) { digests[file.artifact.name] = try root.digest(file.staged) } catch {
          throw .output(path: root.shown(file.place), problem: error.words)
        }
      }
      try settle()
      return digests
    } catch {
      abort()
      throw error
    }
  }

  func abort() {
    writer = nil
    // What cannot be removed is in the work folder, from which the next run removes it.
    for file in files { try? root.remove(file.staged) }
  }

  private func add(_ artifact: Artifact) throws(SoundscapeError) -> File {
    do throws(InnerPath.Refusal) {
      let file = File(artifact: artifact, place: try InnerPath(artifact.name), staged: run.stage())
      files.append(file)
      return file
    } catch { throw .output(path: root.path, problem: error.problem) }
  }

  /// Gives all files their places, the annotation last. On an error those that are new are removed again.
  private func settle() throws(SoundscapeError) {
    var settled: [InnerPath] = []
    do throws(SoundscapeError) {
      var old: Set<InnerPath> = []
      for file in files
      where try run.isThere(
        file.place, of: index, staged: file.staged, digest: digests[file.artifact.name])
      {
        old.insert(file.place)
      }
      let annotations = files.filter { $0.artifact.content == .annotation }
      // Of a mixture that was there before, the annotation goes first, so that none ever describes other audio.
      for file in annotations where old.remove(file.place) != nil { try root.remove(file.place) }
      for file in files.filter({ $0.artifact.content != .annotation }) + annotations {
        let isOld = old.contains(file.place)
        try place(file, replacing: isOld)
        if !isOld { settled.append(file.place) }
      }
    } catch {
      for place in settled { try? root.remove(place) }
      // The deepest first; a folder that holds anything is not removed.
      let folders = Set(files.flatMap { $0.place.parents }).sorted { isInByteOrder($1.text, $0.text) }
      for folder in folders { try? root.removeEmptyFolder(folder) }
      throw error
    }
  }

  private func place(_ file: File, replacing: Bool) throws(SoundscapeError) {
    try root.makeFolders(of: file.place)
    do throws(SoundscapeError) { try root.move(file.staged, to: file.place, replacing: replacing) } catch {
      // Another mixture that failed may just have removed the folder that it shares with this one, still empty.
      try root.makeFolders(of: file.place)
      try root.move(file.staged, to: file.place, replacing: replacing)
    }
  }
}
