private import Cplatform

extension FileSystem {
  /// A relative path as found from a file's folder or one of those above it; nil if none of them has it.
  ///
  /// An annotation's paths are relative to the root of its data set, which is one of the folders above it.
  static func find(_ relative: String, fromFoldersAbove file: String) -> String? {
    var folder = Path.parent(of: absolutePath(file))
    while !folder.isEmpty {
      let candidate = Path.join(folder, relative)
      if exists(candidate) { return candidate }
      if folder == "/" { return nil }
      folder = Path.parent(of: folder)
    }
    return nil
  }

  /// Removes a file, if it exists and can be removed.
  static func discard(_ path: String) { _ = unsafe unlink(path) }

  /// The absolute path of what need not exist, with links followed in the part of it that does.
  static func realPlace(_ path: String) -> String {
    var known = absolutePath(path)
    var missing: [String] = []
    while known != "/", !exists(known) {
      missing.append(Path.name(of: known))
      known = Path.parent(of: known)
    }
    return missing.reversed().reduce(realPath(known)) { Path.join($0, $1) }
  }

  /// The absolute path with all links followed; `absolutePath` for what does not exist.
  static func realPath(_ path: String) -> String {
    guard let text = unsafe realpath(path, nil) else { return absolutePath(path) }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
