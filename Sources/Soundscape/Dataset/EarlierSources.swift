/// The sources of the mixtures that an earlier run made, as their annotations record them.
struct EarlierSources {
  /// A source as it was recorded.
  private struct Source: Hashable {
    var role: Role
    var label: String
    var digest: String
    /// An annotation that names it.
    var annotation: String
    /// The bank's folder as it is written there.
    var folder: String
  }

  /// By path and digest.
  private let sources: NameTable<Source>
  private let paths: NameTable<String>

  /// Reads the annotations, on several workers; what cannot be read is left to verification.
  init(_ earlier: EarlierMixtures, root: String, jobs: Int) {
    let indices = Array(earlier.whole)
    let found = Lock<(sources: NameTable<Source>, paths: NameTable<String>)>(([:], [:]))
    let queue = PositionQueue(count: indices.count)
    WorkerThreads.run(count: min(jobs, indices.count)) {
      while let i = queue.next() {
        guard let name = (try? earlier.row(of: indices[i]))?.jams, case let file = Path.join(root, name),
          let annotation = try? Annotation(jams: file)
        else { continue }
        for event in annotation.events {
          for named in [event.sourceFile] + event.continuations {
            guard let digest = named.digest else { continue }
            let key = "\(named.path)\n\(digest)"
            let source = Source(
              role: event.event.role, label: event.event.label, digest: digest, annotation: file,
              folder: annotation.files.folder(event.event.role))
            found.withLock {
              guard $0.sources[key] == nil else { return }
              $0.sources[key] = source
              $0.paths[key] = named.path
            }
          }
        }
      }
    }
    (sources, paths) = found.withLock { $0 }
  }

  /// Compares them with what there is now. Those that are gone are not looked for: the soundbank's list has changed then,
  /// and the run is another.
  func check(_ check: SourceCheck, sounds: any SoundProvider) throws(SoundscapeError) -> [Warning] {
    var changed: [String] = []
    for (key, source) in sources {
      let path = paths[key] ?? ""
      let reference = SoundReference(
        role: source.role, label: source.label, path: path, annotationPath: source.annotation,
        folder: source.folder)
      guard let sound = try sounds.sound(for: reference) else { continue }
      if try check.change(of: sound, since: source.digest) != nil { changed.append(sound.path) }
    }
    let names = NameSet(changed).sorted()
    guard names.isEmpty || check.allowsChanged else {
      throw .source(
        path: names[0], problem: "mixtures that are already made used other content: \(SourceCheck.problem(names))",
        advice: .allowChangedSources)
    }
    return names.map { SourceCheck.warning($0) }
  }
}
