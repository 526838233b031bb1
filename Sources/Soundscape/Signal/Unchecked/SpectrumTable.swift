/// Spectra of one size, for sums of products over many of them.
///
/// *Shape:* `size` ÷ 8 + 1 rows, each of four bins; a row has four real and four imaginary parts of every spectrum in turn.
/// A sum over spectra thus reads memory in order, each row for several sums while it is in the nearest cache.
struct SpectrumTable {
  /// Spectra in the table.
  let count: Int
  private let rowCount: Int
  private var numbers: [Float]

  /// Zeros; `size` is the number of samples that a spectrum is for.
  init(size: Int, count: Int) {
    precondition(count > 0)
    self.count = count
    rowCount = Spectrum.room(size: size) / 4
    numbers = [Float](repeating: 0, count: rowCount * count * 8)
  }

  /// Puts a spectrum into place `index`.
  mutating func store(_ spectrum: Spectrum, at index: Int) {
    check(spectrum, index..<index + 1)
    let (rowCount, step) = (rowCount, count * 8)
    unsafe numbers.withMutableBase { numbers in
      unsafe spectrum.re.withBase { re in
        unsafe spectrum.im.withBase { im in
          var to = index &* 8
          for row in 0..<rowCount {
            unsafe numbers.store(re.lanes(at: 4 &* row), at: to)
            unsafe numbers.store(im.lanes(at: 4 &* row), at: to &+ 4)
            to &+= step
          }
        }
      }
    }
  }

  /// Puts zeros into place `index`.
  mutating func clear(at index: Int) {
    precondition(index >= 0 && index < count)
    let (rowCount, step) = (rowCount, count * 8)
    unsafe numbers.withMutableBase { numbers in
      for row in 0..<rowCount {
        unsafe numbers.store(.zero, at: row &* step &+ index &* 8)
        unsafe numbers.store(.zero, at: row &* step &+ index &* 8 &+ 4)
      }
    }
  }

  /// Copies a range of spectra to the places from 0 on.
  mutating func moveToFront(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let (rowCount, step) = (rowCount, count * 8)
    unsafe numbers.withMutableBase { numbers in
      for row in 0..<rowCount {
        let start = unsafe numbers + row &* step
        var (from, to) = (range.lowerBound &* 8, 0)
        while from < range.upperBound &* 8 {
          unsafe start.store(start.lanes(at: from), at: to)
          from &+= 4
          to &+= 4
        }
      }
    }
  }

  private func check(_ spectrum: Spectrum, _ places: Range<Int>) {
    precondition(spectrum.re.count == 4 * rowCount && spectrum.im.count == 4 * rowCount)
    precondition(places.lowerBound >= 0 && places.upperBound <= count)
  }

  /// sum = Σ self[start + j] · factors[j], j in `terms`, in that order.
  func sumProducts(from start: Int, with factors: SpectrumTable, _ terms: Range<Int>, into sum: inout Spectrum) {
    check(sum, start + terms.lowerBound..<start + terms.upperBound)
    factors.check(sum, terms)
    let (rowCount, step, otherStep) = (rowCount, count * 8, factors.count * 8)
    unsafe numbers.withBase { x in
      unsafe factors.numbers.withBase { h in
        unsafe sum.withPointers { out in
          for row in 0..<rowCount {
            let x = unsafe x + (row &* step &+ start &* 8)
            let h = unsafe h + row &* otherStep
            var a = Bins()
            var at = terms.lowerBound &* 8
            while at < terms.upperBound &* 8 {
              unsafe a.add(x + at, h.lanes(at: at), h.lanes(at: at &+ 4))
              at &+= 8
            }
            unsafe a.store(out, row)
          }
        }
      }
    }
  }

  /// The sums that start at `start` and at the three places after it.
  func sumProducts(
    from start: Int, with factors: SpectrumTable, _ terms: Range<Int>,
    into sums: inout (Spectrum, Spectrum, Spectrum, Spectrum)
  ) {
    check(sums.0, start + terms.lowerBound..<start + terms.upperBound + 3)
    factors.check(sums.0, terms)
    check(sums.1, 0..<0)
    check(sums.2, 0..<0)
    check(sums.3, 0..<0)
    let (rowCount, step, otherStep) = (rowCount, count * 8, factors.count * 8)
    unsafe numbers.withBase { x in
      unsafe factors.numbers.withBase { h in
        unsafe withPointers(&sums.0, &sums.1, &sums.2, &sums.3) { out0, out1, out2, out3 in
          for row in 0..<rowCount {
            let x = unsafe x + (row &* step &+ start &* 8)
            let h = unsafe h + row &* otherStep
            var (a, b, c, d) = (Bins(), Bins(), Bins(), Bins())
            var at = terms.lowerBound &* 8
            while at < terms.upperBound &* 8 {
              let (re, im) = unsafe (h.lanes(at: at), h.lanes(at: at &+ 4))
              unsafe a.add(x + at, re, im)
              unsafe b.add(x + (at &+ 8), re, im)
              unsafe c.add(x + (at &+ 16), re, im)
              unsafe d.add(x + (at &+ 24), re, im)
              at &+= 8
            }
            unsafe a.store(out0, row)
            unsafe b.store(out1, row)
            unsafe c.store(out2, row)
            unsafe d.store(out3, row)
          }
        }
      }
    }
  }
}

/// Sums of products in four bins.
private struct Bins {
  private var (re, im) = (Lanes.zero, Lanes.zero)

  /// Adds the product of the bins at `x` and c + id.
  @inline(__always) mutating func add(_ x: UnsafePointer<Float>, _ c: Lanes, _ d: Lanes) {
    let (a, b) = unsafe (x.lanes(at: 0), x.lanes(at: 4))
    re += a * c - b * d
    im += a * d + b * c
  }

  @inline(__always) func store(_ out: SplitPointer, _ row: Int) {
    unsafe out.re.store(re, at: 4 &* row)
    unsafe out.im.store(im, at: 4 &* row)
  }
}

@inline(__always) private func withPointers(
  _ a: inout Spectrum, _ b: inout Spectrum, _ c: inout Spectrum, _ d: inout Spectrum,
  _ body: (SplitPointer, SplitPointer, SplitPointer, SplitPointer) -> Void
) {
  unsafe a.withPointers { a in
    unsafe b.withPointers { b in
      unsafe c.withPointers { c in unsafe d.withPointers { d in unsafe body(a, b, c, d) } }
    }
  }
}
