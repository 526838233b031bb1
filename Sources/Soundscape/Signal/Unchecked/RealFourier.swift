/// The discrete Fourier transform of real signals.
///
/// X[k] = Σ x[n] e^(−2πi kn ÷ N), N = `size`, for k from 0 to N ÷ 2.
///
/// *Source:* Stockham's autosort radix-4 transform of half the size over even and odd samples, decimated in time (Van Loan:
/// *Computational Frameworks for the Fast Fourier Transform*, 1992, sections 1.7 and 4.3).
package struct RealFourier: ~Copyable {
  /// Samples of a signal: a power of two from 256 to 8192.
  let size: Int
  private let half: Int
  private let stageCount: Int
  /// cos and sin of 2πk ÷ N, k < N ÷ 2, in two halves; then the twiddle factors of each stage after the first.
  private let tables: [Float]
  private var first: Spectrum
  private var second: Spectrum

  package init(size: Int) {
    precondition(size & (size - 1) == 0 && (256...8192).contains(size), "a power of two from 256 to 8192")
    let half = size / 2
    let roots = UnitRoots(count: size)
    var tables = (0..<half).map { Float(roots.cosines[$0]) } + (0..<half).map { Float(roots.sines[$0]) }
    func root(_ k: Int, of count: Int) -> (Float, Float) {
      let i = (k * (size / count)) % size
      return (Float(roots.cosines[i]), Float(roots.sines[i]))
    }
    var stageCount = 1
    var count = Self.firstCount(half: half) * 4
    while count < half {
      for p in 0..<count / 4 {
        for k in 1...3 {
          let (cosine, sine) = root(k * p, of: count)
          tables += [cosine, sine]
        }
      }
      stageCount += 1
      count *= 4
    }
    for p in stride(from: 0, to: half / 4, by: 4) {
      for k in 1...3 {
        tables += (p..<p + 4).map { root(k * $0, of: half).0 }
        tables += (p..<p + 4).map { root(k * $0, of: half).1 }
      }
    }
    self.size = size
    self.half = half
    self.tables = tables
    self.stageCount = stageCount + 1
    first = Spectrum(size: size)
    second = first
  }

  /// A transform of the same size that can work at the same time; this one's tables serve both.
  package init(like other: borrowing RealFourier) {
    (size, half, stageCount, tables) = (other.size, other.half, other.stageCount, other.tables)
    first = Spectrum(size: size)
    second = first
  }

  /// The first stage is of butterflies of four, or of two for odd powers of two.
  private static func firstCount(half: Int) -> Int { half.trailingZeroBitCount % 2 == 0 ? 4 : 2 }

  /// The spectrum of `samples`.
  ///
  /// *Shape:* `size` samples; a spectrum for `size`.
  package mutating func forward(_ samples: [Float], into spectrum: inout Spectrum) {
    precondition(samples.count == size && spectrum.re.count == Spectrum.room(size: size))
    let (half, tables, isOdd) = (half, tables, stageCount % 2 == 1)
    unsafe spectrum.withPointers { target in
      unsafe first.withPointers { other in
        unsafe samples.withBase { samples in
          unsafe tables.withBase { tables in
            let (start, end) = unsafe isOdd ? (target, other) : (other, target)
            unsafe Self.transform(from: { unsafe Four(samples, at: $0, step: $1) }, start, end, half, tables)
            unsafe splitSpectrum(target, half: half, cosines: tables, sines: tables + half)
          }
        }
      }
    }
  }

  /// The samples of a spectrum, the inverse of `forward`; the imaginary parts of bins 0 and N ÷ 2 have no effect.
  package mutating func inverse(_ spectrum: Spectrum, into samples: inout [Float]) {
    precondition(samples.count == size && spectrum.re.count == Spectrum.room(size: size))
    let (half, tables, isOdd, scale) = (half, tables, stageCount % 2 == 1, 1 / Float(size))
    unsafe first.withPointers { other in
      unsafe second.withPointers { start in
        unsafe samples.withMutableBase { samples in
          unsafe tables.withBase { tables in
            unsafe spectrum.re.withBase { re in
              unsafe spectrum.im.withBase { im in
                unsafe joinSpectrum(re: re, im: im, into: other, half: half, cosines: tables, sines: tables + half)
              }
            }
            // The inverse transform is the forward one with real and imaginary parts exchanged.
            let (from, to) = unsafe (other.swapped, start.swapped)
            unsafe Self.transform(from: { unsafe Four(from, at: $0, step: $1) }, to, from, half, tables)
            unsafe interleave(isOdd ? start : other, into: samples, half: half, scale: scale)
          }
        }
      }
    }
  }

  /// The complex transform of `half` numbers, by turns in `start` and `other`; the result is in `start` after an odd number
  /// of stages.
  @inline(__always) private static func transform(
    from load: (_ i: Int, _ step: Int) -> Four, _ start: SplitPointer, _ other: SplitPointer, _ half: Int,
    _ tables: UnsafePointer<Float>
  ) {
    var count = firstCount(half: half)
    if count == 4 {
      unsafe firstStage(into: start, count: half, load: load)
    } else {
      unsafe firstStageOfTwo(into: start, count: half, load: load)
    }
    var (from, to) = unsafe (start, other)
    var twiddles = unsafe tables + 2 * half
    count *= 4
    while count < half {
      unsafe middleStage(from, into: to, count: count, stride: half / count, twiddles: twiddles)
      unsafe (from, to) = unsafe (to, from)
      unsafe twiddles += 6 * (count / 4)
      count *= 4
    }
    unsafe lastStage(from, into: to, count: half, twiddles: twiddles)
  }
}
