import Foundation

/// Files that are not plain, and names that are not UTF-8.
enum SpecialFiles {
  /// A pipe that no program writes to.
  static func makePipe(_ path: String) throws {
    guard mkfifo(path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// An empty file `caf\\xE9` in a folder.
  static func makeLatinName(in folder: String) throws {
    let bytes = Array((folder + "/caf").utf8CString.dropLast()) + [CChar(bitPattern: 0xE9), 0]
    let descriptor = open(bytes, O_CREAT | O_WRONLY, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    close(descriptor)
  }
}
