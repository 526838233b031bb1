extension Annotation {
  /// Finds the sources of the events; those that are known already stay as they are.
  ///
  /// - Parameters:
  ///   - skipped: positions of events whose sources are not needed.
  ///   - check: compares each with the digest that was recorded; nil takes them as they are.
  /// *Returns:* a warning for each source that changed, whose new digest is recorded.
  /// *Throws:* `.annotation` for a source outside the soundbank, and one error for all sources that are not found.
  @discardableResult mutating func resolve(
    skipping skipped: Set<Int> = [], sounds: any SoundProvider, check: SourceCheck? = nil
  ) throws(SoundscapeError) -> [Warning] {
    var (missing, changed): ([String], [String]) = ([], [])
    var warnings: [Warning] = []
    for i in events.indices where !skipped.contains(i) && !events[i].event.source.isResolved {
      let event = events[i].event
      func found(
        _ file: inout AnnotatedEvent.NamedFile, at place: JAMSPlace, isContinuation: Bool = false
      ) throws(SoundscapeError) -> Sound? {
        let readings = try readings(of: file.path, role: event.role, at: place)
        let found = try sounds.sound(
          for: SoundReference(
            role: event.role, label: event.label, path: file.path, digest: file.digest,
            annotationPath: path.isEmpty ? nil : path, folder: folder(of: event.role), readings: readings))
        guard var found else {
          missing.append(file.path)
          return nil
        }
        if let check, let digest = try check.change(of: found, since: file.digest) {
          changed.append(file.path)
          warnings.append(SourceCheck.warning(file.path, event: event.name))
          file.digest = digest
        }
        // What the annotation records of it, of the files that are found now.
        if !isContinuation, let origin = event.source.origin { found.origin = origin.with(parts: found.origin?.parts) }
        return found
      }
      var named = events[i].sourceFile
      let source = try found(&named, at: .value(i))
      events[i].sourceFile = named
      var continuations: [Sound] = []
      for k in events[i].continuations.indices {
        var named = events[i].continuations[k]
        if let file = try found(&named, at: .continuation(k, of: i), isContinuation: true) {
          continuations.append(file)
        }
        events[i].continuations[k] = named
      }
      guard let source else { continue }
      events[i].event.source = source
      events[i].event.continuations = continuations
    }
    guard missing.isEmpty else {
      var seen: NameSet = []
      let files = missing.filter { seen.insert($0).inserted }
      throw failure(
        "\(files.count) source file\(files.count == 1 ? "" : "s") not found", files.joined(separator: ", "))
    }
    if let check, !check.allowsChanged, !changed.isEmpty {
      throw .annotation(
        path: path.isEmpty ? "annotation" : path, problem: SourceCheck.problem(changed), advice: .allowChangedSources)
    }
    return warnings
  }

  /// The bank's folder of a role.
  private func folder(of role: Role) -> String {
    role == .foreground || files.backgroundFolder.isEmpty ? files.foregroundFolder : files.backgroundFolder
  }

  /// What a written path may stand for: a source must be below the folder of the soundbank that the annotation names, all
  /// its parts too.
  private func readings(
    of written: String, role: Role, at place: JAMSPlace
  ) throws(SoundscapeError) -> Set<SoundReference.Reading> {
    let folder = folder(of: role)
    func parts(_ path: String) -> [ByteName] { Path.parts(of: path).filter { $0 != "." }.map(ByteName.init) }
    let outside = parts(folder)
    func isInside(_ file: String) -> Bool {
      let inside = parts(file)
      return inside.starts(with: outside) && !inside.dropFirst(outside.count).contains(ByteName(".."))
        && (Path.isAbsolute(file) == Path.isAbsolute(folder) || folder.isEmpty) && !file.holds("\0")
    }
    var readings: Set<SoundReference.Reading> = isInside(written) ? [.file] : []
    if let sound = SoundPath(written), sound.files.allSatisfy(isInside) { readings.insert(.parts) }
    guard !readings.isEmpty else {
      throw failure(place.field(JAMSKey(.sourceFile)), "is outside the soundbank \(folder) (found \(written))")
    }
    return readings
  }
}

extension Sound {
  /// A source of which only the written path is known; it has no frames until it is found.
  init(unresolved path: String) {
    self.init(
      name: Path.name(of: path), path: path, info: AudioFileInfo(frameCount: 0, sampleRate: 1, channelCount: 0))
  }

  /// Whether it was found: every sound has a channel.
  var isResolved: Bool { info.channelCount > 0 }
}
