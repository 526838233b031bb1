extension BinaryFloatingPoint {
  /// The value itself, or the bound next to it.
  @inline(__always) func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
