internal import CSoundscape
internal import Soundscape

/// Reads the names that must not come again.
func usedNames(json: String?) throws(CallFailure) -> [Role: ScaperDrawing.Used] {
  guard let json else { return [:] }
  let tree: JSONTree
  do { tree = try JSONTree(json: json.utf8) } catch { throw .argument("used", "is not valid JSON") }
  var used: [Role: ScaperDrawing.Used] = [:]
  for role in Role.allCases {
    func names(_ key: String) -> [String] { (tree[role.rawValue][key].elements ?? []).compactMap(\.string) }
    used[role] = ScaperDrawing.Used(labels: names("labels"), files: names("files"))
  }
  return used
}

extension ScaperDrawing {
  /// What was drawn, as `ss_scaper_draw` gives it.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.key("events")
      json.array { json in for event in scene?.events ?? [] { event.writeAsScaper(to: &json) } }
      json.member("warnings", warnings.map(\.message))
      json.key("lists")
      json.object { json in
        for (keyPath, numbers) in lists.sorted(by: { $0.key < $1.key }) {
          json.member(keyPath, numbers.map(WrittenNumber.init))
        }
      }
      json.key("used")
      json.object { json in
        for role in Role.allCases {
          json.key(role.rawValue)
          json.object { json in
            json.member("labels", used[role]?.labels ?? [])
            json.member("files", used[role]?.files ?? [])
          }
        }
      }
      json.key("error")
      guard let error else { return json.value(String?.none) }
      json.object { json in
        json.member("where", error.place)
        json.member("what", error.reason)
      }
    }
    return json.text
  }
}

/// A number as Python writes it, so that whole ones stay whole.
private struct WrittenNumber: JSONValue {
  let text: String

  func write(to json: inout JSONWriter) { json.literal(text) }
}

extension Event {
  fileprivate func writeAsScaper(to json: inout JSONWriter) {
    json.object { json in
      json.member("order", drawingOrder)
      json.member("role", role.rawValue)
      json.member("label", label)
      json.member("source_file", source.path)
      json.member("source_time", sourceTime)
      json.member("event_time", eventTime)
      json.member("event_duration", eventDuration)
      json.member("snr", snr)
      json.member("pitch_shift", pitchShift)
      json.member("time_stretch", timeStretch)
    }
  }
}

extension MersenneTwister {
  /// *Throws:* for a position that no generator has.
  init(_ stream: ss_stream) throws(CallFailure) {
    let position = Int(stream.position)
    guard (0...Self.size).contains(position) else {
      throw .argument("stream.position", "needs 0 to \(Self.size) (found \(position))")
    }
    var key = stream.key
    let state = withUnsafeBytes(of: &key) { Array($0.bindMemory(to: UInt32.self)) }
    self.init(
      state: state, position: position, spareNormal: stream.has_normal != 0 ? stream.normal : nil)
  }

  /// Leaves the stream where it is for the caller.
  func store(in stream: inout ss_stream) {
    withUnsafeMutableBytes(of: &stream.key) { bytes in
      state.withUnsafeBytes { bytes.copyMemory(from: $0) }
    }
    stream.position = Int32(position)
    stream.has_normal = spareNormal == nil ? 0 : 1
    stream.normal = spareNormal ?? 0
  }
}
