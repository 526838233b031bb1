/// Measures a stem while it is read: its peak, its loudness where an event claims to sound, and silence elsewhere.
final class StemProbe {
  /// Shorter sounds are repeated up to this before their loudness is measured, as when the level was set.
  private static let shortestMeasured: Seconds = 0.5

  /// Where the event is said to sound.
  let range: Range<Int>
  let channelCount: Int
  private(set) var peak: Float = 0
  /// The first frame outside the range that is not silent.
  private(set) var firstStray: Int?

  private let rate: Hertz
  private let measuresLoudness: Bool
  private var meter: Meter?
  /// The samples of a short event, kept to be repeated; interleaved.
  private var short: [Float] = []

  init(range: Range<Int>, channelCount: Int, rate: Hertz, measuresLoudness: Bool) throws(SoundscapeError) {
    self.range = range
    self.channelCount = channelCount
    self.rate = rate
    self.measuresLoudness = measuresLoudness && !range.isEmpty
    if self.measuresLoudness { meter = try Meter(channelCount: channelCount, rate: rate) }
  }

  private var isShort: Bool { range.count < frames(in: Self.shortestMeasured, at: rate) }

  /// Takes the next frames, interleaved, the first of them frame `start` of the file.
  func add(_ block: [Float], from start: Int, frameCount: Int) throws(SoundscapeError) {
    let end = start + frameCount
    let inside = range.clamped(to: start..<end)
    let before = start..<(inside.isEmpty ? end : inside.lowerBound)
    let after = (inside.isEmpty ? end : inside.upperBound)..<end
    for silent in [before, after] where !silent.isEmpty && firstStray == nil {
      let samples = block.span.extracting(samples(silent, from: start))
      // By bits, since libraries may make the processor take the smallest numbers for 0.
      guard peakMagnitude(of: samples).bitPattern > 0 else { continue }
      for i in 0..<samples.count where samples[i].magnitude.bitPattern > 0 {
        firstStray = silent.lowerBound + i / channelCount
        break
      }
      peak = max(peak, peakMagnitude(of: samples))
    }
    guard !inside.isEmpty else { return }
    let place = samples(inside, from: start)
    peak = max(peak, peakMagnitude(of: block.span.extracting(place)))
    guard measuresLoudness else { return }
    if isShort {
      short += block[place]
    } else {
      try meter?.add(place.lowerBound == 0 ? block : Array(block[place]), frameCount: inside.count)
    }
  }

  /// The integrated loudness over the range; nil where it was not asked for.
  func loudness() throws(SoundscapeError) -> LUFS? {
    guard measuresLoudness else { return nil }
    if isShort, !short.isEmpty {
      let length = short.count / channelCount
      let copies = (frames(in: Self.shortestMeasured, at: rate) + length - 1) / length
      for _ in 0..<copies { try meter?.add(short, frameCount: length) }
    }
    return try meter?.integratedLoudness()
  }

  private func samples(_ frames: Range<Int>, from start: Int) -> Range<Int> {
    ((frames.lowerBound - start) * channelCount)..<((frames.upperBound - start) * channelCount)
  }
}
