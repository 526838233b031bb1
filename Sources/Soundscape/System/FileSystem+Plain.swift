extension FileSystem {
  /// All bytes of a plain file of at most so many bytes.
  ///
  /// A pipe or a device may have no end, or never begin; and so many bytes would be held in memory.
  /// *Throws:* `.source`.
  static func read(plain path: String, mostBytes: Int) throws(SoundscapeError) -> [UInt8] {
    switch kind(of: path) {
    case .other: throw .source(path: path, problem: "is not a plain file")
    case .file(let size) where size > mostBytes:
      throw .source(path: path, problem: "is too large (found \(size) bytes, at most \(mostBytes) are read)")
    // What is not there, or a folder, is reported when it is opened.
    case .file, .folder, nil: return try read(path)
    }
  }
}
