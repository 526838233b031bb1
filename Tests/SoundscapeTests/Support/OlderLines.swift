@testable import Soundscape

/// Lines of a manifest as earlier versions wrote them, and such as none wrote.
enum OlderLines {
  /// A row as a line of a version, without its end: from 2 on with the digest that it then has.
  static func line(
    _ row: ManifestRow, version: Int, _ change: (inout JSONTree) throws -> Void = { _ in }
  ) throws -> [UInt8] {
    var tree = try JSONTree(json: row.line)
    var members = tree.members ?? [:]
    members["line_sha256"] = nil
    members["format"] = version == 0 ? nil : .integer(version)
    tree = .object(members)
    try change(&tree)
    var json = JSONWriter()
    json.value(tree)
    return version < 2 ? json.bytes : ManifestLine.sealed(json.bytes).dropLast()
  }

  /// Rewrites a manifest in the form of a version.
  static func rewrite(_ path: String, version: Int, _ change: (inout JSONTree) throws -> Void = { _ in }) throws {
    let rows = try Manifest.read(path)?.rows ?? []
    try FileSystem.write(
      try rows.flatMap { try line($0, version: version, change) + [UInt8(ascii: "\n")] }, to: path)
  }
}
