/// Follows all ways through a regular expression at once.
struct PatternMatcher {
  /// One way: the step it is at, and where the group began and ended on it.
  private struct Way {
    var step: Int
    var start: Int?
    var end: Int?
  }

  private let steps: [Pattern.Step]
  let text: [Character]
  /// The mark at which the group that is asked for begins.
  private let group: Int
  private var ways: [Way] = []
  private var next: [Way] = []
  /// The position at which each step was last reached: a better way was there first.
  private var reached: [Int]

  init(steps: [Pattern.Step], text: [Character], group: Int) {
    self.steps = steps
    self.text = text
    self.group = group
    reached = Array(repeating: -1, count: steps.count)
  }

  /// Where the group is in the first match; nil without one, or where the group has no part in it.
  mutating func run() -> Range<Int>? {
    var found: Way?
    for position in 0...text.count {
      // What began earlier comes first; once there is a match, nothing new begins.
      if found == nil { follow(Way(step: 0), at: position) }
      if found != nil, ways.isEmpty { break }
      let now = ways
      ways = []
      for way in now {
        switch steps[way.step] {
        case .match: found = way
        case .character(let set):
          if position < text.count, set.contains(text[position]) {
            var way = way
            way.step += 1
            next.append(way)
          }
          continue
        default: continue
        }
        // Ways after a match are worse than it.
        break
      }
      for way in next { follow(way, at: position + 1) }
      next = []
    }
    guard let found, let start = found.start, let end = found.end, start <= end else { return nil }
    return start..<end
  }

  /// Goes on from a step to those that take a character, or are the end.
  private mutating func follow(_ first: Way, at position: Int) {
    // Not by recursion: the last of the list is the best way.
    var open = [first]
    while var way = open.popLast() {
      if reached[way.step] == position { continue }
      reached[way.step] = position
      switch steps[way.step] {
      case .character, .match: ways.append(way)
      case .jump(let step):
        way.step = step
        open.append(way)
      case .split(let better, let worse):
        way.step = worse
        open.append(way)
        way.step = better
        open.append(way)
      case .assertion(let assertion):
        guard assertion.holds(before: position, in: text) else { continue }
        way.step += 1
        open.append(way)
      case .mark(let mark):
        if mark == group { (way.start, way.end) = (position, nil) }
        if mark == group + 1 { way.end = position }
        way.step += 1
        open.append(way)
      }
    }
  }
}
