/// A recording that is to be cut.
struct ChunkRecording: Sendable {
  var path: String
  /// Below the folder that was given.
  var inner: String
  var survey: SoundSurvey
  var info: AudioFileInfo
  /// The folder of its chunks, and what their names begin with.
  var folder = ""
  var name = ""
  var split: String?

  var duration: Seconds { seconds(of: info.frameCount, at: info.sampleRate) }
}

/// The recordings below given paths, and what is wrong with the others.
struct ChunkRecordings {
  private(set) var recordings: [ChunkRecording] = []
  private(set) var failures: [SoundscapeError] = []
  /// Files in the given folders that are not sounds.
  private(set) var ignored = 0

  init(_ listing: SourceListing, jobs: Int) {
    let entries = listing.entries
    failures = listing.failures
    let surveys = Lock([Int: Result<SoundSurvey, SoundscapeError>]())
    let queue = PositionQueue(count: entries.count)
    WorkerThreads.run(count: min(jobs, entries.count)) {
      while let i = queue.next() {
        let survey = Result { () throws(SoundscapeError) in try SoundSurvey(entries[i].path) }
        surveys.withLock { $0[i] = survey }
      }
    }
    let found = surveys.withLock { $0 }
    for (i, entry) in entries.enumerated() {
      switch found[i] {
      case .success(let survey):
        guard let info = survey.info else { continue }
        recordings.append(ChunkRecording(path: entry.path, inner: entry.inner, survey: survey, info: info))
      case .failure(let error):
        if case .notAudio(_, let problem) = error, !entry.isGiven, !SoundSignature.isRefusal(problem),
          !SoundListing.isSoundName(Path.name(of: entry.path))
        {
          // What an import writes about a bank is not missed in it.
          if !hasSameBytes(Path.name(of: entry.path), InnerPath.imports.text) { ignored += 1 }
        } else {
          failures.append(error)
        }
      case nil: continue
      }
    }
  }

  /// The number of each recording, those that are one by links or as copies having the same; a new number is the next.
  private func families() throws(SoundscapeError) -> [Int] {
    var bySize: [Int: Int] = [:]
    let sizes = recordings.map { FileSystem.size(ofFile: $0.path) ?? 0 }
    for size in sizes { bySize[size, default: 0] += 1 }
    var numbers: NameTable<Int> = [:]
    var families: [Int] = []
    var next = 0
    for (recording, size) in zip(recordings, sizes) {
      // Only what is as long can be a copy.
      let isAlone = bySize[size] == 1
      let content = isAlone ? "path \(recording.path)" : try SHA256Hasher.hexDigest(ofFile: recording.path)
      let number = numbers[content] ?? next
      if number == next { next += 1 }
      numbers[content] = number
      families.append(number)
    }
    return families
  }

  /// Says where the chunks of each go.
  ///
  /// *Throws:* where those of two recordings would have the same names.
  mutating func name(_ chunker: Chunker) throws(SoundscapeError) {
    let splits = chunker.splits
    let families = splits.isEmpty ? [] : try families()
    var durations: [Seconds] = []
    for (recording, family) in zip(recordings, families) {
      if family == durations.count { durations.append(0) }
      durations[family] += recording.duration
    }
    let parts = OutputOptions.Split.assignment(of: durations, to: splits)
    var taken = NameTable<String>()
    for i in recordings.indices {
      let recording = recordings[i]
      let below = Path.parent(of: recording.inner)
      if !splits.isEmpty { recordings[i].split = splits[parts[families[i]]].name }
      let top = recordings[i].split ?? (chunker.keepsFolders && !below.isEmpty ? "" : Chunker.usualFolder)
      recordings[i].folder = chunker.keepsFolders ? Path.join(top, below) : top
      let name = chunker.name(of: recording)
      recordings[i].name = name
      if let other = taken["\(recordings[i].folder)/\(name)"] {
        throw .source(
          path: recording.path, problem: "its chunks would have the same names as those of \(other)",
          advice: chunker.keepsFolders ? .rename : .keepFoldersOrRename)
      }
      taken["\(recordings[i].folder)/\(name)"] = recording.path
    }
  }
}
