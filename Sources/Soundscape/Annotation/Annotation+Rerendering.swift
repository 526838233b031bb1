extension Annotation {
  /// The annotation of a scene that an earlier annotation gave and that is rendered again; `add` adds the rendering.
  ///
  /// It is made in the same way as that of a drawn scene, so that version, libraries, measurements and the alterations of
  /// rendering are those of the new rendering. Alterations of drawing, cuts, edits and whatever else the old file held
  /// stay.
  /// - Parameters:
  ///   - old: with its edits applied, its events in the order of the scene's, its files where they are to be.
  ///   - warnings: those of the edits.
  ///   - shown: the path of a source as it is to be written.
  init(
    rerendering old: Annotation, scene: Scene, warnings: [Warning], shown: (Sound) -> String
  ) throws(SoundscapeError) {
    self.init(scene: scene, files: old.files, recipeDigest: old.header?.recipeDigest ?? "")
    path = old.path
    for (i, event) in zip(events.indices, old.events) { events[i].keep(event, shown) }
    for event in events {
      // Where the sources were found is where the soundbank is.
      guard let folder = event.bankFolder else { continue }
      if event.event.role == .foreground { files.foregroundFolder = folder }
      if event.event.role == .background { files.backgroundFolder = folder }
    }
    (edits, others, written) = (old.edits, old.others, old.written)
    settleWrittenForms()
    // A cut drops events, but not what the whole was drawn from.
    if old.recordedSpecs?.isDerivable == false || !old.cuts.isEmpty { recordedSpecs = old.recordedSpecs }
    altered = old.cuts.isEmpty ? old.altered.filter { !$0.isOfRendering } : old.altered
    record(warnings)
    for cut in old.cuts { try trim(to: cut.requested) }
  }
}

extension AnnotatedEvent {
  /// Takes what an earlier annotation says about the same event and the scene does not.
  fileprivate mutating func keep(_ old: AnnotatedEvent, _ shown: (Sound) -> String) {
    unknownRequests = old.unknownRequests
    sourceFile = NamedFile(path: shown(event.source), digest: old.sourceFile.digest)
    continuations = zip(event.continuations, old.continuations).map { file, named in
      NamedFile(path: shown(file), digest: named.digest)
    }
    altered = old.altered.filter { !$0.isOfRendering }
    written = old.written
    for object in written.keys { written[object]?.settle() }
  }
}

extension AnnotatedEvent {
  /// The folder of the soundbank, by the path of its source; nil where that does not show it.
  fileprivate var bankFolder: String? {
    guard let place = event.source.origin?.place, !place.isEmpty else {
      return event.source.origin == nil ? Path.parent(of: Path.parent(of: sourceFile.path)) : nil
    }
    // The first file of a sum stands for all.
    let (path, inner) = (SoundPath(sourceFile.path)?.files[0] ?? sourceFile.path, SoundPath(place)?.files[0] ?? place)
    guard path.ends(with: "/" + inner) else { return nil }
    return String(Substring(path.utf8.dropLast(inner.utf8.count + 1)))
  }
}

extension Annotation.Alteration {
  /// Whether rendering makes it, not drawing: rendered again, it is made again or not.
  fileprivate var isOfRendering: Bool { Warning.Kind(rawValue: rule)?.isOfRendering ?? false }
}

extension Warning.Kind {
  /// Whether rendering gives it, not drawing or reading.
  var isOfRendering: Bool {
    switch self {
    case .durationCutToSource, .durationCutToMixture, .sourceTimeMoved, .eventTimeMoved, .duplicatesRemoved,
      .cycleBroken, .notAudio, .damagedSource, .unreadableSource, .unusableName, .nestedFolder, .sourceChanged,
      .labelsLeftOut, .unmatchedFile, .splitsShareSources, .splitLacksLabel, .noGroup, .indexNotUsed:
      false
    case .fadeShortened, .silentEvent, .noBackground, .stretchedLength, .clipping, .clippingFixed, .sumClipped,
      .extremeScale, .reverbOnMixtureAlone, .noEvents:
      true
    }
  }
}
