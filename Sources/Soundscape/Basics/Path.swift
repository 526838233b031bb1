/// Paths as text: nothing here looks at a disk.
///
/// All of it works on bytes, as a disk does: a name may begin with a mark that Swift counts as one character with the
/// slash before it.
package enum Path {
  /// A path below a folder; an absolute one stays as it is, and so does any below the current folder.
  package static func join(_ folder: String, _ path: String) -> String {
    if isAbsolute(path) || folder.isEmpty || folder == "." { return path }
    return folder.utf8.last == slash ? folder + path : "\(folder)/\(path)"
  }

  /// Whether a path begins at the root.
  static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  /// The names in a path, without empty ones.
  static func parts(of path: String) -> [String] { path.utf8.split(separator: slash).map { String(Substring($0)) } }

  /// Whether a path leads to something below the folder that it starts from, as far as its text says.
  static func isBelow(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: slash, omittingEmptySubsequences: false)
    return parts.allSatisfy {
      !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) && !$0.contains(0)
    }
  }

  /// Whether a path is a folder, or leads to something in it; both absolute and normalized.
  static func isAt(_ path: String, orBelow folder: String) -> Bool {
    hasSameBytes(path, folder) || path.begins(with: folder.utf8.last == slash ? folder : folder + "/")
  }

  /// The folder of a path: empty for a bare name.
  package static func parent(of path: String) -> String {
    guard let place = path.utf8.lastIndex(of: slash) else { return "" }
    return place == path.startIndex ? "/" : String(Substring(path.utf8[..<place]))
  }

  /// What follows the last slash.
  package static func name(of path: String) -> String {
    guard let place = path.utf8.lastIndex(of: slash) else { return path }
    return String(Substring(path.utf8[path.utf8.index(after: place)...]))
  }

  /// A name without its last extension; a leading dot does not begin one.
  package static func stem(of name: String) -> String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return name }
    return String(Substring(name.utf8[..<dot]))
  }

  /// The path from a folder to a file, both absolute and normalized: `../soundbank/bass/a.flac`.
  static func relative(_ path: String, to folder: String) -> String {
    let target = parts(of: path)
    let base = parts(of: folder)
    let shared = zip(target, base).prefix(while: hasSameBytes).count
    let way = Array(repeating: "..", count: base.count - shared) + target.dropFirst(shared)
    return way.isEmpty ? "." : way.joined(separator: "/")
  }

  /// What a path is from a folder that it is below; the path itself where it is not.
  static func below(_ path: String, folder: String) -> String {
    folder.isEmpty || !path.begins(with: folder + "/")
      ? path : String(Substring(path.utf8.dropFirst(folder.utf8.count + 1)))
  }

  private static let slash = UInt8(ascii: "/")
}
