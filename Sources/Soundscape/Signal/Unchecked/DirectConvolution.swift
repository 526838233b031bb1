/// target[i] = Σ source[i + m] · taps[taps.count − 1 − m], m from 0 on, in that order: the convolution of what comes after
/// the first taps.count − 1 samples of the source, which are the history.
///
/// Each sum is of its own lane, so that its bits do not depend on where in the target it is.
func convolveDirectly(_ source: [Float], with taps: [Float], into target: inout [Float]) {
  let (count, tapCount) = (target.count, taps.count)
  precondition(tapCount > 0 && source.count == count + tapCount - 1)
  guard count > 0 else { return }
  unsafe target.withMutableBase { out in
    unsafe source.withBase { x in
      unsafe taps.withBase { h in
        var i = 0
        while i &+ 16 <= count {
          var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
          for m in 0..<tapCount {
            let (tap, from) = unsafe (h[tapCount &- 1 &- m], i &+ m)
            unsafe a += x.lanes(at: from) * tap
            unsafe b += x.lanes(at: from &+ 4) * tap
            unsafe c += x.lanes(at: from &+ 8) * tap
            unsafe d += x.lanes(at: from &+ 12) * tap
          }
          unsafe out.store(a, at: i)
          unsafe out.store(b, at: i &+ 4)
          unsafe out.store(c, at: i &+ 8)
          unsafe out.store(d, at: i &+ 12)
          i &+= 16
        }
        while i < count {
          var sum: Float = 0
          for m in 0..<tapCount { unsafe sum += x[i &+ m] * h[tapCount &- 1 &- m] }
          unsafe out[i] = sum
          i &+= 1
        }
      }
    }
  }
}
