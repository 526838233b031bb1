// Pointers to all of an array or spectrum, for loops over vectors. The arrays are not empty.

extension [Float] {
  @inline(__always) func withBase(_ body: (UnsafePointer<Float>) -> Void) {
    unsafe withUnsafeBufferPointer { if let base = $0.baseAddress { unsafe body(base) } }
  }

  @inline(__always) mutating func withMutableBase(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    unsafe withUnsafeMutableBufferPointer { if let base = $0.baseAddress { unsafe body(base) } }
  }
}

extension Spectrum {
  /// Both planes, which are of one length.
  @inline(__always) mutating func withPointers(_ body: (SplitPointer) -> Void) {
    precondition(im.count == re.count)
    unsafe re.withMutableBase { re in
      unsafe im.withMutableBase { im in unsafe body(SplitPointer(re: re, im: im)) }
    }
  }
}
