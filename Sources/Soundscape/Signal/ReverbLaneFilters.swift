// The filters of ReverbFilters.swift for four sounds side by side. Their delays are the same, so a frame of a line holds
// a sample of each sound, and no sample is loaded or stored by itself. The sums are those of a single sound, to the bit.

/// A sample of each of the sounds that share a room's lines.
typealias ReverbLane = SIMD4<Float>

/// Eight feedback combs side by side, see `ReverbCombs`; their lines are stored one after another.
struct ReverbLaneCombs {
  private var lines: [ReverbLane]
  private var damped = [ReverbLane](repeating: .zero, count: 8)
  private let delays: SIMD8<Int>
  private let starts: SIMD8<Int>
  private var positions = SIMD8<Int>.zero
  private let feedback: ReverbLane
  private let damping: ReverbLane

  /// Eight silent combs. *Units:* delays in frames, at least 1.
  init(delays: [Int], feedback: Float, damping: Float) {
    precondition(delays.count == 8 && delays.allSatisfy { $0 > 0 }, "eight delays")
    self.delays = SIMD8(delays)
    var starts = SIMD8<Int>.zero
    for k in 1..<8 { starts[k] = starts[k - 1] + delays[k - 1] }
    self.starts = starts
    lines = Array(repeating: .zero, count: delays.reduce(0, +))
    self.feedback = ReverbLane(repeating: feedback)
    self.damping = ReverbLane(repeating: damping)
  }

  /// Forgets what one lane has heard.
  mutating func silence(_ lane: SIMDMask<SIMD4<Int32>>) {
    var line = lines.mutableSpan
    for i in 0..<line.count { line[i].replace(with: 0, where: lane) }
    for k in 0..<8 { damped[k].replace(with: 0, where: lane) }
  }

  /// Writes the sum of the eight combs to the beginning of `output`.
  mutating func process(_ input: borrowing Span<ReverbLane>, into output: inout [ReverbLane]) {
    var start = 0
    while start < input.count {
      // Up to the first line's end, so that the inner loop does not wrap.
      let run = min(input.count - start, (delays &- positions).min())
      process(input.extracting(start..<(start + run)), into: &output, at: start)
      positions &+= run
      positions.replace(with: 0, where: positions .== delays)
      start += run
    }
  }

  private mutating func process(
    _ input: borrowing Span<ReverbLane>, into target: inout [ReverbLane], at start: Int
  ) {
    let frames = starts &+ positions
    let (n0, n1, n2, n3) = (frames[0], frames[1], frames[2], frames[3])
    let (n4, n5, n6, n7) = (frames[4], frames[5], frames[6], frames[7])
    // Each waits for its last result; with a variable for each, eight are in flight at once.
    var (l0, l1, l2, l3) = (damped[0], damped[1], damped[2], damped[3])
    var (l4, l5, l6, l7) = (damped[4], damped[5], damped[6], damped[7])
    let (feedback, damping) = (feedback, damping)
    var line = lines.mutableSpan
    var output = target.mutableSpan
    for i in 0..<input.count {
      let sample = input[i]
      var sum = pass(sample, through: &line, n0 &+ i, &l0, feedback, damping)
      sum += pass(sample, through: &line, n1 &+ i, &l1, feedback, damping)
      sum += pass(sample, through: &line, n2 &+ i, &l2, feedback, damping)
      sum += pass(sample, through: &line, n3 &+ i, &l3, feedback, damping)
      sum += pass(sample, through: &line, n4 &+ i, &l4, feedback, damping)
      sum += pass(sample, through: &line, n5 &+ i, &l5, feedback, damping)
      sum += pass(sample, through: &line, n6 &+ i, &l6, feedback, damping)
      sum += pass(sample, through: &line, n7 &+ i, &l7, feedback, damping)
      output[start &+ i] = sum
    }
    (damped[0], damped[1], damped[2], damped[3]) = (l0, l1, l2, l3)
    (damped[4], damped[5], damped[6], damped[7]) = (l4, l5, l6, l7)
  }
}

/// Passes a frame through a comb. *Returns:* its output.
@inline(__always) private func pass(
  _ sample: ReverbLane, through line: inout MutableSpan<ReverbLane>, _ frame: Int, _ damped: inout ReverbLane,
  _ feedback: ReverbLane, _ damping: ReverbLane
) -> ReverbLane {
  let delayed = line[frame]
  damped = (delayed + (damped - delayed) * damping + reverbFlush) - reverbFlush
  line[frame] = damped * feedback + sample
  return delayed
}

/// Freeverb's allpass, see `ReverbAllpass`.
struct ReverbLaneAllpass {
  private var ring: [ReverbLane]
  private var position = 0

  /// A silent allpass. *Units:* delay in frames, at least 1.
  init(delay: Int) { ring = Array(repeating: .zero, count: delay) }

  /// Forgets what one lane has heard.
  mutating func silence(_ lane: SIMDMask<SIMD4<Int32>>) {
    for i in ring.indices { ring[i].replace(with: 0, where: lane) }
  }

  /// Filters the first `count` frames in place.
  mutating func process(_ samples: inout [ReverbLane], count: Int) {
    var (start, position) = (0, position)
    var line = ring.mutableSpan
    var plane = samples.mutableSpan
    while start < count {
      let run = min(count - start, line.count - position)
      for i in 0..<run {
        let delayed = line[position &+ i]
        let sample = plane[start &+ i]
        line[position &+ i] = (sample + delayed * 0.5 + reverbFlush) - reverbFlush
        plane[start &+ i] = delayed - sample
      }
      start += run
      position = (position + run) % line.count
    }
    self.position = position
  }
}
