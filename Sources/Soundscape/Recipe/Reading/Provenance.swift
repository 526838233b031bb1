/// Where the values of a recipe came from: which file, setting or variant put each there.
struct Provenance {
  enum Source: Hashable {
    case file(String)
    /// On the command line, as typed.
    case setting(String)
    /// A key of a variant's `set`: its file, its `file:line:column` and its own key path.
    case variant(file: String, place: String, keyPath: String)
  }

  /// By key path; what holds for a path holds for all below it that have none of their own.
  private var sources: NameTable<Source>

  init(file: String) { sources = ["": .file(file)] }

  /// Whatever put a value at a key path, and the path at which it was put: the same path or one above it.
  func source(of keyPath: String) -> (path: String, source: Source) {
    // Most recipes come from one file.
    var path = sources.count == 1 ? "" : keyPath[...]
    while !path.isEmpty {
      if let source = sources[String(path)] { return (String(path), source) }
      let end = path.utf8.lastIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }
      path = end.map { Substring(path.utf8[..<$0]) } ?? ""
    }
    return ("", sources["", default: .file("")])
  }

  /// The file in which the value at a key path is; nil for one from the command line.
  func file(of keyPath: String) -> String? {
    switch source(of: keyPath).source {
    case .file(let file), .variant(let file, _, _): file
    case .setting: nil
    }
  }

  /// Records that everything at a key path and below came from one source.
  mutating func put(_ source: Source, at keyPath: String) {
    sources = sources.filter { !isAtOrBelow(keyPath, $0.key) }
    sources[keyPath] = source
  }

  /// Takes over what another tree knows of a key path and of all below it.
  mutating func adopt(_ other: Provenance, at keyPath: String) {
    put(other.source(of: keyPath).source, at: keyPath)
    for (path, source) in other.sources where !hasSameBytes(path, keyPath) && isAtOrBelow(keyPath, path) {
      sources[path] = source
    }
  }

  private func isAtOrBelow(_ ancestor: String, _ path: String) -> Bool {
    guard path.begins(with: ancestor) else { return false }
    guard !ancestor.isEmpty, let next = path.utf8.dropFirst(ancestor.utf8.count).first else { return true }
    return next == UInt8(ascii: ".") || next == UInt8(ascii: "[")
  }
}
