/// Measures a stem against the mixture and its backgrounds, in one pass over pieces of whole blocks.
struct StemMeter {
  /// The blocks that the acoustic onset and offset are found in: the resolution of annotations in sound event
  /// detection, and half of what the ear needs to tell two onsets apart.
  private static let block: Seconds = 0.01
  /// A block counts as sound when it is within this of the loudest block: what lies 40 dB below it is masked by it, or
  /// a room's reverberation and the noise of a recording.
  private static let depth: Decibels = 40

  /// Frames of a block; pieces but the last are whole multiples of it.
  let blockLength: Int
  private var stem = 0.0
  private var rest = 0.0
  private var background = 0.0
  private var peak: Float = 0
  /// The mean power of each block.
  private var powers: [Float] = []
  private var frameCount = 0

  init(rate: Hertz) { blockLength = max(1, frames(in: Self.block, at: rate)) }

  /// Adds the piece that follows.
  ///
  /// - Parameter offset: where the piece begins in `mix` and in `backgrounds`.
  mutating func add(_ audio: AudioBuffer, in mix: AudioBuffer, backgrounds: AudioBuffer?, at offset: Int) {
    precondition(frameCount.isMultiple(of: blockLength), "whole blocks before")
    var start = 0
    while start < audio.frameCount {
      let part = start..<min(start + blockLength, audio.frameCount)
      let there = (offset + part.lowerBound)..<(offset + part.upperBound)
      var own: Float = 0
      for c in audio.channels.indices {
        let (plane, whole) = (audio.channels[c], mix.channels[c])
        let found = blockEnergy(of: plane.span.extracting(part), in: whole.span.extracting(there))
        own += found.stem
        rest += Double(found.rest)
        peak = max(peak, found.peak)
        if let backgrounds {
          let plane = backgrounds.channels[c]
          background += Double(blockEnergy(of: plane.span.extracting(there)))
        }
      }
      stem += Double(own)
      powers.append(own / Float(part.count))
      start = part.upperBound
    }
    frameCount += audio.frameCount
  }

  /// Fills in what was measured of a stem that begins at a frame of the mixture.
  func note(in measured: inout StemMeasurements, position: Int, at rate: Hertz) {
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

extension Mixture {
  /// Measures each stem against the mixture as it is now.
  mutating func measure(_ scene: Scene) {
    let isBackground = stems.map { scene.events[$0.eventIndex].role == .background }
    var backgrounds: AudioBuffer?
    // Without an event there is nobody to compare with them.
    if isBackground.contains(true), isBackground.contains(false) {
      var sum = AudioBuffer(channelCount: mix.channelCount, frameCount: mix.frameCount)
      for (stem, isBackground) in zip(stems, isBackground) where isBackground {
        sum.add(stem.audio, at: stem.position)
      }
      backgrounds = sum
    }
    for i in stems.indices {
      var meter = StemMeter(rate: scene.sampleRate)
      meter.add(
        stems[i].audio, in: mix, backgrounds: isBackground[i] ? nil : backgrounds, at: stems[i].position)
      meter.note(in: &stems[i].measured, position: stems[i].position, at: scene.sampleRate)
    }
  }
}
