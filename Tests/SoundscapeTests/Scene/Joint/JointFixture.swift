import Testing

@testable import Soundscape

/// Scenes with and without constraints, and what of them is compared.
struct JointFixture {
  /// Files of different lengths, with artists in their names.
  static let bank = Soundbank(
    foreground: .init(
      folder: "fg",
      labels: [
        label("cat", ["A - 1": 1.5, "A - 2": 6, "B - 1": 3]), label("dog", ["B - 2": 4, "C - 1": 9]),
        label("horn", ["A - 3": 2, "C - 2": 1.3, "free": 12]),
      ]), background: Recipes.side("bg", [("rain", [20])]))

  static func label(_ name: String, _ files: KeyValuePairs<String, Seconds>) -> SoundLabel {
    let sounds = files.map { file, duration in
      Sound(
        name: "\(file).wav", path: "fg/\(name)/\(file).wav",
        info: AudioFileInfo(frameCount: frames(in: duration, at: 44_100), sampleRate: 44_100, channelCount: 1))
    }
    return SoundLabel(name: name, sounds: sounds.sorted { isInByteOrder($0.name, $1.name) })
  }

  let recipe: Recipe
  private let bank: Soundbank
  private let constrained, free: RecipePlan

  init(_ yaml: String, bank: Soundbank = Self.bank) throws {
    let recipe = try Recipes.read(yaml)
    self.recipe = recipe
    self.bank = bank
    let sounds = SourceCache(provider: bank.provider)
    constrained = try RecipePlan(recipe: recipe, soundbank: bank, sounds: sounds)
    var other = recipe
    other.constraints = Constraints()
    free = try RecipePlan(recipe: other, soundbank: bank, sounds: sounds)
  }

  /// The first scenes with constraints.
  func scenes(_ count: Int, seed: UInt32 = 1, bounds: JointBounds = JointBounds()) throws -> [Scene] {
    try (0..<count).map { try Self.scene(constrained, $0, seed, bounds) }
  }

  /// As many without constraints that happen to keep them, as a loop over pairs and instants finds; fewer where they are
  /// too rare.
  func rejected(_ count: Int, most: Int, seed: UInt32 = 2) throws -> [Scene] {
    var kept: [Scene] = []
    for index in 0..<most where kept.count < count {
      let scene = try Self.scene(free, index, seed, JointBounds())
      if try keeps(scene) { kept.append(scene) }
    }
    return kept
  }

  private static func scene(_ plan: RecipePlan, _ index: Int, _ seed: UInt32, _ bounds: JointBounds) throws -> Scene {
    let random = KeyedRandom(seed: .integer(seed))
    var drawing = SceneDrawing(
      plan: plan, seed: .integer(seed), draws: MixtureDraws(random: random, mixture: index),
      orders: CycleOrders(random: random), uses: CycleUses())
    drawing.selecting.bounds = bounds
    return try drawing.run().value
  }

  func keeps(_ scene: Scene) throws -> Bool {
    let constraints = recipe.constraints
    let events = scene.events.filter { $0.role == .foreground }
    let pattern = try constraints.excludeGroups.map { try SoundGroups($0) }
    for (i, a) in events.enumerated() {
      for b in events[..<i] {
        if constraints.distinctLabels && a.label == b.label { return false }
        if constraints.distinctSources && a.source.path == b.source.path { return false }
        if let group = pattern?.group(of: a.source), group == pattern?.group(of: b.source) { return false }
        let areApart: Bool =
          switch constraints.noOverlap {
          case .all: true
          case .sameLabel: a.label == b.label
          case .labels(let listed): listed.contains(a.label) && listed.contains(b.label)
          case nil: false
          }
        let gap = constraints.minGap - 1e-9
        if areApart && a.eventTime < b.endTime + gap && b.eventTime < a.endTime + gap { return false }
      }
    }
    guard let most = constraints.maxPolyphony else { return true }
    return events.allSatisfy { event in
      events.count { $0.eventTime <= event.eventTime && $0.endTime > event.eventTime + 1e-9 } <= most
    }
  }

  /// What is compared: of each event duration, onset, label and file; durations, onsets and gaps in their order; who is
  /// first; and the durations of all together.
  func marginals(_ scenes: [Scene]) -> [String: [Double]] {
    var found: [String: [Double]] = [:]
    let names = bank.foreground.labels.map(\.name)
    let files = bank.foreground.labels.flatMap { $0.sounds.map(\.path) }
    let places = Dictionary(uniqueKeysWithValues: zip(files, files.indices.map(Double.init)))
    for scene in scenes {
      let events = scene.events.filter { $0.role == .foreground }
      let drawn = events.sorted { $0.drawingOrder < $1.drawingOrder }
      for event in drawn {
        found["\(event.name) duration", default: []].append(event.duration)
        found["\(event.name) onset", default: []].append(event.eventTime)
        found["\(event.name) label", default: []].append(Double(names.firstIndex(of: event.label) ?? -1))
        found["\(event.name) file", default: []].append(places[event.source.path] ?? -1)
      }
      for (place, duration) in drawn.map(\.duration).sorted().enumerated() {
        found["duration in place \(place)", default: []].append(duration)
      }
      for (place, event) in events.enumerated() {
        found["onset in place \(place)", default: []].append(event.eventTime)
        found["event in place \(place)", default: []].append(Double(event.drawingOrder))
        if place > 0 {
          found["gap before place \(place)", default: []].append(event.eventTime - events[place - 1].endTime)
        }
      }
      found["sum of durations", default: []].append(drawn.reduce(0) { $0 + $1.duration })
    }
    return found
  }

  /// The largest distance of two samples in any marginal, and in which.
  func distance(_ first: [Scene], _ second: [Scene]) -> (distance: Double, name: String) {
    let (a, b) = (marginals(first), marginals(second))
    var worst = (distance: 0.0, name: "")
    for (name, values) in a.sorted(by: { $0.key < $1.key }) {
      guard let others = b[name] else { return (.infinity, name) }
      let distance = PlacementFixture.distance(values, others)
      if distance > worst.distance { worst = (distance, name) }
    }
    return worst
  }

  /// Equal laws exceed it once in two million times, of the thousand marginals that are compared at all.
  static let mostDistance = 2.69
}
