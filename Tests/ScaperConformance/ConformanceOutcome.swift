import Foundation
import Soundscape

/// What came of a case, against what the real Scaper did.
public struct ConformanceOutcome: Sendable {
  public var isRefused = false
  public var mixtures = 0
  public var events = 0
  /// Numbers compared, and how many of them had the same bits.
  public var numbers = 0
  public var identicalNumbers = 0
  public var warnings = 0
  /// Warnings that say more or less than Scaper's because a sum lay within rounding of a bound, or that name the same
  /// list in another order because its numbers differ by rounding.
  public var edges = 0
  /// The error that refused the case.
  public var refusal: String?
  /// What differs, most telling first; empty for none.
  public var differences: [String] = []

  /// One for each rendered mixture, with its name.
  public var audio: [(name: String, comparison: AudioComparison)] = []

  public init() {}
}

extension ConformanceCase {
  /// Numbers agree when they are this near, relatively: what SciPy's and our truncated normal may differ by.
  static let tolerance = 1e-9

  /// Draws the case's mixtures and compares them with Scaper's.
  public func run(in folder: String) throws -> ConformanceOutcome {
    var outcome = ConformanceOutcome()
    let expected = try JSONTree(json: self.expected.utf8)
    let theirs = expected["generates"].elements
    do throws(SoundscapeError) {
      let recipe = try RecipeReader.read(text: recipe, file: "\(folder)/\(name).json")
      let bank = try Soundbank.scan(recipe.soundbank).soundbank
      let scenes = try Instantiator(recipe: recipe, soundbank: bank).scenes(seed: recipe.seed)
      for i in 0..<mixtures {
        let drawn = try scenes.scene(at: i)
        guard let theirs, i < theirs.count else { continue }
        compare(drawn.value, drawn.warnings, with: theirs[i], folder, "mixture \(i)", &outcome)
        outcome.mixtures += 1
        guard isRendered else { continue }
        do {
          let comparison = try compareAudio(drawn.value, with: theirs[i], index: i, folder)
          outcome.audio.append(("\(name).\(i)", comparison))
          outcome.differences += comparison.differences.map { "mixture \(i), audio: \($0)" }
        } catch {
          outcome.differences.append("mixture \(i), audio: \(error)")
        }
      }
    } catch {
      outcome.isRefused = true
      outcome.refusal = "\(error)"
    }
    if outcome.isRefused != (theirs == nil) {
      let theirError = expected["error"].string ?? "accepted"
      outcome.differences.insert("refusal: \(outcome.refusal ?? "accepted") (Scaper: \(theirError))", at: 0)
    }
    return outcome
  }

  private func compare(
    _ scene: Scene, _ warnings: [Warning], with theirs: JSONTree, _ folder: String, _ place: String,
    _ outcome: inout ConformanceOutcome
  ) {
    let events = theirs["events"].elements ?? []
    if events.count != scene.events.count {
      outcome.differences.append("\(place): \(scene.events.count) events (Scaper: \(events.count))")
    }
    var theirWarnings = (theirs["warnings"].elements ?? []).compactMap(\.string)
    // Those of rendering come last; they are compared where the case is rendered.
    theirWarnings.removeAll { text in Self.renderingWarnings.contains { text.hasPrefix($0) } }
    let ours = warnings.map(\.message)
    var isReordered = false
    for i in 0..<max(ours.count, theirWarnings.count) {
      let (mine, other) = (i < ours.count ? ours[i] : "none", i < theirWarnings.count ? theirWarnings[i] : "none")
      if Self.agree(mine, other) {
        outcome.warnings += 1
      } else if Self.agree(Self.withoutEdge(mine), Self.withoutEdge(other)) {
        outcome.edges += 1
      } else if Self.agree(Self.sortingLists(mine), Self.sortingLists(other)) {
        outcome.edges += 1
        isReordered = true
      } else {
        outcome.differences.append("\(place), warning \(i): \(mine)\n    Scaper: \(other)")
        break
      }
    }
    for (i, (ours, theirs)) in zip(scene.events, events).enumerated() {
      compare(
        ours, with: theirs, folder, "\(place), event \(i) (\(ours.label))", withSourceTime: !isReordered, &outcome)
      outcome.events += 1
    }
    let statistics = Annotation(scene: scene, files: .init(foregroundFolder: "")).statistics
    compare(statistics.eventCount.map(Double.init), theirs["n_events"], "\(place), n_events", &outcome)
    compare(statistics.maximumPolyphony.map(Double.init), theirs["polyphony_max"], "\(place), polyphony_max", &outcome)
    compare(statistics.polyphonyGini, theirs["polyphony_gini"], "\(place), polyphony_gini", &outcome)
    let annotation = (theirs["annotation"].elements ?? []).map { $0.elements ?? [] }
    for (event, row) in zip(scene.foregroundEvents, annotation) where row.count == 3 {
      compare(event.eventTime, row[0], "\(place), onset", &outcome)
      compare(event.endTime, row[1], "\(place), offset", &outcome)
      if event.label != row[2].string { outcome.differences.append("\(place), label: \(event.label)") }
    }
    if annotation.count != scene.foregroundEvents.count { outcome.differences.append("\(place), annotation's length") }
  }

  /// Whether two texts are the same but for the last digits of numbers: those that a truncated normal gave are printed
  /// with all of theirs.
  static func agree(_ mine: String, _ other: String) -> Bool {
    if mine == other { return true }
    let pattern = #/-?\d+\.\d+(e[-+]\d+)?/#
    guard mine.replacing(pattern, with: "#") == other.replacing(pattern, with: "#") else { return false }
    let numbers = [mine, other].map { $0.matches(of: pattern).compactMap { Double($0.output.0) } }
    return zip(numbers[0], numbers[1]).allSatisfy { abs($0 - $1) <= tolerance * max(abs($1), 1e-3) }
  }

  /// A warning without the words that depend on whether a window that ends with its file ends one rounding behind it.
  ///
  /// Both programs fit a window to the file's end, add up again and compare. Of a duration from a truncated normal, which
  /// SciPy itself gives with other last bits on other processors, the sum can come out on either side.
  private static func withoutEdge(_ text: String) -> String {
    text.replacing(
      " but was still not satisfiable, likely due to using 'normal' distribution with bounds too close to the start or "
        + "end of the audio file", with: "")
  }

  /// A warning with the numbers of each list in rising order.
  ///
  /// Scaper passes a list that it alters through a `set`, whose order is that of the numbers' hashes: the last bit of a
  /// limit, which depends on a duration from a truncated normal, decides on the order, and so on the value that is drawn.
  private static func sortingLists(_ text: String) -> String {
    text.replacing(#/\[([^\]]*)\]/#) { match in
      let numbers = match.output.1.split(separator: ", ")
      return "[" + numbers.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }.joined(separator: ", ") + "]"
    }
  }

  /// How Scaper's warnings begin that come of rendering.
  static let renderingWarnings = [
    "Soundscape audio is clipping", "Peak normalization applied", "Scale factor for peak", "No events to synthesize",
    "Reverb is on and",
  ]

  private func compare(
    _ event: Event, with theirs: JSONTree, _ folder: String, _ place: String, withSourceTime: Bool,
    _ outcome: inout ConformanceOutcome
  ) {
    let path =
      event.source.path.hasPrefix(folder + "/")
      ? String(event.source.path.dropFirst(folder.count + 1)) : event.source.path
    for (field, mine) in [("label", event.label), ("source_file", path), ("role", event.role.rawValue)] {
      let other = theirs[field].string ?? ""
      if mine != other { outcome.differences.append("\(place), \(field): \(mine) (Scaper: \(other))") }
    }
    let numbers: [(String, Double?)] = [
      ("event_duration", event.eventDuration), ("time_stretch", event.timeStretch), ("source_time", event.sourceTime),
      ("event_time", event.eventTime), ("snr", event.snr), ("pitch_shift", event.pitchShift), ("time", event.eventTime),
      ("duration", event.duration),
    ]
    for (field, mine) in numbers where withSourceTime || field != "source_time" {
      compare(mine, theirs[field], "\(place), \(field)", &outcome)
    }
  }

  private func compare(_ mine: Double?, _ theirs: JSONTree, _ place: String, _ outcome: inout ConformanceOutcome) {
    let other = theirs.double
    guard let mine, let other else {
      if mine != other {
        outcome.differences.append("\(place): \(String(describing: mine)) (Scaper: \(String(describing: other)))")
      }
      return
    }
    outcome.numbers += 1
    if mine == other { outcome.identicalNumbers += 1 }
    if abs(mine - other) > Self.tolerance * max(abs(other), 1e-3) {
      outcome.differences.append("\(place): \(mine) (Scaper: \(other))")
    }
  }
}
