/// Reads JAMS files with an annotation of the namespace `scaper`: those of this program in every version, and those of
/// Scaper since its 0.1.
///
/// What it does not understand is kept (`WrittenForm`). Fields that older versions of Scaper did not write have the
/// values that Scaper gives them.
struct JAMSDecoder {
  /// A larger file is neither read nor written: the most events of a mixture need half of this.
  static let mostBytes = 1 << 29
  /// A file with more objects is neither read nor written: each takes memory. An event has seven, and two for each effect.
  private static let mostObjects = 5_000_000
  /// More events are refused: earlier versions wrote more than this one.
  private static let mostEvents = 500_000
  private static let mostCuts = 1_000

  let path: String

  /// Reads a file.
  ///
  /// *Throws:* `.annotation` for a file that is missing, too large, or not such an annotation.
  static func annotation(ofFile path: String) throws(SoundscapeError) -> Annotation {
    guard let size = FileSystem.size(ofFile: path) else {
      throw .annotation(path: path, problem: FileSystem.exists(path) ? "is not a plain file" : "no such file")
    }
    if let problem = problem(ofByteCount: size) { throw .annotation(path: path, problem: problem) }
    let bytes: [UInt8]
    do { bytes = try FileSystem.readPlain(path, most: mostBytes) } catch {
      if error.isForLackOfFiles { throw error }
      throw .annotation(path: path, problem: "cannot be read: \(error)")
    }
    return try annotation(of: bytes, path: path)
  }

  /// Reads a file's content.
  static func annotation(of bytes: [UInt8], path: String) throws(SoundscapeError) -> Annotation {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .annotation(path: path, problem: "is not UTF-8 text")
    }
    // Before anything is built of them.
    if let problem = problem(ofSize: bytes) { throw .annotation(path: path, problem: problem) }
    let root: JSONTree
    do { root = try JSONReader.tree(of: bytes) } catch {
      throw .annotation(path: path, problem: "is not valid JSON (NaN and Infinity are not JSON numbers)")
    }
    return try JAMSDecoder(path: path).annotation(of: root)
  }

  /// Why a file of this content would not be read; nil where it would be. What is written goes by the same rule.
  static func problem(ofSize bytes: [UInt8]) -> String? {
    if let problem = problem(ofByteCount: bytes.count) { return problem }
    // An object takes two bytes, so that most files need not be counted.
    guard bytes.count > 2 * mostObjects else { return nil }
    let objects = bytes.count { $0 == UInt8(ascii: "{") }
    return objects > mostObjects ? "holds too many events (found \(objects) objects)" : nil
  }

  /// Why a file of this size would not be read; nil where it may be.
  static func problem(ofByteCount size: Int) -> String? {
    size > mostBytes ? "is too large for a JAMS file (found \(size) bytes)" : nil
  }

  // MARK: The document

  private func annotation(of root: JSONTree) throws(SoundscapeError) -> Annotation {
    var document = JAMSReader(root.members ?? [:], at: .document, of: path)
    guard let list = document.tree(.annotations)?.elements else {
      throw .annotation(path: path, problem: "is not a JAMS file: it has no list of annotations")
    }
    let namespace = JSONTree.string(JAMSEncoder.namespace)
    guard let index = list.firstIndex(where: { $0[JAMSKey.namespace.rawValue] == namespace }) else {
      throw .annotation(path: path, problem: "has no annotation of the namespace \(JAMSEncoder.namespace)")
    }
    var annotation = try annotation(list[index].members ?? [:])
    annotation.others = .init(before: Array(list[..<index]), after: Array(list[(index + 1)...]))
    if let members = try document.object(.fileMetadata) {
      annotation.written[.fileMetadata] = fileMetadata(members, of: annotation)
    }
    document.constant(.sandbox, .object([:]))
    annotation.written[.document] = document.writtenForm()
    return annotation
  }

  private func fileMetadata(_ members: NameTable<JSONTree>, of annotation: Annotation) -> WrittenForm? {
    var reader = JAMSReader(members, at: .document, of: path, keepsAbsent: true)
    for key in [JAMSKey.title, .artist, .release] { reader.constant(key, .string("")) }
    reader.derived(.duration, .number(annotation.duration))
    reader.constant(.identifiers, .object([:]))
    reader.constant(.jamsVersion, .string(JAMSEncoder.jamsVersion))
    return reader.writtenForm()
  }

  private func annotationMetadata(_ members: NameTable<JSONTree>) -> WrittenForm? {
    var reader = JAMSReader(members, at: .document, of: path, keepsAbsent: true)
    reader.constant(.curator, JAMSEncoder.curator)
    reader.constant(.annotator, .object([:]))
    for key in [JAMSKey.version, .corpus, .annotationRules, .validation, .dataSource] {
      reader.constant(key, .string(""))
    }
    // Another version of this program is replaced by this one.
    let tool = members[JAMSKey.annotationTools.rawValue]?.string ?? ""
    let isOurs = tool.begins(with: "\(JAMSEncoder.tool) ")
    reader.constant(.annotationTools, .string(isOurs ? tool : "\(JAMSEncoder.tool) \(SoundscapeVersion.current)"))
    return reader.writtenForm()
  }

  // MARK: The annotation

  private func annotation(_ members: NameTable<JSONTree>) throws(SoundscapeError) -> Annotation {
    var reader = JAMSReader(members, at: .annotation, of: path, keepsAbsent: true)
    guard let data = reader.tree(.data)?.elements else { throw reader.failure(.data, "is missing or not a list") }
    guard data.count <= Self.mostEvents else {
      throw reader.failure(.data, "holds too many events (found \(data.count))")
    }
    var sandbox = JAMSReader(try reader.object(.sandbox) ?? [:], at: .sandbox, of: path)
    guard let scaper = try sandbox.object(.scaper) else { throw sandbox.failure(.scaper, "is missing") }
    var annotation = try scaperPart(scaper)
    annotation.path = path
    var entries: [JSONTree] = []
    if let soundscape = try sandbox.object(.soundscape) { entries = try soundscapePart(soundscape, &annotation) }
    try cuts(&sandbox, &annotation)
    let whole = annotation.settings.duration
    // Only a cut makes a mixture shorter than it was rendered.
    guard !annotation.cuts.isEmpty || abs(whole - annotation.duration) < 1e-3 else {
      throw .annotation(
        path: path,
        problem: "\(JAMSKey.originalDuration.rawValue) is \(plain(whole)) s, but the mixture has "
          + "\(plain(annotation.duration)) s and no cut")
    }
    annotation.written[.sandbox] = sandbox.writtenForm()
    try events(data, entries, &annotation)

    reader.constant(.namespace, .string(JAMSEncoder.namespace))
    reader.constant(.time, .integer(0))
    reader.derived(.duration, .number(annotation.duration))
    if let metadata = try reader.object(.annotationMetadata) {
      annotation.written[.annotationMetadata] = annotationMetadata(metadata)
    }
    annotation.written[.annotation] = reader.writtenForm()
    return annotation
  }

  private func cuts(_ sandbox: inout JAMSReader, _ annotation: inout Annotation) throws(SoundscapeError) {
    let elements = try sandbox.elements(.slice)
    // Each is made again in all events.
    guard elements.count <= Self.mostCuts else {
      throw sandbox.failure(.slice, "has more than \(Self.mostCuts) cuts (found \(elements.count))")
    }
    for (i, element) in elements.enumerated() {
      var reader = JAMSReader(element.members ?? [:], at: .cut(i), of: path)
      let (start, end) = (try reader.number(.sliceStart, Self.moment), try reader.number(.sliceEnd, Self.moment))
      guard start <= end else { throw reader.failure(.sliceEnd, "is before its start (found \(plain(end)))") }
      let first = try reader.number(.startTime, missing: start)
      let last = max(first, try reader.number(.endTime, missing: end))
      annotation.cuts.append(.init(requested: first..<last, range: start..<end))
    }
    // Scaper writes the same twice; a `trim` without a `slice` says nothing about the sound.
    if let trim = sandbox.tree(.trim), annotation.cuts.isEmpty { sandbox.keep(trim, as: .trim) }
  }
}
