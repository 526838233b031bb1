// Whether an annotation's derived values are those that follow from the rest of it.

extension AnnotationClaims {
  /// Scaper's statistics over the events.
  func statistics() -> [String] {
    let intervals = events.filter { $0.event.role == .foreground }.map { (start: $0.time, end: $0.endTime) }
    let expected = Annotation.Statistics(of: intervals, duration: duration, semantics: annotation.semantics)
    let found = annotation.statistics
    let values: [(JAMSKey, found: Double?, expected: Double?)] = [
      (.eventCount, found.eventCount.map(Double.init), expected.eventCount.map(Double.init)),
      (.maximumPolyphony, found.maximumPolyphony.map(Double.init), expected.maximumPolyphony.map(Double.init)),
      (.polyphonyGini, found.polyphonyGini, expected.polyphonyGini),
    ]
    return values.compactMap { key, found, expected in
      guard let expected else { return nil }
      guard let found else {
        return isComplete ? "\(key.rawValue) is null, the events make it \(plain(expected))" : nil
      }
      if abs(found - expected) <= Self.statisticsTolerance { return nil }
      return "\(key.rawValue) is \(plain(found)), the events make it \(plain(expected))"
    }
  }

  /// Other programs may add up in another order.
  private static let statisticsTolerance = 1e-6

  /// What rendering did to the mixture's level.
  func gains() -> [String] {
    guard let rendering = annotation.rendering else { return [] }
    var problems: [String] = []
    let (factor, change) = (rendering.scaleFactor, rendering.referenceLoudnessChange)
    if factor > 0, abs(decibels(of: factor) - change) > Self.levelTolerance {
      let key = JAMSKey.referenceLoudnessChange.rawValue
      problems.append(
        "\(key) is \(plain(change)), \(JAMSKey.scaleFactor.rawValue) makes it \(rounded(decibels(of: factor), 6))")
    }
    if let generated = rendering.generatedReferenceLoudness {
      let sum = annotation.settings.referenceLoudness + change
      if abs(sum - generated) > Self.levelTolerance {
        problems.append("ref_db_generated is \(plain(generated)), ref_db + ref_db_change \(plain(sum))")
      }
    }
    return problems
  }

  /// Members that repeat what others say.
  func derivedMembers() -> [String] {
    let (files, render) = (annotation.files, annotation.settings.render)
    // The part of the last cut that came before the annotation's own start.
    let start = annotation.cuts.last.map { max(0, $0.range.lowerBound - $0.requested.lowerBound) } ?? 0
    let members: [(JAMSObject, JAMSKey, JSONTree)] = [
      (.annotation, .time, .number(start)), (.annotation, .duration, .number(duration)),
      (.fileMetadata, .duration, .number(duration)), (.scaper, .audioPath, JSONTree(files.mixture)),
      (.scaper, .saveStems, .bool(!files.stems.isEmpty)), (.soundscape, .reverb, JSONTree(render.reverb)),
    ]
    return members.compactMap { object, key, expected in
      let name = object.place.isEmpty ? key.rawValue : "\(object.place).\(key.rawValue)"
      let form = annotation.written[object]
      if form?.absent.contains(key) == true { return isComplete ? "\(name) is missing" : nil }
      // What is as this program writes it was not kept apart.
      let usual = key == .time ? JSONTree.integer(0) : expected
      let found = form?.known[key] ?? usual
      return Self.isSame(found, expected) ? nil : "\(name) is \(Self.text(found)), not \(Self.text(expected))"
    }
  }

  /// What was measured of an event's stem, as far as it shows by itself.
  func measurements(of annotated: AnnotatedEvent) -> [String] {
    guard isComplete, annotation.rendering != nil else { return [] }
    var problems: [String] = []
    if annotated.firstFrame == nil { problems.append("\(JAMSKey.firstFrame.rawValue) is null") }
    if annotated.frameCount == nil { problems.append("\(JAMSKey.frames.rawValue) is null") }
    // A cut removes what was measured of the whole.
    guard annotation.cuts.isEmpty else { return problems }
    guard let measured = annotated.measured else { return problems + ["\(JAMSKey.measured.rawValue) is empty"] }
    let end = duration + Self.timeTolerance
    if let onset = measured.onset, onset > min(measured.offset ?? end, end) {
      problems.append("\(JAMSKey.onset.rawValue) is \(plain(onset)) s, after the offset or the mixture's end")
    }
    if let offset = measured.offset, offset > end {
      problems.append("\(JAMSKey.offset.rawValue) is \(plain(offset)) s, after the mixture's \(plain(duration)) s")
    }
    return problems
  }

  /// Whether the annotation is in a format that leaves nothing out.
  var isComplete: Bool { annotation.header?.isComplete == true }

  static func text(_ tree: JSONTree) -> String {
    var json = JSONWriter()
    json.value(tree)
    return shortened(String(decoding: json.bytes, as: UTF8.self))
  }

  /// Whether two trees hold the same, in whatever form their numbers are.
  static func isSame(_ a: JSONTree, _ b: JSONTree) -> Bool {
    if let a = a.double, let b = b.double { return abs(a - b) <= timeTolerance * max(1, abs(b)) }
    if let a = a.elements, let b = b.elements { return a.count == b.count && zip(a, b).allSatisfy(isSame) }
    return a == b
  }
}

extension JAMSObject {
  /// What members of the object are called by; empty for those of the annotation itself.
  fileprivate var place: String {
    switch self {
    case .annotation: "\(JAMSKey.annotations.rawValue)[0]"
    case .fileMetadata: JAMSKey.fileMetadata.rawValue
    case .scaper: JAMSPlace.scaper.text
    case .soundscape: JAMSPlace.soundscape.text
    default: ""
    }
  }
}
