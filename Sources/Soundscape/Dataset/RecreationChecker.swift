/// Renders annotations again and compares what comes of it with the audio that they name; nothing is written.
///
/// Mixture and stems are compared block by block as they are rendered, so that long ones take no more memory than short.
public struct RecreationChecker: Sendable {
  /// Data sets, each its folder or its `manifest.jsonl`, and JAMS files.
  public var inputs: [String]
  /// What changes each annotation first.
  public var edits: [AnnotationEdit] = []
  /// What measures loudness; nil for what measured it then.
  public var meter: RenderOptions.Meter?
  /// Finds and opens the sounds that the annotations name.
  public var sounds: any SoundProvider = FileSounds()
  /// How many mixtures are rendered at once.
  public var jobs = 1
  public var cacheByteBudget = SourceCache.defaultByteBudget
  /// The effects that scenes may name.
  public var effects = EffectRegistry.standard
  public var cancellation = Cancellation()
  var storePolicy = StorePolicy()

  /// What became of one annotation.
  public struct Verdict: Sendable {
    /// The annotation's path.
    public var path: String
    public var result: Result<AudioCheck, SoundscapeError>
  }

  /// How many mixtures came out how.
  public struct Summary: Hashable, Sendable {
    public var identical = 0
    public var equal = 0
    public var different = 0
    /// Those that could not be rendered or compared.
    public var failed = 0
    /// Inputs that had failed when they were first made, or have no audio.
    public var skipped = 0

    public init() {}
  }

  /// Whether sources that are not what they were are used. Otherwise a mixture of such sources fails.
  public var allowsChangedSources = false

  public init(inputs: [String]) { self.inputs = inputs }

  /// Checks all inputs on the caller's thread and `jobs` − 1 others.
  ///
  /// - Parameters:
  ///   - progress: is called after each mixture, from any worker.
  ///   - verdict: is called for each mixture in the order of the inputs, by one worker at a time.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in },
    verdict: @escaping @Sendable (Verdict) -> Void = { _ in }
  ) throws(SoundscapeError) -> Summary {
    let reader = try DatasetReader(inputs: inputs)
    let queue = PositionQueue(count: reader.count)
    let collector = VerdictCollector(count: reader.count, progress: progress, verdict: verdict)
    let sourceCheck = SourceCheck(provider: sounds, allowsChanged: allowsChangedSources)
    let cache = SourceCache(provider: sounds, byteBudget: cacheByteBudget)
    WorkerThreads.run(count: min(jobs, reader.count)) {
      var renderer = Renderer(effects: effects, sounds: cache)
      renderer.policy = storePolicy
      while !cancellation.isCancelled, let position = queue.next() {
        collector.add(check(position, of: reader, sourceCheck, renderer: &renderer), at: position)
      }
    }
    if cancellation.isCancelled { throw .cancelled }
    return collector.summary
  }

  /// nil for a mixture that there is nothing to compare with.
  private func check(
    _ position: Int, of reader: DatasetReader, _ sourceCheck: SourceCheck, renderer: inout Renderer
  ) -> Verdict? {
    var path = ""
    do throws(SoundscapeError) {
      let entry = try reader.entry(at: position)
      if let row = entry.row, row.status == .failed || row.mixture == nil { return nil }
      path = entry.annotationPath ?? entry.root
      let annotated = try AnnotatedScene(
        path, changes: AnnotationChanges(edits: edits, meter: meter), sounds: sounds, check: sourceCheck)
      var receiver = ComparingReceiver(
        files: try files(of: annotated, entry), sampleRate: annotated.scene.sampleRate,
        coding: annotated.scene.render.coding)
      let tracks = receiver.tracks
      _ = try renderer.render(
        annotated.scene, tracks: tracks, cut: annotated.cut, spillFolder: FileSystem.temporaryFolder, into: &receiver)
      return Verdict(path: path, result: .success(receiver.check))
    } catch { return Verdict(path: path, result: .failure(error.inAnnotation(path))) }
  }

  /// The files that the annotation names: its mixture, and its stems where they are those of its events.
  private func files(
    of annotated: AnnotatedScene, _ entry: DatasetReader.Entry
  ) throws(SoundscapeError) -> [ComparingReceiver.File] {
    let annotation = annotated.annotation
    guard annotation.files.mixture != nil, let mixture = entry.mixtureFile(of: annotation) else {
      throw annotation.failure(JAMSKey.mixturePath.rawValue, "names no audio to compare with")
    }
    let stems = entry.stemFiles(of: annotation)
    if let row = entry.row, !row.stems.isEmpty, stems.isEmpty {
      throw annotation.failure(
        JAMSKey.stemPaths.rawValue, "names other stems than the manifest, or stems of other events")
    }
    var files: [ComparingReceiver.File] = []
    for file in [mixture] + stems {
      guard let path = file.path, FileSystem.exists(path) else {
        throw .source(path: file.path ?? file.name, problem: "no such file")
      }
      let digest = file.listed.flatMap { entry.row?.sha256[$0] }
      files.append(.init(track: file.track, name: file.name, path: path, digest: digest))
    }
    return files
  }
}

/// Puts verdicts back into the order of the inputs.
private final class VerdictCollector: Sendable {
  private struct State: Sendable {
    var waiting: [Int: RecreationChecker.Verdict?] = [:]
    var next = 0
    var progress: DatasetProgress
    var summary = RecreationChecker.Summary()
  }

  private let state: Lock<State>
  private let progress: @Sendable (DatasetProgress) -> Void
  private let verdict: @Sendable (RecreationChecker.Verdict) -> Void

  init(
    count: Int, progress: @escaping @Sendable (DatasetProgress) -> Void,
    verdict: @escaping @Sendable (RecreationChecker.Verdict) -> Void
  ) {
    state = Lock(State(progress: DatasetProgress(total: count)))
    self.progress = progress
    self.verdict = verdict
  }

  var summary: RecreationChecker.Summary { state.withLock { $0.summary } }

  func add(_ made: RecreationChecker.Verdict?, at position: Int) {
    let now = state.withLock { state in
      state.waiting[position] = .some(made)
      while let ready = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        if let ready { verdict(ready) }
      }
      state.progress.made += 1
      if let made, made.isFailure { state.progress.failed += 1 }
      state.summary.count(made)
      return state.progress
    }
    progress(now)
  }
}

extension RecreationChecker.Verdict {
  /// Whether the mixture differs, or could not be compared.
  public var isFailure: Bool {
    switch result {
    case .success(let check): check.isDifferent
    case .failure: true
    }
  }
}

extension RecreationChecker.Summary {
  public var isFaultless: Bool { different == 0 && failed == 0 }

  fileprivate mutating func count(_ verdict: RecreationChecker.Verdict?) {
    switch verdict?.result {
    case nil: skipped += 1
    case .failure: failed += 1
    case .success(.identical): identical += 1
    case .success(.equal): equal += 1
    case .success: different += 1
    }
  }
}
