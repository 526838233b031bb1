private import Cplatform

extension FileSystem {
  /// What is in a folder, sorted by the bytes of the names, without `.` and `..`.
  struct Entries {
    /// What an entry is, without following a link.
    enum Kind {
      case file, folder, link
    }

    var named: [(name: String, kind: Kind)] = []
    /// Names that are not UTF-8, with their other bytes escaped, as `caf\xe9.wav`: there is no path by which they can be
    /// opened.
    var unusable: [String] = []
  }

  /// The names in a folder, sorted by their UTF-8 bytes, without `.` and `..`; those that are not UTF-8 with their other
  /// bytes escaped, as `caf\xe9.wav`.
  ///
  /// The order is the same everywhere: it depends neither on the disk nor on the language of the system.
  static func list(_ path: String) throws(SoundscapeError) -> [String] {
    let (names, unusable) = try listing(of: path)
    return unusable.isEmpty ? names : (names + unusable).sorted(by: isInByteOrder)
  }

  /// The names in a folder, and separately, escaped, those that are not UTF-8.
  static func listing(of path: String) throws(SoundscapeError) -> (names: [String], unusable: [String]) {
    let entries = try entries(of: path)
    return (entries.named.map(\.name), entries.unusable)
  }

  /// What is in a folder. A disk that does not say what its entries are is asked for each.
  static func entries(of path: String) throws(SoundscapeError) -> Entries {
    guard let folder = unsafe opendir(path) else { throw .source(path: path, problem: SystemFailure.last.words) }
    defer { unsafe closedir(folder) }
    var found = Entries()
    SystemFailure.forget()
    while let entry = unsafe readdir(folder) {
      let (name, bytes) = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { text -> (String?, [UInt8]) in
          if let name = unsafe String(validatingCString: text) { return (name, []) }
          var bytes: [UInt8] = []
          while bytes.count < 256, case let byte = unsafe text[bytes.count], byte != 0 {
            bytes.append(UInt8(bitPattern: byte))
          }
          return (nil, bytes)
        }
      }
      if let name {
        let type = unsafe CInt(entry.pointee.d_type)
        if name != "." && name != ".." {
          found.named.append((name, kind(type) ?? kind(ofEntry: Path.join(path, name))))
        }
      } else {
        found.unusable.append(printable(bytes: bytes))
      }
      SystemFailure.forget()
    }
    guard SystemFailure.last.number == 0 else { throw .source(path: path, problem: SystemFailure.last.words) }
    found.named.sort { isInByteOrder($0.name, $1.name) }
    found.unusable.sort(by: isInByteOrder)
    return found
  }

  /// nil where the disk does not say.
  private static func kind(_ type: CInt) -> Entries.Kind? {
    switch type {
    case CInt(DT_DIR): .folder
    case CInt(DT_LNK): .link
    case CInt(DT_UNKNOWN): nil
    // A pipe or a device is refused when it is opened.
    default: .file
    }
  }

  private static func kind(ofEntry path: String) -> Entries.Kind {
    isLink(path) ? .link : isDirectory(path) ? .folder : .file
  }
}
