internal import Soundscape

extension Job {
  /// Does the work. *Returns:* what came of it, as JSON.
  func perform(_ dataset: OpenDataset?, _ run: WatchedRun) throws(CallFailure) -> String {
    guard (dataset != nil) == (verb == .generate) else {
      throw .argument("dataset", verb == .generate ? "is NULL" : "needs NULL: \(verb.rawValue) is not about a recipe")
    }
    switch verb {
    case .generate: return try dataset.map { (dataset) throws(CallFailure) in try generate(dataset, run) } ?? ""
    case .merge: return try merge(run)
    case .recreate: return try recreate(run)
    case .check: return try check(run)
    case .trim: return try trim(run)
    case .verify: return try verify(run)
    case .stats: return try stats(run)
    }
  }

  private func generate(_ dataset: OpenDataset, _ run: WatchedRun) throws(CallFailure) -> String {
    let start = try whole("start", in: 0...RecipeLimits.mostMixtures - 1) ?? 0
    let count = try whole("count", in: 1...RecipeLimits.mostMixtures - start) ?? 10
    var maker = DatasetMaker(engine: dataset.engine, indices: start..<start + count, folder: try needed("out"))
    maker.shard = try part(of: start..<start + count)?.shard
    maker.overwrites = try flag("overwrite") ?? false
    maker.syncs = try flag("sync") ?? true
    maker.jobs = try jobs()
    maker.isStrict = try flag("strict") ?? false
    maker.allowsChangedSources = try flag("allow_changed") ?? false
    maker.retriesFailed = try flag("retry_failed") ?? false
    maker.cancellation = run.cancellation
    return try engine { () throws(SoundscapeError) in try maker.run { run.show($0) } }.json
  }

  private func part(of indices: Range<Int>) throws(CallFailure) -> DatasetPart? {
    guard let text = try text("shard") else { return nil }
    guard let shard = Shard(text), shard.count <= indices.count else {
      throw .argument("job.shard", "needs K/N with K from 1 to N, and N at most the count (found '\(text)')")
    }
    return DatasetPart(shard, of: indices)
  }

  private func merge(_ run: WatchedRun) throws(CallFailure) -> String {
    var merger = PartMerger(try needed("out"))
    merger.syncs = try flag("sync") ?? true
    let summary = try engine { () throws(SoundscapeError) in try merger.run { run.show($0) } }
    var json = JSONWriter()
    json.object { json in
      json.member("parts", summary.parts)
      json.member("mixtures", summary.mixtures)
      json.member("failed", summary.failed)
      json.member("left", summary.left)
    }
    return json.text
  }

  private func recreate(_ run: WatchedRun) throws(CallFailure) -> String {
    var recreator = Recreator(inputs: try texts("inputs"), sink: try sink())
    recreator.edits = try edits()
    recreator.sounds = try sounds()
    recreator.stems = try flag("stems")
    recreator.allowsChangedSources = try flag("allow_changed") ?? false
    recreator.jobs = try jobs()
    recreator.cacheByteBudget = try cacheByteBudget()
    recreator.cancellation = run.cancellation
    return try engine { () throws(SoundscapeError) in try recreator.run { run.show($0) } }.json
  }

  private func check(_ run: WatchedRun) throws(CallFailure) -> String {
    var checker = RecreationChecker(inputs: try texts("inputs"))
    checker.edits = try edits()
    checker.sounds = try sounds()
    checker.allowsChangedSources = try flag("allow_changed") ?? false
    checker.jobs = try jobs()
    checker.cacheByteBudget = try cacheByteBudget()
    checker.cancellation = run.cancellation
    let verdicts = Lock<[RecreationChecker.Verdict]>([])
    let summary = try engine { () throws(SoundscapeError) in
      try checker.run(progress: { run.show($0) }) { verdict in verdicts.withLock { $0.append(verdict) } }
    }
    return summary.json(verdicts: verdicts.withLock { $0 })
  }

  private func trim(_ run: WatchedRun) throws(CallFailure) -> String {
    let (start, end) = (try seconds("from"), try seconds("to"))
    guard start < end else { throw .argument("job.to", "needs more than from (found \(start) and \(end))") }
    var trimmer = Trimmer(inputs: try texts("inputs"), to: start..<end, sink: try sink())
    trimmer.audio = try text("audio")
    trimmer.jobs = try jobs()
    trimmer.cancellation = run.cancellation
    return try engine { () throws(SoundscapeError) in try trimmer.run { run.show($0) } }.json
  }

  private func verify(_ run: WatchedRun) throws(CallFailure) -> String {
    var verifier = DatasetVerifier(try needed("dataset"), depth: try flag("quick") ?? false ? .digests : .full)
    verifier.jobs = try jobs()
    verifier.cancellation = run.cancellation
    verifier.disjoint = try choice("disjoint", of: SplitSources.Leak.Kind.self)?.withParts ?? []
    let report = try engine { () throws(SoundscapeError) in try verifier.run { run.show($0) } }
    return "{\"findings\": [\(report.findings.map(\.json).joined(separator: ", "))], \"summary\": \(report.json)}"
  }

  private func stats(_ run: WatchedRun) throws(CallFailure) -> String {
    var reader = StatisticsReader(try needed("dataset"))
    reader.jobs = try jobs()
    reader.cancellation = run.cancellation
    return String(
      decoding: try engine { () throws(SoundscapeError) in try reader.run { run.show($0) } }.json, as: UTF8.self)
  }

  // MARK: What several verbs have

  private func sink() throws(CallFailure) -> FolderSink {
    FolderSink(try needed("out"), overwrite: try flag("overwrite") ?? false, syncs: try flag("sync") ?? true)
  }

  private func sounds() throws(CallFailure) -> FileSounds {
    FileSounds(foreground: try text("foreground"), background: try text("background"))
  }

  private func jobs() throws(CallFailure) -> Int {
    try whole("jobs", in: 1...WorkerThreads.most) ?? min(Processors.available, WorkerThreads.most)
  }

  private func cacheByteBudget() throws(CallFailure) -> Int {
    try whole("cache_bytes", in: 0...Int.max) ?? SourceCache.defaultByteBudget
  }

  private func edits() throws(CallFailure) -> [AnnotationEdit] {
    let set = try texts("set").map { (text) throws(CallFailure) in
      guard let edit = AnnotationEdit(setting: text) else {
        throw .argument("job.set", "needs KEY=NUMBER or KEY=null, such as events[2].snr=6 (found '\(text)')")
      }
      return edit
    }
    let dropped = try texts("drop").map { (text) throws(CallFailure) in
      guard let edit = AnnotationEdit(dropping: text) else {
        throw .argument("job.drop", "needs an event, such as events[1] (found '\(text)')")
      }
      return edit
    }
    return set + dropped
  }
}
