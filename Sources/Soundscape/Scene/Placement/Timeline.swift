/// Times settled so far, and where they leave room for one more item.
struct Timeline {
  private struct Busy {
    var start: Seconds
    /// When another may begin.
    var release: Seconds
    var item: Int
  }

  private(set) var problem: PlacementProblem
  private(set) var times: [Seconds?]
  /// For each group its items in order of time.
  private var busy: [[Busy]]
  /// Of all sounding parts, each in order; empty where polyphony has no limit.
  private var starts: [Seconds] = []
  private var ends: [Seconds] = []

  init(_ problem: PlacementProblem) {
    self.problem = problem
    times = Array(repeating: nil, count: problem.items.count)
    busy = Array(repeating: [], count: problem.groups.count)
  }

  mutating func insert(_ index: Int, at time: Seconds) {
    let item = problem.items[index]
    times[index] = time
    for demand in item.demands {
      let release = TouchingTimes.release(time, demand.duration, gap: problem.groups[demand.group].gap)
      let place = busy[demand.group].partition { $0.start < time }
      busy[demand.group].insert(Busy(start: time, release: release, item: index), at: place)
    }
    guard problem.maxPolyphony != nil else { return }
    for duration in item.durations {
      starts.insert(time, at: starts.partition { $0 < time })
      ends.insert(time + duration, at: ends.partition { $0 < time + duration })
    }
  }

  /// Puts another item in the place of one without a time; false, and nothing is changed, where it fails by itself.
  mutating func replace(_ index: Int, with item: PlacementItem) -> Bool {
    guard times[index] == nil, problem.replace(index, with: item) else { return false }
    // Labels that are new here.
    while busy.count < problem.groups.count { busy.append([]) }
    return true
  }

  mutating func remove(_ index: Int) {
    guard let time = times[index] else { return }
    let item = problem.items[index]
    times[index] = nil
    for demand in item.demands { busy[demand.group].removeAll { $0.item == index } }
    guard problem.maxPolyphony != nil else { return }
    for duration in item.durations {
      starts.remove(at: starts.partition { $0 < time })
      ends.remove(at: ends.partition { $0 < time + duration })
    }
  }

  /// Where the time of an item that has none can be, with all others as they are: ascending, apart.
  func freeRanges(of index: Int) -> [ClosedRange<Double>] {
    let item = problem.items[index]
    var ranges = [item.window]
    for demand in item.demands {
      let gap = problem.groups[demand.group].gap
      var sweep = FreeSweep(duration: demand.duration, gap: gap, window: item.window)
      for other in busy[demand.group] { sweep.block(from: other.start, to: other.release) }
      ranges = ranges.intersection(sweep.finished())
    }
    if let limit = problem.maxPolyphony {
      // While the r longest parts sound, no more than limit − r others may.
      for (rank, duration) in item.durations.enumerated() {
        var sweep = FreeSweep(duration: duration, gap: 0, window: item.window)
        forEachSegment(of: limit - rank) { sweep.block(from: $0, to: $1) }
        ranges = ranges.intersection(sweep.finished())
      }
    }
    guard item.isListed else { return ranges }
    return ranges.map { max(0, $0.lowerBound - Placement.rounding)...($0.upperBound + Placement.rounding) }
  }

  /// The item's time, drawn from the room that there is; nil when there is none.
  func draw(_ index: Int, _ u: Double) -> Seconds? {
    problem.items[index].draw(u, in: freeRanges(of: index))
  }

  /// Where at least `count` parts sound at once, for longer than a rounding error.
  private func forEachSegment(of count: Int, _ body: (Seconds, Seconds) -> Void) {
    if count <= 0 { return body(-.infinity, .infinity) }
    var (started, ended) = (0, 0)
    var begin: Seconds?
    while ended < ends.count {
      // What ends goes before what begins: touching is not an overlap.
      let isEnd = started == starts.count || ends[ended] <= starts[started]
      let time = isEnd ? ends[ended] : starts[started]
      if isEnd { ended += 1 } else { started += 1 }
      let sounding = started - ended
      if sounding >= count, begin == nil { begin = time }
      if sounding < count, let from = begin {
        if time - from > Placement.rounding { body(from, time) }
        begin = nil
      }
    }
  }
}

/// Gathers what a row of blocked stretches, in order of their starts, leaves for starts of one duration.
private struct FreeSweep {
  let duration, gap: Seconds
  let window: ClosedRange<Double>
  private var cursor: Seconds
  private var ranges: [ClosedRange<Double>] = []

  init(duration: Seconds, gap: Seconds, window: ClosedRange<Double>) {
    self.duration = duration
    self.gap = gap
    self.window = window
    cursor = window.lowerBound
  }

  mutating func block(from start: Seconds, to release: Seconds) {
    guard release > cursor else { return }
    close(at: TouchingTimes.latestStart(before: start, duration, gap: gap))
    cursor = release
  }

  mutating func finished() -> [ClosedRange<Double>] {
    close(at: window.upperBound)
    return ranges
  }

  private mutating func close(at latest: Seconds) {
    if min(latest, window.upperBound) >= cursor {
      ranges.append(cursor...min(latest, window.upperBound))
    } else if latest >= cursor - Placement.rounding, cursor <= window.upperBound + Placement.rounding {
      // Room for exactly the item, but for rounding.
      ranges.append(cursor...cursor)
    }
  }
}

extension [ClosedRange<Double>] {
  /// What is in both; each ascending and apart.
  fileprivate func intersection(_ other: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    var common: [ClosedRange<Double>] = []
    var (i, j) = (0, 0)
    while i < count, j < other.count {
      let low = Swift.max(self[i].lowerBound, other[j].lowerBound)
      let high = Swift.min(self[i].upperBound, other[j].upperBound)
      // Two that miss each other by rounding have a point in common.
      if low <= high + Placement.rounding { common.append(low...Swift.max(low, high)) }
      if self[i].upperBound < other[j].upperBound { i += 1 } else { j += 1 }
    }
    return common
  }
}

extension Array {
  /// The index of the first element that is not before, in an ordered array.
  fileprivate func partition(_ isBefore: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
