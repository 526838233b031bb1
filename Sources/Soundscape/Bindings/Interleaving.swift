// Between planes, as everything here keeps sound, and interleaved frames, as files and some libraries want it. One and
// two channels have loops of their own: with a stride that the compiler knows they vectorise.

/// Writes the frames `start ..< start + count` of the planes to the start of `block`, interleaved.
func interleave<Sample>(_ planes: [[Sample]], from start: Int, count: Int, into block: inout [Sample]) {
  precondition(start >= 0 && count >= 0 && count * planes.count <= block.count)
  precondition(planes.allSatisfy { start + count <= $0.count })
  let channelCount = planes.count
  var out = block.mutableSpan
  if channelCount == 2 {
    let (first, second) = (planes[0], planes[1])
    let (left, right) = (first.span, second.span)
    for i in 0..<count {
      unsafe out[unchecked: 2 * i] = unsafe left[unchecked: start + i]
      unsafe out[unchecked: 2 * i + 1] = unsafe right[unchecked: start + i]
    }
    return
  }
  for c in 0..<channelCount {
    let samples = planes[c]
    let plane = samples.span
    for i in 0..<count { unsafe out[unchecked: i * channelCount + c] = unsafe plane[unchecked: start + i] }
  }
}

/// Writes the first `count` interleaved frames of `block` into the planes, from frame `start` on.
func deinterleave(_ block: [Float], count: Int, into planes: inout [[Float]], at start: Int) {
  let channelCount = planes.count
  precondition(start >= 0 && count >= 0 && count * channelCount <= block.count)
  let interleaved = block.span
  for c in 0..<channelCount {
    var plane = planes[c].mutableSpan
    precondition(start + count <= plane.count)
    switch channelCount {
    case 1: for i in 0..<count { unsafe plane[unchecked: start + i] = unsafe interleaved[unchecked: i] }
    case 2: for i in 0..<count { unsafe plane[unchecked: start + i] = unsafe interleaved[unchecked: 2 * i + c] }
    default:
      for i in 0..<count { unsafe plane[unchecked: start + i] = unsafe interleaved[unchecked: i * channelCount + c] }
    }
  }
}
