@testable import Soundscape

/// A JAMS file as a tree, to read and to change what it says key by key, whatever the library makes of it.
struct RawJAMS {
  var root: JSONTree

  init(_ bytes: [UInt8]) throws { root = try JSONTree(json: bytes) }
  init(path: String) throws { try self.init(FileSystem.read(path)) }

  /// The first annotation.
  var annotation: JSONTree {
    get { root["annotations"].elements?.first ?? .null }
    set { root["annotations"] = .array([newValue] + (root["annotations"].elements ?? []).dropFirst()) }
  }

  var data: [JSONTree] {
    get { annotation["data"].elements ?? [] }
    set { annotation["data"] = .array(newValue) }
  }

  var scaper: JSONTree {
    get { annotation["sandbox"]["scaper"] }
    set { annotation["sandbox"]["scaper"] = newValue }
  }

  /// Our own part; null in a file of Scaper's.
  var soundscape: JSONTree {
    get { annotation["sandbox"]["soundscape"] }
    set { annotation["sandbox"]["soundscape"] = newValue }
  }

  /// Our own part of each event.
  var entries: [JSONTree] {
    get { soundscape["events"].elements ?? [] }
    set { soundscape["events"] = .array(newValue) }
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.value(root)
    return json.bytes
  }
}

/// Where two texts first differ, with what is around; nil where they are equal.
func firstDifference(_ a: [UInt8], _ b: [UInt8]) -> String? {
  guard a != b else { return nil }
  let place = zip(a, b).prefix { $0 == $1 }.count
  func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes[max(0, place - 60)..<min(bytes.count, place + 60)], as: UTF8.self)
      .replacing("\n", with: "¶")
  }
  return "at byte \(place): …\(text(a))… or …\(text(b))…"
}
