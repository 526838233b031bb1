/// The discrete Fourier transform of real signals.
///
/// X[k] = Σ x[n] e^(−2πi kn ÷ N), N = `size`, for k from 0 to N ÷ 2.
///
/// *Source:* Stockham's autosort radix-4 transform of half the size over even and odd samples (Van Loan: *Computational
/// Frameworks for the Fast Fourier Transform*, 1992, sections 1.7 and 4.3).
struct RealFourier: ~Copyable {
  /// Samples of a signal: a power of two from 256 to 8192.
  let size: Int
  private let half: Int
  /// cos and sin of the twiddle factors for each stage in turn.
  private let twiddles: [Float]
  /// cos and sin of 2πk ÷ N, k < N ÷ 2, in two halves.
  private let splits: [Float]
  private let stageCount: Int
  private var first: [Float]
  private var second: [Float]

  init(size: Int) {
    precondition(size & (size - 1) == 0 && (256...8192).contains(size), "a power of two from 256 to 8192")
    self.size = size
    half = size / 2
    let roots = UnitRoots(count: size)
    var twiddles: [Float] = []
    func root(_ k: Int, of count: Int) -> (Float, Float) {
      let i = (k * (size / count)) % size
      return (Float(roots.cosines[i]), Float(roots.sines[i]))
    }
    var count = half
    for p in stride(from: 0, to: count / 4, by: 4) {
      for k in 1...3 {
        twiddles += (p..<p + 4).map { root(k * $0, of: count).0 }
        twiddles += (p..<p + 4).map { root(k * $0, of: count).1 }
      }
    }
    count /= 4
    var stageCount = 2
    while count > 4 {
      stageCount += 1
      for p in 0..<count / 4 {
        for k in 1...3 {
          let (cosine, sine) = root(k * p, of: count)
          twiddles += [cosine, sine]
        }
      }
      count /= 4
    }
    self.twiddles = twiddles
    self.stageCount = stageCount
    splits = (0..<half).map { Float(roots.cosines[$0]) } + (0..<half).map { Float(roots.sines[$0]) }
    first = [Float](repeating: 0, count: 2 * half)
    second = first
  }

  private mutating func forward(
    _ samples: UnsafePointer<Float>, re: UnsafeMutablePointer<Float>, im: UnsafeMutablePointer<Float>
  ) {
    let target = unsafe SplitPointer(re: re, im: im)
    let (half, stageCount) = (half, stageCount)
    let twiddles = twiddles
    unsafe first.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let other = unsafe SplitPointer(re: base, im: base + half)
      let start = unsafe stageCount % 2 == 0 ? target : other
      unsafe separate(samples, into: start, half: half)
      unsafe Self.transform(start, stageCount % 2 == 0 ? other : target, half: half, twiddles: twiddles)
    }
    unsafe splits.withUnsafeBufferPointer { splits in
      guard let base = splits.baseAddress else { return }
      unsafe splitSpectrum(target, half: half, cosines: base, sines: base + half)
    }
  }

  private mutating func inverse(
    re: UnsafePointer<Float>, im: UnsafePointer<Float>, into samples: UnsafeMutablePointer<Float>
  ) {
    let (half, stageCount, scale) = (half, stageCount, 1 / Float(size))
    let twiddles = twiddles
    unsafe first.withUnsafeMutableBufferPointer { buffer in
      unsafe second.withUnsafeMutableBufferPointer { otherBuffer in
        unsafe splits.withUnsafeBufferPointer { splits in
          guard let base = buffer.baseAddress, let otherBase = otherBuffer.baseAddress,
            let roots = splits.baseAddress
          else { return }
          let start = unsafe SplitPointer(re: base, im: base + half)
          let other = unsafe SplitPointer(re: otherBase, im: otherBase + half)
          unsafe joinSpectrum(re: re, im: im, into: start, half: half, cosines: roots, sines: roots + half)
          // The inverse transform is the forward one with real and imaginary parts exchanged.
          unsafe Self.transform(start.swapped, other.swapped, half: half, twiddles: twiddles)
          unsafe interleave(stageCount % 2 == 0 ? start : other, into: samples, half: half, scale: scale)
        }
      }
    }
  }

  /// The complex transform of `half` numbers from `start`, by turns in both; the result is in `start` after an even number
  /// of stages, else in `other`.
  private static func transform(
    _ start: SplitPointer, _ other: SplitPointer, half: Int, twiddles: [Float]
  ) {
    unsafe twiddles.withUnsafeBufferPointer { twiddles in
      guard var factors = twiddles.baseAddress else { return }
      var (from, to) = unsafe (start, other)
      unsafe firstStage(from, into: to, count: half, twiddles: factors)
      unsafe factors += 6 * (half / 4)
      var (count, stride) = (half / 4, 4)
      while count > 4 {
        unsafe (from, to) = unsafe (to, from)
        unsafe middleStage(from, into: to, count: count, stride: stride, twiddles: factors)
        unsafe factors += 6 * (count / 4)
        (count, stride) = (count / 4, stride * 4)
      }
      unsafe (from, to) = unsafe (to, from)
      unsafe lastStage(from, into: to, count: count, stride: stride)
    }
  }
}

extension RealFourier {
  /// The spectrum of `samples`.
  ///
  /// *Shape:* `size` samples; a spectrum for `size`.
  mutating func forward(_ samples: [Float], into spectrum: inout Spectrum) {
    precondition(samples.count == size && spectrum.re.count == Spectrum.room(size: size))
    precondition(spectrum.im.count == spectrum.re.count)
    unsafe samples.withUnsafeBufferPointer { samples in
      unsafe spectrum.re.withUnsafeMutableBufferPointer { re in
        unsafe spectrum.im.withUnsafeMutableBufferPointer { im in
          guard let x = samples.baseAddress, let re = re.baseAddress, let im = im.baseAddress else { return }
          unsafe forward(x, re: re, im: im)
        }
      }
    }
  }

  /// The samples of a spectrum, the inverse of `forward`; the imaginary parts of bins 0 and N ÷ 2 have no effect.
  mutating func inverse(_ spectrum: Spectrum, into samples: inout [Float]) {
    precondition(samples.count == size && spectrum.re.count == Spectrum.room(size: size))
    precondition(spectrum.im.count == spectrum.re.count)
    unsafe samples.withUnsafeMutableBufferPointer { samples in
      unsafe spectrum.re.withUnsafeBufferPointer { re in
        unsafe spectrum.im.withUnsafeBufferPointer { im in
          guard let x = samples.baseAddress, let re = re.baseAddress, let im = im.baseAddress else { return }
          unsafe inverse(re: re, im: im, into: x)
        }
      }
    }
  }
}
