/// Measures a stem against the mixture and its backgrounds, in one pass over whole blocks of 10 ms.
struct StemMeter {
  /// The blocks that the acoustic onset and offset are found in: the resolution of annotations in sound event
  /// detection, and half of what the ear needs to tell two onsets apart.
  private static let block: Seconds = 0.01
  /// A block counts as sound when it is within this of the loudest block: what is 40 dB below is masked by it, or is
  /// the reverberation of a room or the noise of a recording.
  private static let depth: Decibels = 40

  /// Frames of a block of the meter; all that is added at a time, but for the last, is a whole multiple of it.
  let blockLength: Int
  private let dryLength: Int
  private var stem = 0.0
  private var rest = 0.0
  private var background = 0.0
  private var peak: Float = 0
  /// The mean power of each block.
  private var powers: [Float] = []
  private var frameCount = 0

  /// - Parameter dryLength: the frames of the stem, from its first, in which the event itself lasts: the rest is the tail
  ///   of an effect, which does not count for ratios.
  init(rate: Hertz, dryLength: Int) {
    blockLength = max(1, frames(in: Self.block, at: rate))
    self.dryLength = dryLength
  }

  /// Adds the next block.
  ///
  /// - Parameter offset: where the block begins in `mix` and in `backgrounds`.
  mutating func add(_ audio: AudioBuffer, in mix: AudioBuffer, backgrounds: AudioBuffer?, at offset: Int) {
    precondition(frameCount.isMultiple(of: blockLength), "whole blocks before")
    let dryEnd = min(max(0, dryLength - frameCount), audio.frameCount)
    var start = 0
    while start < audio.frameCount {
      let end = min(start + blockLength, audio.frameCount)
      let middle = max(start, min(dryEnd, end))
      let (dry, tail) = (start..<middle, middle..<end)
      let there = (offset + start)..<(offset + middle)
      var (energy, after): (Float, Float) = (0, 0)
      for c in audio.channels.indices {
        let (plane, whole) = (audio.channels[c], mix.channels[c])
        let found = blockEnergy(of: plane.span.extracting(dry), in: whole.span.extracting(there))
        energy += found.stem
        rest += Double(found.rest)
        peak = max(peak, found.peak)
        if let backgrounds {
          let plane = backgrounds.channels[c]
          background += Double(blockEnergy(of: plane.span.extracting(there)))
        }
        if !tail.isEmpty {
          after += blockEnergy(of: plane.span.extracting(tail))
          peak = max(peak, peakMagnitude(of: plane.span.extracting(tail)))
        }
      }
      stem += Double(energy)
      powers.append((energy + after) / Float(end - start))
      start = end
    }
    frameCount += audio.frameCount
  }

  /// Records the measurements of a stem that begins at a frame of the mixture.
  func record(in measured: inout StemMeasurements, position: Int, at rate: Hertz) {
    measured.peak = Double(peak)
    measured.snrRest = Self.ratio(stem, rest)
    measured.snrBackground = Self.ratio(stem, background)
    let loudest = powers.reduce(0, max)
    let least = loudest * Float(Math.power(10, -Self.depth / 10))
    let sounds = { (power: Float) in power > 0 && power >= least }
    measured.onset = powers.firstIndex(where: sounds).map { seconds(of: position + $0 * blockLength, at: rate) }
    measured.offset = powers.lastIndex(where: sounds)
      .map { seconds(of: position + min(($0 + 1) * blockLength, frameCount), at: rate) }
  }

  private static func ratio(_ energy: Double, _ other: Double) -> Decibels? {
    energy > 0 && other > 0 ? 10 * Math.commonLog(energy / other) : nil
  }
}
