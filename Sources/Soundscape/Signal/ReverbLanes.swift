/// A room for each of several sounds, four side by side: where one sound ends, the next takes its lane.
///
/// Each sound has its own time, so it makes no difference when they begin. For sounds of one or two channels.
struct ReverbLanes {
  static let count = ReverbLane.scalarCount
  /// The time that four sounds side by side take, as a multiple of that of one by itself (measured).
  private static let cost = 2.3

  private var ears: [Ear]

  init(_ reverb: Reverb, at rate: Hertz) {
    ears = [Ear(.left, reverb, at: rate), Ear(.right, reverb, at: rate)]
  }

  /// How many of the longest sounds should go through a room one by one: they would keep lanes waiting.
  ///
  /// *Units:* lengths in frames, the longest first.
  static func singleCount(lengths: [Int]) -> Int {
    var best = (count: lengths.count, cost: Double(lengths.reduce(0, +)))
    var (single, rest) = (0, lengths.reduce(0, +))
    for (i, length) in lengths.enumerated() {
      let together = Double(single) + cost * max(Double(length), Double(rest) / Double(count))
      if together < best.cost { best = (i, together) }
      single += length
      rest -= length
    }
    return best.count
  }

  /// Puts the sounds of these indices into their rooms; the longest should come first.
  mutating func apply(to sounds: inout [AudioBuffer], _ indices: some Collection<Int>) {
    var waiting = indices.filter { !sounds[$0].isEmpty }[...]
    var lanes: [(sound: Int, frame: Int)?] = (0..<Self.count).map { _ in waiting.popFirst().map { ($0, 0) } }
    var (sends, left, right) = (LaneBlock(), LaneBlock(), LaneBlock())
    while let next = lanes.compactMap({ $0.map { sounds[$0.sound].frameCount - $0.frame } }).min() {
      let count = min(next, LaneBlock.length)
      for (lane, playing) in lanes.enumerated() {
        guard let (sound, frame) = playing else { continue }
        sends.setSend(of: sounds[sound], frame, count, lane)
      }
      let input = sends.interleaved()
      left.setLanes(ears[0].answer(to: input, count: count))
      right.setLanes(ears[1].answer(to: input, count: count))
      for (lane, playing) in lanes.enumerated() {
        guard let (sound, frame) = playing else { continue }
        sounds[sound].add(left, right, frame, count, lane)
        if frame + count < sounds[sound].frameCount {
          lanes[lane] = (sound, frame + count)
        } else {
          lanes[lane] = waiting.popFirst().map { ($0, 0) }
          if lanes[lane] != nil { silence(lane) }
        }
      }
    }
  }

  private mutating func silence(_ lane: Int) {
    var mask = SIMDMask<SIMD4<Int32>>(repeating: false)
    mask[lane] = true
    for e in ears.indices { ears[e].silence(mask) }
  }

  /// What an ear hears of four rooms.
  private struct Ear {
    private var combs: ReverbLaneCombs
    private var allpasses: [ReverbLaneAllpass]

    init(_ side: ReverbEar.Side, _ reverb: Reverb, at rate: Hertz) {
      combs = ReverbLaneCombs(
        delays: ReverbEar.combDelays(side, at: rate), feedback: Float(ReverbEar.feedback(of: reverb.amount)),
        damping: ReverbEar.damping)
      allpasses = ReverbEar.allpassDelays(side, at: rate).map(ReverbLaneAllpass.init)
    }

    mutating func silence(_ lane: SIMDMask<SIMD4<Int32>>) {
      combs.silence(lane)
      for k in allpasses.indices { allpasses[k].silence(lane) }
    }

    /// Frames after the first `count` are left unchanged.
    mutating func answer(to sends: [ReverbLane], count: Int) -> [ReverbLane] {
      var answers = sends
      combs.process(sends.span.extracting(..<count), into: &answers)
      for k in allpasses.indices { allpasses[k].process(&answers, count: count) }
      return answers
    }
  }
}

/// A block of samples by lanes, a plane for each.
private struct LaneBlock {
  static let length = ReverbEar.blockLength
  private(set) var samples = [Float](repeating: 0, count: ReverbLanes.count * length)

  static func start(of lane: Int) -> Int { lane * length }

  /// What a piece of a mono or stereo sound sends into its room: the mean of its channels.
  mutating func setSend(of sound: AudioBuffer, _ frame: Int, _ count: Int, _ lane: Int) {
    let (left, right) = (sound.channels[0], sound.channels[sound.channelCount - 1])
    mean(left.span, right.span, frame..<(frame + count), into: &samples, at: Self.start(of: lane))
  }

  func interleaved() -> [ReverbLane] {
    let n = Self.length
    return (0..<n).map { ReverbLane(samples[$0], samples[n + $0], samples[2 * n + $0], samples[3 * n + $0]) }
  }

  mutating func setLanes(_ lanes: [ReverbLane]) {
    let n = Self.length
    var out = samples.mutableSpan
    for i in 0..<n {
      let frame = lanes[i]
      (out[i], out[n + i], out[2 * n + i], out[3 * n + i]) = (frame[0], frame[1], frame[2], frame[3])
    }
  }
}

private func mean(
  _ left: borrowing Span<Float>, _ right: borrowing Span<Float>, _ frames: Range<Int>, into target: inout [Float],
  at start: Int
) {
  var out = target.mutableSpan
  for i in 0..<frames.count {
    out[start + i] = (left[frames.lowerBound + i] + right[frames.lowerBound + i]) * 0.5
  }
}

extension AudioBuffer {
  /// Adds what the ears hear to a piece; a mono sound has both ears' mean.
  fileprivate mutating func add(_ left: LaneBlock, _ right: LaneBlock, _ frame: Int, _ count: Int, _ lane: Int) {
    let (left, right, start) = (left.samples, right.samples, LaneBlock.start(of: lane))
    if channelCount == 1 {
      addMean(left.span, right.span, at: start, into: &channels[0], frame, count)
    } else {
      addAnswer(left.span, at: start, into: &channels[0], frame, count)
      addAnswer(right.span, at: start, into: &channels[1], frame, count)
    }
  }
}

private func addAnswer(
  _ answer: borrowing Span<Float>, at start: Int, into plane: inout [Float], _ frame: Int, _ count: Int
) {
  var out = plane.mutableSpan
  for i in 0..<count { out[frame + i] += ReverbEar.gain * answer[start + i] }
}

private func addMean(
  _ left: borrowing Span<Float>, _ right: borrowing Span<Float>, at start: Int, into plane: inout [Float],
  _ frame: Int, _ count: Int
) {
  let gain = ReverbEar.gain
  var out = plane.mutableSpan
  for i in 0..<count {
    let dry = out[frame + i]
    out[frame + i] = ((dry + gain * left[start + i]) + (dry + gain * right[start + i])) * 0.5
  }
}
