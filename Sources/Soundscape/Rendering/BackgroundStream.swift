/// What a background sounds like, from the mixture's start to its end, in pieces.
///
/// `once`: its file, then silence. `loop`: its file again and again, from wherever in it the first copy begins. `chain`: its file, then its continuations, and all
/// of them again. Each fades into the next with equal power: the old one falls with the cosine while the new one rises
/// with the sine of a quarter period, so that uncorrelated sound keeps its power.
struct BackgroundStream: ~Copyable {
  /// What is heard once before the parts: the rest of a looped file that does not begin at its start.
  private let lead: SourcePart?
  private let parts: [SourcePart]
  private let repeats: Bool
  private let longestOverlap: Int
  private let total: Int
  private let channelCount: Int
  /// The next frame of the mixture.
  private var position = 0
  /// The current part, counted through all repetitions, and the frame of the mixture at which it begins.
  private var current = 0
  private var begin = 0
  private var reader: SourcePart.Reader
  private let sounds: SourceCache
  /// What is left of the last seam.
  private var seam: AudioBuffer

  init(_ event: Event, of scene: Scene, sounds: SourceCache) throws(SoundscapeError) {
    let fill = scene.render.fill
    let sources = fill == .chain ? [event.source] + event.continuations : [event.source]
    let parts = sources.enumerated().map { i, source in
      SourcePart(source, window: i == 0 ? EventRenderer.window(of: event) : 0..<source.info.frameCount, scene)
    }
    .filter { $0.frameCount > 0 }
    let lead = fill == .loop ? Self.lead(of: event, scene) : nil
    (self.parts, self.lead) = (parts, lead)
    repeats = fill != .once
    longestOverlap = frames(in: RenderOptions.Fill.crossfade, at: scene.sampleRate)
    total = scene.frameCount
    channelCount = scene.channelCount
    seam = AudioBuffer(channelCount: channelCount, frameCount: 0)
    self.sounds = sounds
    reader = try SourcePart.Reader(lead ?? parts.first, sounds: sounds)
  }

  /// nil where a file is as long as the mixture, and where it begins at its start.
  private static func lead(of event: Event, _ scene: Scene) -> SourcePart? {
    let source = event.source
    guard source.isShorter(than: event.eventDuration) else { return nil }
    let start = min(frames(in: event.sourceTime, at: source.info.sampleRate), source.info.frameCount)
    guard start > 0 else { return nil }
    let part = SourcePart(source, window: start..<source.info.frameCount, scene)
    return part.frameCount > 0 ? part : nil
  }

  /// The next frames; silence where there is nothing, or nothing left.
  mutating func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    var out = AudioBuffer(channelCount: channelCount, frameCount: 0)
    while out.frameCount < count {
      let wanted = count - out.frameCount
      guard let part = self.part(numbered: current) else {
        out.setLength(count)
        break
      }
      let piece: AudioBuffer
      if !seam.isEmpty {
        piece = seam.removeFirst(wanted)
      } else {
        let isLast = !repeats || end(of: part) >= total
        let last = isLast ? end(of: part) : end(of: part) - overlap(current)
        if position < last {
          piece = try reader.next(min(wanted, last - position))
        } else if isLast {
          out.setLength(count)
          break
        } else {
          try advance()
          continue
        }
      }
      position += piece.frameCount
      out.append(piece)
    }
    return out
  }

  // MARK: Parts

  private func part(numbered number: Int) -> SourcePart? {
    if let lead, number == 0 { return lead }
    let repeated = lead == nil ? number : number - 1
    return parts.isEmpty ? nil : parts[repeated % parts.count]
  }
  private func end(of part: SourcePart) -> Int { begin + part.frameCount }

  /// The frames in which a part and the next one sound together: at most half of each, so that seams do not overlap.
  private func overlap(_ number: Int) -> Int {
    guard let part = self.part(numbered: number), let next = self.part(numbered: number + 1) else { return 0 }
    return min(longestOverlap, part.frameCount / 2, next.frameCount / 2)
  }

  /// Begins the next part: the end of the old one fades into its beginning.
  private mutating func advance() throws(SoundscapeError) {
    guard let part = self.part(numbered: current), let next = self.part(numbered: current + 1) else { return }
    let overlap = overlap(current)
    let old = try reader.next(overlap)
    begin = end(of: part) - overlap
    let isNew = parts.count > 1 || (lead != nil && current == 0)
    if isNew { reader = try SourcePart.Reader(next, sounds: sounds) } else { try reader.rewind() }
    current += 1
    seam = old.crossfaded(into: try reader.next(overlap))
  }
}

extension AudioBuffer {
  /// Fades this buffer into another of the same length with equal power.
  func crossfaded(into other: AudioBuffer) -> AudioBuffer {
    let count = frameCount
    precondition(other.frameCount == count && other.channelCount == channelCount, "the same shape")
    let rise = (0..<count).map { Float(Math.sine(.pi / 2 * (Double($0) + 0.5) / Double(count))) }
    return AudioBuffer(
      channels: zip(channels, other.channels).map { old, new in
        (0..<count).map { i in old[i] * rise[count - i - 1] + new[i] * rise[i] }
      })
  }
}
