// The names are those of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CSoundscape
internal import Soundscape

/// Writes tracks into memory of the caller's, wherever its strides say.
struct TargetReceiver: TrackReceiver {
  private struct Place {
    var start: UnsafeMutablePointer<Float>
    var channelStride: Int
    var frameStride: Int
  }

  private let target: ss_target
  private let channelCount: Int
  /// The rows in the order in which their tracks come.
  private var rows: ArraySlice<Int>
  private var place: Place?
  /// The frame that comes next, and the one after the track's last.
  private var position = 0
  private var frameCount = 0

  init(_ target: ss_target, rows: [Int]) {
    self.target = target
    channelCount = Int(target.channels)
    self.rows = rows[...]
  }

  mutating func begin(_ track: Track, range: Range<Int>, frameCount: Int) {
    if track == .mixture {
      place = target.mix.map {
        Place(
          start: $0, channelStride: Int(target.mix_channel_stride), frameStride: Int(target.mix_frame_stride))
      }
    } else if let row = rows.popFirst() {
      place = rowPlace(row)
    }
    self.frameCount = frameCount
    position = range.lowerBound
    silence(0..<range.lowerBound)
  }

  mutating func receive(_ block: AudioBuffer) {
    if let place = place {
      for (c, plane) in block.channels.enumerated() {
        let out = place.start + (c * place.channelStride + position * place.frameStride)
        plane.withUnsafeBufferPointer { samples in
          guard let first = samples.baseAddress else { return }
          if place.frameStride == 1 {
            out.update(from: first, count: samples.count)
          } else {
            for i in 0..<samples.count { out[i &* place.frameStride] = first[i] }
          }
        }
      }
    }
    position += block.frameCount
  }

  mutating func end() {
    silence(position..<frameCount)
    place = nil
  }

  /// Clears a row that no event is added to.
  func clear(row: Int) {
    Self.clear(rowPlace(row), 0..<Int(target.frames), channelCount)
  }

  private func silence(_ range: Range<Int>) {
    if let place = place { Self.clear(place, range, channelCount) }
  }

  private func rowPlace(_ row: Int) -> Place? {
    target.rows.map {
      Place(
        start: $0 + row * Int(target.row_stride), channelStride: Int(target.row_channel_stride),
        frameStride: Int(target.row_frame_stride))
    }
  }

  private static func clear(_ place: Place?, _ range: Range<Int>, _ channelCount: Int) {
    guard let place = place, !range.isEmpty else { return }
    for c in 0..<channelCount {
      let out = place.start + c * place.channelStride
      if place.frameStride == 1 {
        (out + range.lowerBound).update(repeating: 0, count: range.count)
      } else {
        for i in range { out[i &* place.frameStride] = 0 }
      }
    }
  }
}

@c @implementation public func ss_render_into(
  _ mixture: OpaquePointer?, _ target: UnsafePointer<ss_target>?, _ error: ErrorSlot?
) -> Int32 {
  let done: Void? = call(error) { () throws(CallFailure) in
    guard let mixture = mixture else { throw .argument("mixture", "is NULL") }
    guard let target = target?.pointee else { throw .argument("target", "is NULL") }
    let opened = object(mixture, OpenMixture.self)
    let events = try rowEvents(target, of: opened)
    let filled = events.indices.filter { !events[$0].isEmpty }
    var receiver = TargetReceiver(target, rows: filled)
    let tracks = (target.mix == nil ? [] : [Track.mixture]) + filled.map { .events(events[$0]) }
    try engine { () throws(SoundscapeError) in try opened.render(tracks, into: &receiver) }
    for row in events.indices where events[row].isEmpty { receiver.clear(row: row) }
  }
  return done == nil ? 0 : 1
}

/// The events that are added to each row of a target.
///
/// *Throws:* where the target is not one that the mixture can be written to.
private func rowEvents(_ target: ss_target, of mixture: OpenMixture) throws(CallFailure) -> [[Int]] {
  let (channels, frames) = (mixture.scene.channelCount, mixture.heard.count)
  guard target.channels == Int64(channels) else {
    throw .argument("target.channels", "needs the mixture's \(channels) (found \(target.channels))")
  }
  guard target.frames == Int64(frames) else {
    throw .argument("target.frames", "needs the mixture's \(frames) (found \(target.frames))")
  }
  let eventCount = mixture.scene.events.count
  let rowCount = target.row_count
  guard (0...Int64(1 << 24)).contains(rowCount) else {
    throw .argument("target.row_count", "needs 0 to \(1 << 24) (found \(rowCount))")
  }
  guard rowCount == 0 || target.rows != nil else { throw .argument("target.rows", "is NULL") }
  try checkStrides(target)
  var rows = Array(repeating: [Int](), count: Int(rowCount))
  guard let map = target.row_of_event else {
    // Without rows the stems are not wanted.
    guard rowCount == 0 || eventCount <= rowCount else {
      throw .argument("target.row_count", "needs one row for each of \(eventCount) events (found \(rowCount))")
    }
    for event in 0..<(rowCount == 0 ? 0 : eventCount) { rows[event] = [event] }
    return rows
  }
  for event in 0..<eventCount {
    let row = Int(map[event])
    guard row >= -1, row < rows.count else {
      throw .argument("target.row_of_event[\(event)]", "needs -1 to \(rowCount - 1) (found \(row))")
    }
    if row >= 0 { rows[row].append(event) }
  }
  return rows
}

/// *Throws:* for strides that reach farther than any memory does.
private func checkStrides(_ target: ss_target) throws(CallFailure) {
  let most = Int64(1) << 48
  let reaches = [
    ("mix_channel_stride", target.mix_channel_stride, target.channels),
    ("mix_frame_stride", target.mix_frame_stride, target.frames),
    ("row_stride", target.row_stride, target.row_count),
    ("row_channel_stride", target.row_channel_stride, target.channels),
    ("row_frame_stride", target.row_frame_stride, target.frames),
  ]
  for (name, stride, count) in reaches {
    let (reach, overflows) = stride.multipliedReportingOverflow(by: count)
    guard !overflows, (-most...most).contains(reach) else {
      throw .argument("target.\(name)", "reaches farther than any memory does (found \(stride))")
    }
  }
}
