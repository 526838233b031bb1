/// Which frame of a sound is heard at each frame of its stretched form: pieces of constant speed, of the original speed
/// around onsets, which so keep their shape.
struct TimeMap {
  /// An onset, and the output frames around it that go at the original speed.
  struct Zone {
    var onset: Double
    var start: Double
    var end: Double
  }

  private(set) var zones: [Zone] = []
  private var anchors: [(input: Double, output: Double)] = [(0, 0)]

  /// How much of the shorter way to the next onset, in the input or output, may go at the original speed.
  private static let mostShare = 0.75

  /// A map of `inputLength` to `outputLength` frames.
  ///
  /// Up to `before` frames ahead of each onset and `after` frames after it go at the original speed. An onset is moved to
  /// its place times the ratio, to within half of `step`: the way between is a multiple of it.
  init(inputLength: Int, outputLength: Int, onsets: [Int], before: Double, after: Double, step: Double) {
    let (input, output) = (Double(inputLength), Double(outputLength))
    let ratio = output / input
    let places = onsets.map { onset in
      (input: Double(onset), output: Double(onset) + (Double(onset) * (ratio - 1) / step).rounded() * step)
    }
    for (i, place) in places.enumerated() {
      let last = i > 0 ? places[i - 1] : (input: 0, output: 0)
      let next = i + 1 < places.count ? places[i + 1] : (input: input, output: output)
      let way = min(place.input - last.input, place.output - last.output)
      let rest = min(next.input - place.input, next.output - place.output)
      let share = Self.mostShare / (before + after)
      let zone = Zone(
        onset: place.input,
        start: place.output - min(before, max(0, way) * share * before).rounded(.down),
        end: place.output + min(after, max(0, rest) * share * after).rounded(.down))
      zones.append(zone)
      let shift = place.input - place.output
      anchors.append((zone.start + shift, zone.start))
      anchors.append((zone.end + shift, zone.end))
    }
    anchors.append((input, output))
  }

  /// The same map for sounds of which one frame in `factor` is left.
  func decimated(by factor: Double) -> TimeMap {
    var map = self
    map.anchors = anchors.map { ($0.input / factor, $0.output / factor) }
    map.zones = zones.map { Zone(onset: $0.onset / factor, start: $0.start / factor, end: $0.end / factor) }
    return map
  }

  /// A reader for output frames in rising order.
  struct Reader {
    let map: TimeMap
    private var piece = 0
    private var zone = 0

    init(_ map: TimeMap) { self.map = map }

    /// The input frame for an output frame, in between of frames; outside of both sounds time goes on at the original
    /// speed.
    mutating func input(at output: Double) -> Double {
      let anchors = map.anchors
      while piece + 1 < anchors.count && output >= anchors[piece + 1].output { piece += 1 }
      let a = anchors[piece]
      let since = output - a.output
      guard piece + 1 < anchors.count && since > 0 else { return a.input + since }
      let b = anchors[piece + 1]
      let (way, time) = (b.input - a.input, b.output - a.output)
      return a.input + (way == time ? since : since * (way / time))
    }

    /// The zone that an output frame is in, and its number.
    mutating func zone(at output: Double) -> (number: Int, zone: Zone)? {
      while zone < map.zones.count && map.zones[zone].end < output { zone += 1 }
      guard zone < map.zones.count && map.zones[zone].start <= output else { return nil }
      return (zone, map.zones[zone])
    }
  }
}
