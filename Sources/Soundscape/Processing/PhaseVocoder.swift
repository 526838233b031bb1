/// Another duration for a sound, by its spectra.
///
/// Windows a fixed hop apart in the output are taken from the input at the places of a time map. Each bin is turned by what
/// its phase in the last window of the output is ahead of the input one hop before the present window: so the phases go on
/// as in the input, without any angle or unwrapping. All channels turn alike, and so keep their differences of phase.
///
/// *Source:* Puckette: *Phase-locked vocoder*, 1995; Laroche and Dolson 1999 (see `PhaseLocking`); Röbel: *A new approach to
/// transient processing in the phase vocoder*, 2003: what grows at an onset starts afresh with the input's phases.
struct PhaseVocoder: ~Copyable {
  /// Hann windows before and after the transform: their product adds up to a constant with four or more of them at once.
  private static let overlap = 4

  let size: Int
  let hop: Int
  private let channelCount: Int
  private let window: [Float]
  private let synthesis: [Float]
  private let weights: [Float]

  private var fourier: RealFourier
  private var locking: PhaseLocking
  private var frame: [Float]
  /// The input's spectra at the present window and at the one before, the output's with the gains of the bins.
  private var current: [Spectrum]
  private var previous: [Spectrum]
  private var output: [Spectrum]
  private var other: Spectrum
  private var turned: Spectrum
  private var rotation: Spectrum
  private var power: [Float]
  private var onset: PhaseLocking.Onset?

  /// `weights` (size ÷ 2 + 4) are the gains of the bins, of which those above 0 are one range.
  init(size: Int, channelCount: Int, weights: [Float]) {
    self.size = size
    self.channelCount = channelCount
    self.weights = weights
    hop = size / Self.overlap
    let cosines = UnitRoots(count: size).cosines
    // The squares of Hann windows that overlap by `overlap` add up to 3 ÷ 8 of it.
    let gain = 8 / (3 * Double(Self.overlap))
    window = cosines.map { Float(0.5 - 0.5 * $0) }
    synthesis = cosines.map { Float((0.5 - 0.5 * $0) * gain) }
    fourier = RealFourier(size: size)
    let all = 0..<(size / 2 + 1)
    let first = all.first { weights[$0] > 0 } ?? 0
    let last = all.last { weights[$0] > 0 } ?? 0
    locking = PhaseLocking(bins: first..<last + 1, size: size)
    frame = [Float](repeating: 0, count: size)
    let empty = Spectrum(size: size)
    current = [Spectrum](repeating: empty, count: channelCount)
    (previous, output) = (current, current)
    (other, turned, rotation) = (empty, empty, Spectrum(size: size, re: 1))
    power = empty.re
  }

  /// Stretches `planes` by a map, once.
  ///
  /// Frame 0 of the map is frame `inputOrigin` of the planes and frame `outputOrigin` of the result.
  mutating func stretch(
    _ planes: [[Float]], by map: TimeMap, inputOrigin: Int = 0, outputOrigin: Int = 0, into out: inout [[Float]]
  ) {
    let half = size / 2
    var reader = TimeMap.Reader(map)
    // The first window that has frames of the output after its middle, the last that has some before it.
    var centre = ((-outputOrigin - half) / hop) * hop + hop
    let end = out[0].count - outputOrigin + half
    var last: Int?
    var zone = -1
    while centre < end {
      let input = Int(reader.input(at: Double(centre)).rounded())
      analyse(planes, at: inputOrigin + input - half)
      if let last {
        turn(planes, at: inputOrigin + input - hop - half, isLast: last == input - hop)
        if let (number, found) = reader.zone(at: Double(centre)) {
          if number != zone { compare(planes, around: inputOrigin + Int(found.onset.rounded())) }
          zone = number
        } else {
          onset = nil
        }
        locking.lock(turned, power: power, onset: onset, into: &rotation)
      }
      last = input
      for c in 0..<channelCount {
        multiply(current[c], by: rotation, weights, locking.bins, into: &output[c])
        fourier.inverse(output[c], into: &frame)
        addWindow(frame, synthesis, into: &out[c], at: outputOrigin + centre - half)
      }
      swap(&current, &previous)
      centre += hop
    }
  }

  /// The spectra at a frame into `current`, the powers of all channels together into `power`.
  private mutating func analyse(_ planes: [[Float]], at start: Int) {
    for c in 0..<channelCount {
      takeWindow(planes[c], at: start, window, into: &frame)
      fourier.forward(frame, into: &current[c])
      addPower(current[c], to: &power, isFirst: c == 0)
    }
  }

  /// What the last output is ahead of the input at a frame, times the powers: into `turned`.
  private mutating func turn(_ planes: [[Float]], at start: Int, isLast: Bool) {
    for c in 0..<channelCount {
      if isLast {
        addCross(output[c], previous[c], locking.bins, to: &turned, isFirst: c == 0)
      } else {
        takeWindow(planes[c], at: start, window, into: &frame)
        fourier.forward(frame, into: &other)
        addCross(output[c], other, locking.bins, to: &turned, isFirst: c == 0)
      }
    }
  }

  /// The powers just before and after an onset, into `onset`.
  private mutating func compare(_ planes: [[Float]], around frameNumber: Int) {
    var found = PhaseLocking.Onset(before: power, after: power)
    for c in 0..<channelCount {
      takeWindow(planes[c], at: frameNumber - size, window, into: &frame)
      fourier.forward(frame, into: &other)
      addPower(other, to: &found.before, isFirst: c == 0)
      // An eighth of a window after the onset, which it still sees, at 85 %.
      takeWindow(planes[c], at: frameNumber + size / 8 - size / 2, window, into: &frame)
      fourier.forward(frame, into: &other)
      addPower(other, to: &found.after, isFirst: c == 0)
    }
    onset = found
  }
}
