/// Something that a verification found: a file that is not what it should be, or one worth mentioning.
public struct VerificationFinding: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Hashable, Sendable {
    /// The data set is damaged or contradicts itself.
    case failure
    /// Nothing is wrong with the data set, but it is worth knowing.
    case note
  }

  public var kind: Kind
  /// The mixture concerned; nil for what belongs to none.
  public var index: Int?
  /// The path from the data set's root.
  public var file: String
  /// The first frame concerned, where it is known.
  public var frame: Int?
  /// The line of a manifest, from 1; nil for other files.
  public var line: Int?
  public var problem: String

  public init(_ kind: Kind, index: Int?, file: String, frame: Int? = nil, line: Int? = nil, _ problem: String) {
    self.kind = kind
    self.index = index
    self.file = file
    self.frame = frame
    self.line = line
    self.problem = problem
  }

  /// `path: what`, with the frame or the line where there is one.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    let text = frame.map { "\(place): frame \($0): \(problem)" } ?? "\(place): \(problem)"
    return kind == .note ? "note: \(text)" : text
  }

  /// The finding as one line of JSON, without a line feed.
  public var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("kind", kind.rawValue)
      json.member("index", index)
      json.member("file", file)
      json.member("frame", frame)
      if let line { json.member("line", line) }
      json.member("problem", problem)
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
