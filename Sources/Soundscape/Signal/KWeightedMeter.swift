/// The loudness of a sound that comes in pieces, gated and not; how it is cut makes no difference to the bit.
///
/// The sound is taken in stretches, and each is filtered in four parts side by side. The first part continues
/// from the stretch before; the others start from rest one hop, a tenth of a second, before what they measure. The
/// high-pass filter, the slower of the two, forgets with a time constant of 4.2 ms, so that 10⁻⁹ is left then of what it
/// would have held. Every channel has the weight 1.
///
/// *Source:* ITU-R BS.1770-4. Agrees with libebur128, which is 4 to 7 times slower, to 10⁻⁵ LU.
package struct KWeightedMeter {
  /// The lowest rate: below it the shelf is so near half the rate that its memory lasts longer than a hop.
  private static let lowestRate: Hertz = 3_500
  /// Hops that each lane measures in a stretch. Of as many again in silence a filter's memory stays above the smallest
  /// normal number, past which the processor would slow down; then another part starts from rest.
  private static let hopsPerPart = 12
  private static let hopsPerStretch = 1 + KWeightingLanes.count * hopsPerPart

  private let filter: KWeightingFilter
  /// Frames of a hop of 100 ms, as libebur128 rounds it.
  private let hopLength: Int
  /// The stretch so far; and, for each channel, what the filter remembers at its start.
  private var stretch: [[Float]]
  private var states: [KWeightingLanes.State]
  /// The energy of each hop of the stretches before, the channels added up.
  private var energies: [Double] = []
  private var frameCount = 0

  /// Whether the weighting is a filter that the meter can use.
  static func isDefined(at rate: Hertz) -> Bool { rate >= lowestRate }

  /// - Parameter rate: one that the weighting is defined at.
  package init(channelCount: Int, rate: Hertz) {
    precondition(Self.isDefined(at: rate) && channelCount > 0, "a rate that the filter is stable at, a channel")
    filter = KWeightingFilter(rate: rate)
    hopLength = (rate + 5) / 10
    stretch = Array(repeating: [], count: channelCount)
    states = Array(repeating: .zero, count: channelCount)
  }

  /// Adds the frames that follow. *Shape:* as many channels.
  package mutating func add(_ audio: AudioBuffer) {
    precondition(audio.channelCount == stretch.count, "the meter's channel count")
    let whole = Self.hopsPerStretch * hopLength
    var start = 0
    while start < audio.frameCount {
      let left = audio.frameCount - start
      if stretch[0].isEmpty, left >= whole {
        measure(audio.channels, from: start)
        start += whole
        continue
      }
      let count = min(whole - stretch[0].count, left)
      for c in stretch.indices { stretch[c].append(contentsOf: audio.channels[c][start..<(start + count)]) }
      start += count
      if stretch[0].count == whole {
        measure(stretch, from: 0)
        for c in stretch.indices { stretch[c].removeAll(keepingCapacity: true) }
      }
    }
    frameCount += audio.frameCount
  }

  /// The integrated (gated) loudness; −∞ for silence and for less than one gating block of 400 ms.
  package func integratedLoudness() -> LUFS { LoudnessGate.integrated(hopEnergies: allEnergies, hopLength: hopLength) }

  /// The K-weighted loudness of all frames, without gates; −∞ for silence.
  func ungatedLoudness() -> LUFS {
    guard frameCount > 0 else { return -.infinity }
    return LoudnessGate.loudness(ofPower: allEnergies.reduce(remainder, +) / Double(frameCount))
  }

  // MARK: Stretches

  private mutating func measure(_ planes: [[Float]], from start: Int) {
    var sum = [Double](repeating: 0, count: Self.hopsPerStretch)
    for (c, plane) in planes.enumerated() { states[c] = add(plane.span, from: start, after: states[c], to: &sum) }
    energies += sum
  }

  /// Those of all whole hops.
  private var allEnergies: [Double] {
    var sum = [Double](repeating: 0, count: stretch[0].count / hopLength)
    for (plane, state) in zip(stretch, states) { _ = add(plane.span, from: 0, after: state, to: &sum) }
    return energies + sum
  }

  /// Adds the energies of a plane's hops, and gives what the filter remembers after them.
  private func add(
    _ plane: borrowing Span<Float>, from start: Int, after state: KWeightingLanes.State, to energies: inout [Double]
  ) -> KWeightingLanes.State {
    let hops = energies.count
    guard hops > 0 else { return state }
    let perPart = (hops - 1 + KWeightingLanes.count - 1) / KWeightingLanes.count
    // The hop that each part warms up in; the first part needs none. The last parts are moved forward rather than
    // shortened: some hops are measured twice.
    let parts = SIMD4<Int>(0, 1, 2, 3) &* perPart
    let begins = parts.replacing(with: hops - 1 - perPart, where: parts .> hops - 1 - perPart)
    var measured = [Double](repeating: 0, count: hops)
    var lanes = KWeightingLanes(filter, first: state)
    for hop in 0...perPart {
      let at = (begins &+ hop) &* hopLength &+ start
      let found = lanes.energies(
        of: plane.extracting(at[0]..<(at[0] + hopLength)), plane.extracting(at[1]..<(at[1] + hopLength)),
        plane.extracting(at[2]..<(at[2] + hopLength)), plane.extracting(at[3]..<(at[3] + hopLength)))
      for lane in 0..<KWeightingLanes.count where hop > 0 || lane == 0 { measured[begins[lane] + hop] = found[lane] }
    }
    for i in energies.indices { energies[i] += measured[i] }
    return lanes.state(of: KWeightingLanes.count - 1)
  }

  /// The energy of the frames after the last whole hop.
  private var remainder: Double {
    let end = stretch[0].count - stretch[0].count % hopLength
    var sum = 0.0
    for (plane, state) in zip(stretch, states) {
      let rest = plane.span.extracting(end..<plane.count)
      var lanes = KWeightingLanes(filter, first: end == 0 ? state : .zero)
      if end > 0 {
        let before = plane.span.extracting((end - hopLength)..<end)
        _ = lanes.energies(of: before, before, before, before)
      }
      sum += lanes.energies(of: rest, rest, rest, rest)[0]
    }
    return sum
  }
}
