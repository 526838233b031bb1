// The two filters of Freeverb. Their lines are rings; a frame is read before it is overwritten.

/// Added to the signal in a loop and subtracted again, so that what is smaller than about 10⁻²⁷ becomes 0.
///
/// A tail that fades into silence would otherwise end in subnormal numbers, which took 70 times as long on the machine
/// where that was measured. A few steps of that size may circulate for ever, above all in the allpasses, where half a
/// step is rounded to a whole one: a room may never be quite at rest again after its first sound, so none is skipped.
let reverbFlush: Float = 1e-20

/// Eight feedback combs side by side, a lowpass in each loop.
///
/// v[n] = x[n] + feedback · l[n], l[n] = (1 − damping) · v[n − D] + damping · l[n − 1]; the output is the sum of the
/// eight v[n − D]. A comb is a lane of the ring, so eight additions are in flight at once, where a single loop would
/// wait for each of them.
struct ReverbCombs {
  private var ring: [SIMD8<Float>]
  private let delays: [Int]
  private let feedback: Float
  private let damping: Float
  private var damped = SIMD8<Float>(repeating: 0)
  private var position = 0

  /// Eight silent combs. *Units:* delays in frames, at least 1.
  init(delays: [Int], feedback: Float, damping: Float) {
    precondition(delays.count == SIMD8<Float>.scalarCount && delays.allSatisfy { $0 > 0 }, "a delay for each lane")
    let longest = delays.reduce(1, max)
    // A power of two, so that the ring closes with a mask.
    ring = Array(repeating: SIMD8(repeating: 0), count: 1 << (Int.bitWidth - longest.leadingZeroBitCount))
    self.delays = delays
    self.feedback = feedback
    self.damping = damping
  }

  /// Writes the sum of the eight combs to the beginning of `output`.
  mutating func process(_ input: borrowing Span<Float>, into output: inout [Float]) {
    let mask = ring.count - 1
    var (damped, position) = (damped, position)
    let (d0, d1, d2, d3) = (delays[0], delays[1], delays[2], delays[3])
    let (d4, d5, d6, d7) = (delays[4], delays[5], delays[6], delays[7])
    for i in 0..<input.count {
      let delayed = SIMD8(
        ring[(position &- d0) & mask][0], ring[(position &- d1) & mask][1],
        ring[(position &- d2) & mask][2], ring[(position &- d3) & mask][3],
        ring[(position &- d4) & mask][4], ring[(position &- d5) & mask][5],
        ring[(position &- d6) & mask][6], ring[(position &- d7) & mask][7])
      damped = (delayed + (damped - delayed) * damping + reverbFlush) - reverbFlush
      ring[position] = damped * feedback + input[i]
      output[i] = delayed.sum()
      position = (position &+ 1) & mask
    }
    (self.damped, self.position) = (damped, position)
  }
}

/// Freeverb's allpass: v[n] = x[n] + ½ v[n − D], y[n] = v[n − D] − x[n].
struct ReverbAllpass {
  private var ring: [Float]
  private var position = 0

  /// A silent allpass. *Units:* delay in frames, at least 1.
  init(delay: Int) { ring = Array(repeating: 0, count: delay) }

  /// Filters the first `count` samples in place.
  mutating func process(_ samples: inout [Float], count: Int) {
    var (start, position) = (0, position)
    var line = ring.mutableSpan
    var plane = samples.mutableSpan
    while start < count {
      // Up to the ring's end, so that in the inner loop nothing wraps and no frame depends on another.
      let run = min(count - start, line.count - position)
      for i in 0..<run {
        let delayed = line[position + i]
        let sample = plane[start + i]
        line[position + i] = (sample + delayed / 2 + reverbFlush) - reverbFlush
        plane[start + i] = delayed - sample
      }
      start += run
      position = (position + run) % line.count
    }
    self.position = position
  }
}
