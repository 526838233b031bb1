import Foundation

/// A file of the folder Fixtures.
enum Fixture {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = Bundle.module.url(forResource: "Fixtures", withExtension: nil)
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
