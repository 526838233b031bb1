// The K-weighting of four stretches of a sound side by side. A recursive filter needs its last result first, so a
// single stretch would spend most of its time waiting; four of them keep the processor busy.

/// Four K-weighting filters, in the transposed direct form II, each with its own state.
struct KWeightingLanes {
  typealias Lanes = SIMD4<Double>
  static let count = Lanes.scalarCount

  /// What one filter remembers of its sound so far: the two numbers of the shelf, then those of the high-pass filter.
  typealias State = SIMD4<Double>

  private let b: (Lanes, Lanes, Lanes)
  private let a: (Lanes, Lanes)
  private let highPass: (Lanes, Lanes)
  private var shelfState = (Lanes.zero, Lanes.zero)
  private var highPassState = (Lanes.zero, Lanes.zero)

  /// Filters at rest, but for the first.
  init(_ filter: KWeightingFilter, first: State) {
    b = (Lanes(repeating: filter.shelfB.0), Lanes(repeating: filter.shelfB.1), Lanes(repeating: filter.shelfB.2))
    a = (Lanes(repeating: filter.shelfA.0), Lanes(repeating: filter.shelfA.1))
    highPass = (Lanes(repeating: filter.highPassA.0), Lanes(repeating: filter.highPassA.1))
    (shelfState.0[0], shelfState.1[0], highPassState.0[0], highPassState.1[0]) = (
      first[0], first[1], first[2], first[3]
    )
  }

  func state(of lane: Int) -> State {
    State(shelfState.0[lane], shelfState.1[lane], highPassState.0[lane], highPassState.1[lane])
  }

  /// Filters the frames that follow, as many in each lane, and gives the energies of what comes out.
  mutating func energies(
    of first: borrowing Span<Float>, _ second: borrowing Span<Float>, _ third: borrowing Span<Float>,
    _ fourth: borrowing Span<Float>
  ) -> Lanes {
    let count = first.count
    precondition(second.count == count && third.count == count && fourth.count == count, "spans of equal length")
    var (shelf0, shelf1) = shelfState
    var (high0, high1) = highPassState
    var sum = Lanes.zero
    for i in 0..<count {
      let x = Lanes(SIMD4<Float>(first[i], second[i], third[i], fourth[i]))
      let bright = b.0 * x + shelf0
      shelf0 = b.1 * x - a.0 * bright + shelf1
      shelf1 = b.2 * x - a.1 * bright
      let weighted = bright + high0
      high0 = high1 - (bright + bright) - highPass.0 * weighted
      high1 = bright - highPass.1 * weighted
      sum += weighted * weighted
    }
    shelfState = (shelf0, shelf1)
    highPassState = (high0, high1)
    return sum
  }
}
