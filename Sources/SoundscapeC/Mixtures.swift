// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CSoundscape
internal import Soundscape

/// What an `ss_mixture` points to: a scene, and, once it is rendered, what came of it. One thread uses it at a time.
final class OpenMixture {
  /// What it came of.
  enum Origin {
    case drawn(OpenDataset)
    case read(AnnotatedScene, sounds: SourceCache)
  }

  let scene: Scene
  let origin: Origin
  /// Those of drawing or of edits.
  let warnings: [Warning]
  /// Frames of the scene that are heard: all but where the annotation was trimmed.
  let heard: Range<Int>
  private(set) var report: MixtureReport?

  init(_ drawn: Drawn<Scene>, of dataset: OpenDataset) {
    scene = drawn.value
    warnings = drawn.warnings
    origin = .drawn(dataset)
    heard = 0..<scene.frameCount
  }

  init(_ annotated: AnnotatedScene, sounds: SourceCache) {
    scene = annotated.scene
    warnings = annotated.warnings
    origin = .read(annotated, sounds: sounds)
    heard = annotated.cut ?? 0..<scene.frameCount
  }

  func group(of event: Event) -> String? {
    if case .drawn(let dataset) = origin { dataset.group(of: event) } else { nil }
  }

  /// The split that its data set puts it into; annotations do not record it.
  var split: String? {
    if case .drawn(let dataset) = origin {
      dataset.engine.recipe.output.split(seed: scene.seed, index: scene.index)
    } else {
      nil
    }
  }

  /// Renders it, and keeps what that finds out.
  func render(_ tracks: [Track], into receiver: inout some TrackReceiver) throws(SoundscapeError) {
    var renderer =
      switch origin {
      case .drawn(let dataset): dataset.engine.makeRenderer()
      case .read(_, let sounds): Renderer(sounds: sounds)
      }
    report = try renderer.render(
      scene, tracks: tracks, cut: heard.count < scene.frameCount ? heard : nil, spillFolder: nil, into: &receiver)
  }

  /// *Throws:* `.source` where the digest of a source cannot be had.
  func annotation(withDigests: Bool) throws(SoundscapeError) -> Annotation {
    switch origin {
    case .drawn(let dataset):
      return try dataset.engine.annotation(
        of: Drawn(scene, warnings: warnings), report: report, digests: withDigests ? dataset.digests : nil)
    case .read(let annotated, _):
      return try annotated.rerendered(report)
    }
  }
}

@c @implementation public func ss_draw(
  _ dataset: OpaquePointer?, _ seed: UnsafePointer<UInt32>?, _ words: Int64, _ index: Int64, _ error: ErrorSlot?
) -> OpaquePointer? {
  call(error) { () throws(CallFailure) in
    guard let dataset = dataset else { throw .argument("dataset", "is NULL") }
    let opened = object(dataset, OpenDataset.self)
    let (seed, position) = (try seedOf(seed, words), try indexOf(index))
    let drawn = try engine { () throws(SoundscapeError) in
      try opened.engine.scene(at: position, seed: seed)
    }
    return retained(OpenMixture(drawn, of: opened))
  }
}

/// As many words as NumPy's generator has.
private let mostSeedWords: Int64 = 624

/// Nil for the recipe's own.
private func seedOf(_ words: UnsafePointer<UInt32>?, _ count: Int64) throws(CallFailure) -> Seed? {
  guard (0...mostSeedWords).contains(count) else {
    throw .argument("words", "needs 0 to \(mostSeedWords) (found \(count))")
  }
  guard count > 0 else { return nil }
  guard let words = words else { throw .argument("seed", "is NULL") }
  if count == 1 { return .integer(words[0]) }
  return .list((0..<Int(count)).map { words[$0] })
}

private func indexOf(_ index: Int64) throws(CallFailure) -> Int {
  guard index >= 0, index < Int64(RecipeLimits.mostMixtures) else {
    throw .argument("index", "needs 0 to \(RecipeLimits.mostMixtures - 1) (found \(index))")
  }
  return Int(index)
}

@c @implementation public func ss_mixture_read(
  _ jams: UnsafePointer<CChar>?, _ length: Int64, _ path: UnsafePointer<CChar>?, _ foreground: UnsafePointer<CChar>?,
  _ background: UnsafePointer<CChar>?, _ edits: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int64,
  _ bank: OpaquePointer?, _ error: ErrorSlot?
) -> OpaquePointer? {
  call(error) { () throws(CallFailure) in
    let file = try optionalText(path, "path")
    let folders = (try optionalText(foreground, "foreground"), try optionalText(background, "background"))
    let kept = folders.0 == nil && folders.1 == nil ? bank.map { object($0, OpenBank.self) } : nil
    let sounds = kept?.found ?? FileSounds(foreground: folders.0, background: folders.1)
    let changes = AnnotationChanges(edits: try textList(edits, count: count, "edits").map(edit))
    var bytes: [UInt8]?
    if let jams = jams {
      guard (0...Int64(Annotation.mostBytes)).contains(length) else {
        throw .argument("length", "needs 0 to \(Annotation.mostBytes) (found \(length))")
      }
      bytes = jams.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
        Array(UnsafeBufferPointer(start: $0, count: Int(length)))
      }
    } else if file == nil {
      throw .argument("jams", "is NULL, and so is path")
    }
    let annotated = try engine { () throws(SoundscapeError) in
      let annotation =
        if let bytes { try Annotation(jams: bytes, path: file ?? "") } else { try Annotation(jams: file ?? "") }
      return try AnnotatedScene(annotation, changes: changes, sounds: sounds)
    }
    // Nothing is used twice in one mixture, so that without a bank nothing is kept.
    return retained(
      OpenMixture(annotated, sounds: kept?.sounds ?? SourceCache(provider: sounds, byteBudget: 0)))
  }
}

/// Reads `events[2].snr=6` or `drop events[1]`.
private func edit(_ text: String) throws(CallFailure) -> AnnotationEdit {
  let drop = "drop "
  guard
    let edit = text.hasPrefix(drop)
      ? AnnotationEdit(dropping: String(text.dropFirst(drop.count))) : AnnotationEdit(setting: text)
  else { throw .argument("edits", "needs KEY=NUMBER, KEY=null or 'drop events[N]' (found '\(text)')") }
  return edit
}

@c @implementation public func ss_mixture_free(_ mixture: OpaquePointer?) { release(mixture, OpenMixture.self) }

@c @implementation public func ss_mixture_shape(_ mixture: OpaquePointer?, _ shape: UnsafeMutablePointer<ss_shape>?) {
  guard let mixture = mixture, let shape = shape else { return }
  let opened = object(mixture, OpenMixture.self)
  shape.pointee = ss_shape(
    frames: Int64(opened.heard.count), channels: Int64(opened.scene.channelCount),
    sample_rate: Int64(opened.scene.sampleRate), events: Int64(opened.scene.events.count))
}

@c @implementation public func ss_mixture_json(_ mixture: OpaquePointer?) -> UnsafeMutablePointer<CChar>? {
  guard let mixture = mixture else { return nil }
  return allocated(object(mixture, OpenMixture.self).json)
}

@c @implementation public func ss_mixture_jams(
  _ mixture: OpaquePointer?, _ digests: Int32, _ error: ErrorSlot?
) -> UnsafeMutablePointer<CChar>? {
  call(error) { () throws(CallFailure) in
    guard let mixture = mixture else { throw .argument("mixture", "is NULL") }
    let opened = object(mixture, OpenMixture.self)
    let annotation = try engine { () throws(SoundscapeError) in try opened.annotation(withDigests: digests != 0) }
    return try returned(String(decoding: annotation.jams, as: UTF8.self))
  }
}
