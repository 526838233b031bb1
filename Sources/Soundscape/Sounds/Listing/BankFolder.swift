/// The one folder that several sources of sounds have above them: annotations name sounds by their paths below it.
enum BankFolder {
  /// The folder above all sources, as far as their paths say; the one folder of a single source.
  static func of(_ sources: [SoundSource]) -> String { common(sources.map(\.path)) }

  /// The longest path above all of these; absolute where relative ones do not show what they have in common.
  static func common(_ paths: [String]) -> String {
    guard let first = paths.first else { return "" }
    if paths.allSatisfy({ hasSameBytes($0, first) }) { return first }
    if Set(paths.map(Path.isAbsolute)).count == 1, let shared = shared(paths) { return shared }
    return shared(paths.map(FileSystem.absolutePath)) ?? "/"
  }

  /// nil where what is left of a path leads up again.
  private static func shared(_ paths: [String]) -> String? {
    let isAbsolute = Path.isAbsolute(paths[0])
    let parts = paths.map { Path.parts(of: $0).filter { !hasSameBytes($0, ".") }.map(ByteName.init) }
    var count = parts.map(\.count).min() ?? 0
    for i in 0..<count where !parts.allSatisfy({ $0[i] == parts[0][i] }) {
      count = i
      break
    }
    let up = ByteName("..")
    guard !parts.contains(where: { $0.dropFirst(count).contains(up) }) else { return nil }
    let text = parts[0].prefix(count).map(\.text).joined(separator: "/")
    return isAbsolute ? "/" + text : text.isEmpty ? "." : text
  }

  /// The path of a file below the folder; nil where it is not below it.
  static func place(of path: String, in folder: String) -> String? {
    if hasSameBytes(folder, ".") || folder.isEmpty { return Path.isAbsolute(path) ? nil : path }
    let start = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
    return path.begins(with: start) ? path.dropping(bytes: start.utf8.count) : nil
  }
}
