/// A JAMS file with an annotation of the namespace `scaper`, as Scaper or this library wrote it.
///
/// What is not understood is kept as it is.
public struct JAMSDocument: Sendable {
  /// The path it was read from.
  public let path: String
  var root: JSONTree
  private let annotationIndex: Int

  /// A larger file is refused: half a million events take half of it.
  private static let mostBytes = 1 << 28
  /// More events are refused: nobody listens to as many at once, and rendering them would take days.
  static let mostEvents = 500_000

  /// Reads a file.
  ///
  /// *Throws:* `.annotation` for a file that is missing, too large, no JSON, no JAMS, or without a `scaper` annotation.
  public init(path: String) throws(SoundscapeError) {
    self.path = path
    guard let size = FileSystem.size(ofFile: path) else {
      throw .annotation(path: path, problem: FileSystem.exists(path) ? "is not a plain file" : "no such file")
    }
    guard size <= Self.mostBytes else {
      throw .annotation(path: path, problem: "is too large for a JAMS (found \(size) bytes)")
    }
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch {
      throw .annotation(path: path, problem: "cannot be read: \(error)")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .annotation(path: path, problem: "is no UTF-8 text")
    }
    // Counted before anything is built of them: an event has two objects, and there is little beside events.
    let objects = bytes.count { $0 == UInt8(ascii: "{") }
    guard objects <= 3 * Self.mostEvents else {
      throw .annotation(path: path, problem: "holds too many events (found \(objects) objects)")
    }
    do { root = try JSONReader.tree(of: bytes) } catch {
      throw .annotation(path: path, problem: "is no JSON (numbers such as NaN are none either)")
    }
    guard let annotations = root["annotations"].elements else {
      throw .annotation(path: path, problem: "is no JAMS: it has no list of annotations")
    }
    guard let index = annotations.firstIndex(where: { $0["namespace"].string == "scaper" }) else {
      throw .annotation(path: path, problem: "has no annotation of the namespace scaper")
    }
    annotationIndex = index
    let count = annotation["data"].elements?.count
    guard let count else { throw failure("data", "is missing or no list") }
    guard count <= Self.mostEvents else { throw failure("data", "holds too many events (found \(count))") }
  }

  /// The first annotation of the namespace `scaper`.
  var annotation: JSONTree {
    get { root["annotations"].elements?[annotationIndex] ?? .null }
    set {
      guard var annotations = root["annotations"].elements else { return }
      annotations[annotationIndex] = newValue
      root["annotations"] = .array(annotations)
    }
  }

  var sandbox: JSONTree {
    get { annotation["sandbox"]["scaper"] }
    set {
      var changed = annotation
      changed["sandbox"]["scaper"] = newValue
      annotation = changed
    }
  }

  /// Our own part; null in a file of Scaper's.
  var ledger: JSONTree {
    get { annotation["sandbox"]["soundscape"] }
    set {
      var changed = annotation
      changed["sandbox"]["soundscape"] = newValue
      annotation = changed
    }
  }

  /// The cuts that `trim` made, in order: seconds of what was there before each.
  public var slices: [ClosedRange<Seconds>] {
    (annotation["sandbox"]["slice"].elements ?? []).compactMap { slice in
      guard let start = slice["slice_start"].double, let end = slice["slice_end"].double, start <= end else {
        return nil
      }
      return start...end
    }
  }

  public var bytes: [UInt8] { root.bytes }

  // MARK: Fields, checked

  func failure(_ field: String, _ problem: String) -> SoundscapeError {
    .annotation(path: path, problem: "\(field): \(problem)")
  }

  func number(_ tree: JSONTree, _ key: String, at place: String, default: Double? = nil) throws(SoundscapeError)
    -> Double
  {
    let field = place.isEmpty ? key : "\(place).\(key)"
    if tree[key].isNull, let `default` { return `default` }
    if tree[key].isNull { throw failure(field, "is missing") }
    guard let value = tree[key].double, value.isFinite else { throw failure(field, "is no number") }
    return value
  }

  func text(_ tree: JSONTree, _ key: String, at place: String) throws(SoundscapeError) -> String {
    guard let value = tree[key].string, !value.isEmpty else {
      throw failure("\(place).\(key)", tree[key].isNull ? "is missing" : "is no text")
    }
    return value
  }

  func flag(_ key: String, default: Bool) throws(SoundscapeError) -> Bool {
    if sandbox[key].isNull { return `default` }
    guard let value = sandbox[key].bool else { throw failure("sandbox.scaper.\(key)", "is neither true nor false") }
    return value
  }
}
