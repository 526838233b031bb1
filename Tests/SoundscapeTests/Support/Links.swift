import Foundation

/// Symbolic links, which the library follows but never makes.
enum Links {
  static func make(_ path: String, to destination: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: destination)
  }
}
