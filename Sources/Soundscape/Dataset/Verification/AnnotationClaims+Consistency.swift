// Whether an annotation agrees with itself, with its line of the manifest and with the label track.

extension AnnotationClaims {
  /// Times are doubles in text and come back exactly: what differs by more than rounding was changed.
  private static let timeTolerance: Seconds = 1e-6
  private static let levelTolerance: Decibels = 1e-6
  /// How far a measured loudness may lie from the one that was asked for, in LU.
  static let loudnessTolerance = 0.1

  /// What is wrong, in the order of the file.
  func problems(_ row: ManifestRow) -> [String] {
    var problems: [String] = []
    for (i, event) in events.enumerated() { problems += self.problems(of: event).map { "data[\(i)]: \($0)" } }
    problems += statistics() + files(row)
    if let wanted = row.duration, abs(wanted - duration) > Self.timeTolerance {
      problems.append("duration is \(plain(duration)) s, the manifest says \(plain(wanted))")
    }
    if let index = document.ledger["index"].double, index != Double(row.index) {
      problems.append("index is \(plain(index)), the manifest says \(row.index)")
    }
    return problems
  }

  private func problems(of event: Event) -> [String] {
    var problems: [String] = []
    func same(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= Self.timeTolerance }
    // An end is cut to whole frames, so it may pass the mixture's by a part of one.
    if event.time < 0 || event.duration < 0 || event.endTime > duration + 1 / Double(sampleRate) {
      problems.append(
        "\(rounded(event.time, 6)) to \(rounded(event.endTime, 6)) s is not inside the mixture's \(plain(duration)) s")
    }
    if !same(event.time, event.eventTime) {
      problems.append("time is \(plain(event.time)), event_time \(plain(event.eventTime))")
    }
    if !same(event.duration, event.eventDuration * event.timeStretch) {
      let product = rounded(event.eventDuration * event.timeStretch, 6)
      problems.append("duration is \(plain(event.duration)), event_duration × time_stretch \(product)")
    }
    if Path.name(of: Path.parent(of: event.sourceFile)) != event.label {
      problems.append("label is \(event.label), source_file \(event.sourceFile)")
    }
    return problems + placement(of: event) + level(of: event)
  }

  /// The ledger's frames against the observation's seconds.
  private func placement(of event: Event) -> [String] {
    guard let first = event.firstFrame, let count = event.frameCount else { return [] }
    // Scaper's times and lengths are cut and rounded otherwise.
    guard semantics == .soundscape else { return [] }
    let onset = frames(in: event.time, at: sampleRate)
    var problems: [String] = []
    if abs(first - onset) > 1 {
      problems.append("time is \(plain(event.time)) s, frame \(onset), first_frame \(first)")
    }
    let sounds = hasReverb || event.role == .background ? frameCount : frames(in: event.duration, at: sampleRate)
    let expected = min(sounds, max(0, frameCount - first))
    if abs(count - expected) > 1 {
      problems.append("duration is \(plain(event.duration)) s, \(expected) frames, frames \(count)")
    }
    return problems
  }

  private var hasReverb: Bool { !document.sandbox["reverb"].isNull }

  /// The loudness that was recorded against the one that ref_db and snr ask for, where nothing explains another.
  private func level(of event: Event) -> [String] {
    let ledger = document.ledger
    guard let loudness = event.loudness, event.rung ?? "integrated" == "integrated", semantics == .soundscape,
      !hasReverb, !event.isInLevelGroup, ledger["edited"].isNull,
      ledger["level"].string ?? "lufs" == "lufs", ledger["snr_reference"].string ?? "ref_db" == "ref_db",
      event.role == .foreground || events.count(where: { $0.role == .background }) == 1,
      let reference = document.sandbox["ref_db_generated"].double
    else { return [] }
    let wanted = reference + event.snr
    guard abs(loudness - wanted) > Self.loudnessTolerance else { return [] }
    return ["loudness is \(rounded(loudness, 2)) LUFS, ref_db_generated + snr \(rounded(wanted, 2))"]
  }

  private func statistics() -> [String] {
    let sandbox = document.sandbox
    let foreground = events.filter { $0.role == .foreground }
    var problems: [String] = []
    if let count = sandbox["n_events"].double, count != Double(foreground.count) {
      problems.append("n_events is \(plain(count)), there are \(foreground.count)")
    }
    let intervals = foreground.map { (start: $0.time, end: $0.endTime) }
    let most = Polyphony.maximum(intervals, touchingOverlap: semantics == .scaper)
    if let told = sandbox["polyphony_max"].double, told != Double(most) {
      problems.append("polyphony_max is \(plain(told)), the events make it \(most)")
    }
    if let reference = sandbox["ref_db"].double, let change = sandbox["ref_db_change"].double,
      let generated = sandbox["ref_db_generated"].double,
      abs(reference + change - generated) > Self.levelTolerance
    {
      problems.append("ref_db_generated is \(plain(generated)), ref_db + ref_db_change \(plain(reference + change))")
    }
    return problems
  }

  /// Written paths may be absolute: then they end in the manifest's.
  private func files(_ row: ManifestRow) -> [String] {
    func isSame(_ written: String, _ path: String) -> Bool { written == path || written.hasSuffix("/" + path) }
    var problems: [String] = []
    let stems = (document.sandbox["isolated_events_audio_path"].elements ?? []).compactMap(\.string)
    if stems.count != row.stems.count || !zip(stems, row.stems).allSatisfy(isSame) {
      problems.append("isolated_events_audio_path names other stems than the manifest")
    }
    if !row.stems.isEmpty, row.stems.count != events.count {
      problems.append("has \(counted(events.count, "observation")) for \(counted(row.stems.count, "stem"))")
    }
    for (i, (event, path)) in zip(events, row.stems).enumerated() where !path.contains(event.label) {
      problems.append("data[\(i)]: label is \(event.label), its stem \(path)")
    }
    let mixture = document.sandbox["soundscape_audio_path"].string
    if let path = row.mixture, !isSame(mixture ?? "", path) {
      problems.append("soundscape_audio_path is \(mixture ?? "missing"), the manifest says \(path)")
    }
    return problems
  }

  /// What differs in a label track, and in which line; nil where all agrees.
  func labelProblem(_ text: String) -> String? {
    let lines = text.split(separator: "\n")
    let foreground = events.filter { $0.role == .foreground }
    for (i, event) in foreground.enumerated() {
      guard i < lines.count else { break }
      let fields = lines[i].split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, let onset = Double(fields[0]), let offset = Double(fields[1]) else {
        return "line \(i + 1) is not onset, offset and label by tabs"
      }
      guard abs(onset - event.time) <= Self.timeTolerance, abs(offset - event.endTime) <= Self.timeTolerance,
        fields[2] == event.label
      else {
        let told = "\(rounded(event.time, 6)) to \(rounded(event.endTime, 6)) s, \(event.label)"
        return "line \(i + 1) is not what the annotation says (\(told))"
      }
    }
    guard lines.count == foreground.count else {
      return "has \(counted(lines.count, "line")), the annotation \(counted(foreground.count, "foreground event"))"
    }
    return nil
  }
}
