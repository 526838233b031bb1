/// Paths as text: nothing here looks at a disk.
package enum Path {
  /// A path below a folder; an absolute one stays as it is, and so does any below the current folder.
  static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// Whether a path leads to something below the folder that it starts from, as far as its text says.
  static func isBelow(_ path: String) -> Bool {
    // By bytes: a slash with an accent after it is another character.
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.allSatisfy {
      !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) && !$0.contains(0)
    }
  }

  /// The folder of a path: empty for a bare name.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The folders of a relative path: `a/b` and `a` for `a/b/c`.
  static func parents(of path: String) -> [String] {
    var folders: [String] = []
    var folder = parent(of: path)
    while !folder.isEmpty, folder != "/" {
      folders.append(folder)
      folder = parent(of: folder)
    }
    return folders
  }

  /// What follows the last slash.
  package static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// A name without its last extension; a leading dot does not begin one.
  package static func stem(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The path from a folder to a file, both absolute and normalized: `../soundbank/bass/a.flac`.
  static func relative(_ path: String, to folder: String) -> String {
    let target = path.split(separator: "/")
    let base = folder.split(separator: "/")
    let shared = zip(target, base).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    let way = Array(repeating: "..", count: base.count - shared) + target.dropFirst(shared).map(String.init)
    return way.isEmpty ? "." : way.joined(separator: "/")
  }
}
