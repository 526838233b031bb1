extension Annotation {
  /// Finds the sources of the events; those that are known already stay as they are.
  ///
  /// - Parameter skipped: positions of events whose sources are not needed.
  /// *Throws:* `.annotation` for a source outside the soundbank, and one error for all sources that are not found.
  mutating func resolve(skipping skipped: Set<Int> = [], sounds: any SoundProvider) throws(SoundscapeError) {
    var missing: [String] = []
    for i in events.indices where !skipped.contains(i) && !events[i].event.source.isResolved {
      let event = events[i].event
      func found(
        _ file: AnnotatedEvent.NamedFile, at place: JAMSPlace
      ) throws(SoundscapeError) -> Sound? {
        try checkIsInside(file.path, role: event.role, at: place)
        let found = try sounds.sound(
          for: SoundReference(
            role: event.role, label: event.label, path: file.path, digest: file.digest,
            annotationPath: path.isEmpty ? nil : path))
        if found == nil { missing.append(file.path) }
        return found
      }
      let source = try found(events[i].sourceFile, at: .value(i))
      var continuations: [Sound] = []
      for (k, file) in events[i].continuations.enumerated() {
        if let file = try found(file, at: .continuation(k, of: i)) { continuations.append(file) }
      }
      guard let source else { continue }
      events[i].event.source = source
      events[i].event.continuations = continuations
    }
    guard missing.isEmpty else {
      var seen: Set<String> = []
      let files = missing.filter { seen.insert($0).inserted }
      throw failure(
        "\(files.count) source file\(files.count == 1 ? "" : "s") not found", files.joined(separator: ", "))
    }
  }

  /// A source must be in a label's folder of the soundbank that the annotation names.
  private func checkIsInside(_ written: String, role: Role, at place: JAMSPlace) throws(SoundscapeError) {
    let folder = role == .foreground || files.backgroundFolder.isEmpty ? files.foregroundFolder : files.backgroundFolder
    func parts(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }
    let (inside, outside) = (parts(written), parts(folder))
    guard inside.starts(with: outside), !inside.dropFirst(outside.count).contains(".."),
      written.hasPrefix("/") == folder.hasPrefix("/") || folder.isEmpty, !written.contains("\0")
    else {
      throw failure(place.field(JAMSKey(.sourceFile)), "is outside the soundbank \(folder) (found \(written))")
    }
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
