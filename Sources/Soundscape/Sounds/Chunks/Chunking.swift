/// How recordings are cut into chunks.
public struct Chunking: Hashable, Sendable {
  /// What becomes of the end of a recording that is shorter than a chunk.
  public enum Tail: String, Hashable, Sendable, CaseIterable { case drop, pad, keep }

  public var length = ChunkLength.seconds(8)
  /// How far each chunk begins after the one before; nil for a chunk's length: no overlap.
  public var hop: ChunkLength?
  public var conversion = SoundConversion()
  /// Chunks that are left out; nil for none.
  public var silence: SilenceRule?
  public var tail = Tail.drop
  /// Every chunk's length is a multiple of so many samples: rounded down.
  public var multiple = 1

  public init() {}

  /// The frames of a chunk, and how many the next one begins later.
  ///
  /// *Throws:* `.source` where no frame would be left.
  func frames(at rate: Hertz, of path: String) throws(SoundscapeError) -> (length: Int, hop: Int) {
    let wanted = length.frames(at: rate)
    let whole = wanted - wanted % multiple
    let hop = hop.map { $0.frames(at: rate) } ?? whole
    guard whole > 0, hop > 0 else {
      throw .source(
        path: path, problem: "a chunk would have no samples: \(wanted) at \(rate) Hz, in multiples of \(multiple)")
    }
    return (whole, hop)
  }
}

/// Silence that a chunk must not hold: a stretch whose root mean square is at most a level.
public struct SilenceRule: Hashable, Sendable {
  /// Relative to full scale.
  public var level: Decibels
  /// How long the stretch is; nil for half a chunk.
  public var length: Seconds?

  public init(level: Decibels, length: Seconds? = nil) {
    self.level = level
    self.length = length
  }

  /// Stretches are looked for at every millisecond.
  private static let step: Seconds = 0.001

  /// Whether a chunk holds such a stretch; what is shorter than the stretch does not.
  ///
  /// - Parameter chunkLength: the frames of a whole chunk.
  func applies(to audio: AudioBuffer, at rate: Hertz, chunkLength: Int) -> Bool {
    let wanted = length.map { frames(in: $0, at: rate) } ?? chunkLength / 2
    let step = max(1, frames(in: Self.step, at: rate))
    let (window, steps) = (max(1, wanted / step), audio.frameCount / step)
    guard steps >= window else { return false }
    var energies = [Double](repeating: 0, count: steps)
    for plane in audio.channels {
      let span = plane.span
      for i in 0..<steps { energies[i] += energy(of: span.extracting((i * step)..<((i + 1) * step))) }
    }
    let most = Math.power(10, level / 10) * Double(window * step * audio.channelCount)
    var sums = [0.0]
    for energy in energies { sums.append((sums.last ?? 0) + energy) }
    return (0...(steps - window)).contains { sums[$0 + window] - sums[$0] <= most }
  }
}
