// Whether an annotation agrees with itself and with the label track.

extension AnnotationClaims {
  /// Times are doubles in text and come back exactly: a difference beyond rounding is a change.
  static let timeTolerance: Seconds = 1e-6
  static let levelTolerance: Decibels = 1e-6
  /// How far a measured loudness may be from the one that was asked for, in LU.
  static let loudnessTolerance = 0.1

  /// What is wrong, in the order of the file.
  ///
  /// The index may differ from the manifest's: an annotation that is made again without its data set keeps the index that
  /// it was drawn by, and gets a free one in the manifest.
  func problems(_ row: ManifestRow) -> [String] {
    var problems: [String] = []
    for (i, event) in events.enumerated() { problems += self.problems(of: event).map { "data[\(i)]: \($0)" } }
    problems += statistics() + gains() + derivedMembers() + specs() + files(row) + heading(row)
    if let wanted = row.duration, abs(wanted - duration) > Self.timeTolerance {
      problems.append("duration is \(plain(duration)) s, the manifest says \(plain(wanted))")
    }
    return problems
  }

  private func problems(of annotated: AnnotatedEvent) -> [String] {
    let event = annotated.event
    var problems: [String] = []
    func same(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= Self.timeTolerance }
    // An end is cut to whole frames, so it may pass the mixture's by a part of one.
    if annotated.time < 0 || annotated.duration < 0 || annotated.endTime > duration + 1 / Double(sampleRate) {
      let end = rounded(annotated.endTime, 6)
      problems.append("\(rounded(annotated.time, 6)) to \(end) s is not inside the mixture's \(plain(duration)) s")
    }
    let (start, end) = interval(of: event)
    let cut = annotation.cuts.isEmpty ? "" : " after the cut"
    if !same(annotated.time, start) {
      problems.append("time is \(plain(annotated.time)), event_time\(cut) \(plain(start))")
    }
    if !same(annotated.duration, end - start) {
      problems.append(
        "duration is \(plain(annotated.duration)), event_duration × time_stretch\(cut) \(rounded(end - start, 6))")
    }
    // In trees and tables, paths need not name the label.
    if event.source.origin == nil, Path.name(of: Path.parent(of: annotated.sourceFile.path)) != event.label {
      problems.append("label is \(event.label), source_file \(annotated.sourceFile.path)")
    }
    return problems + measurements(of: annotated) + placement(of: annotated) + level(of: annotated)
  }

  /// The stem's frames against the observation's seconds.
  private func placement(of annotated: AnnotatedEvent) -> [String] {
    guard let first = annotated.firstFrame, let count = annotated.frameCount, checks.placesByFrames else { return [] }
    let onset = frames(in: annotated.time, at: sampleRate)
    // Each cut begins at a whole frame of what the one before it left.
    let tolerance = 1 + annotation.cuts.count
    var problems: [String] = []
    if abs(first - onset) > tolerance {
      problems.append("time is \(plain(annotated.time)) s, frame \(onset), first_frame \(first)")
    }
    let rest = max(0, frameCount - first)
    let isWhole = annotation.settings.render.reverb != nil || annotated.event.role == .background
    let least = isWhole ? rest : min(frames(in: annotated.duration, at: sampleRate), rest)
    // Only an effect knows how long its tail is.
    let most = hasMixtureEffects || !annotated.event.effects.isEmpty ? rest : least
    if count < least - tolerance || count > most + tolerance {
      problems.append("duration is \(plain(annotated.duration)) s, \(least) frames, frames \(count)")
    }
    return problems
  }

  /// The loudness that was recorded against the one that ref_db and snr ask for, where nothing explains a difference.
  private func level(of annotated: AnnotatedEvent) -> [String] {
    let (event, render) = (annotated.event, annotation.settings.render)
    let isLevelled = render.level == .rms ? annotated.measured?.rung == .rms : annotated.isIntegrated
    guard let loudness = annotated.measured?.loudness, isLevelled, render.level != .gain, checks.levelsWhatIsHeard,
      !hasMixtureEffects,
      event.levelGroup == nil, annotation.edits.isEmpty, render.clip == .none,
      render.snrReference == .referenceLoudness,
      event.role == .foreground || events.count(where: { $0.event.role == .background }) == 1,
      let reference = annotation.rendering?.generatedReferenceLoudness
    else { return [] }
    let wanted = reference + event.snr + event.gainLevel
    guard abs(loudness - wanted) > Self.loudnessTolerance else { return [] }
    let unit = render.level == .rms ? "dB" : "LUFS"
    return ["loudness is \(rounded(loudness, 2)) \(unit), ref_db_generated + snr \(rounded(wanted, 2))"]
  }

  /// What differs in a label track, and in which line; nil where all agrees.
  func labelProblem(_ text: String) -> String? {
    let lines = text.split(separator: "\n")
    let foreground = events.filter { $0.event.role == .foreground }
    for (i, event) in foreground.enumerated() {
      guard i < lines.count else { break }
      let fields = lines[i].split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, let onset = Double(fields[0]), let offset = Double(fields[1]) else {
        return "line \(i + 1) is not onset, offset and label, separated by tabs"
      }
      guard abs(onset - event.time) <= Self.timeTolerance, abs(offset - event.endTime) <= Self.timeTolerance,
        ByteName(fields[2]) == ByteName(event.event.label)
      else {
        let expected = "\(rounded(event.time, 6)) to \(rounded(event.endTime, 6)) s, \(event.event.label)"
        return "line \(i + 1) is not what the annotation says (\(expected))"
      }
    }
    guard lines.count == foreground.count else {
      return "has \(counted(lines.count, "line")), the annotation \(counted(foreground.count, "foreground event"))"
    }
    return nil
  }
}

extension AnnotatedEvent {
  /// Whether its loudness is what BS.1770 integrates; the first files did not say how it was measured.
  var isIntegrated: Bool { measured?.rung ?? .integrated == .integrated }
}
