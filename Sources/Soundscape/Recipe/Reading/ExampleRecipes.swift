/// The example recipes that came with the program, with the paths of their sounds as they are from anywhere.
package struct ExampleRecipes: Sendable {
  /// The folder that has `examples` and `soundbank`.
  private let root: String

  /// - Parameter root: a folder that has `examples` and `soundbank`.
  package init(root: String) { self.root = root }

  /// Those that belong to a program: in `share/soundscape` beside its folder, where `make install` puts them; in `data`
  /// beside its folder, as in a wheel; or in the checkout that it was built in. nil where there are none.
  ///
  /// - Parameter program: where the program is; links are followed.
  package init?(of program: String) {
    let folder = Path.parent(of: FileSystem.realPath(program))
    let above = Path.parent(of: folder)
    var candidates = [Path.join(above, "share/soundscape"), Path.join(above, "data")]
    var checkout = folder
    // `.build/<platform>/release` is three folders below the checkout.
    for _ in 0..<4 where !checkout.isEmpty && checkout != "/" {
      candidates.append(checkout)
      checkout = Path.parent(of: checkout)
    }
    let found = candidates.first { root in
      ["examples", "soundbank"].allSatisfy { FileSystem.isDirectory(Path.join(root, $0)) }
    }
    guard let found else { return nil }
    root = found
  }

  private static let ending = ".yaml"

  private var folder: String { Path.join(root, "examples") }

  private func path(of name: String) -> String { Path.join(folder, name + Self.ending) }

  /// The names of all, without their endings, in byte order.
  package func names() throws(SoundscapeError) -> [String] {
    try FileSystem.list(folder).filter { $0.ends(with: Self.ending) }.map { Path.stem(of: $0) }.sorted(
      by: isInByteOrder)
  }

  /// What an example is for: the beginning of its first comment, up to a colon or the end of the sentence.
  package func summary(of name: String) throws(SoundscapeError) -> String {
    let comments = try RecipeReader.text(of: path(of: name)).split(separator: "\n").prefix { $0.begins(with: "#") }
    let text = comments.map { $0.drop { $0 == "#" || $0 == " " } }.joined(separator: " ")
    let end = [": ", ". "].compactMap { text.firstRange(of: $0)?.lowerBound }.min() ?? text.endIndex
    return String(text[..<end])
  }

  /// The text of an example, in which the files and folders that it names are written by their absolute paths.
  ///
  /// *Throws:* `.recipe` for a name that none has, with the nearest one.
  package func text(of name: String) throws(SoundscapeError) -> String {
    let names = try names()
    let name = Path.stem(of: name)
    guard names.containsName(name) else {
      let hint = hint(for: name, among: names)
      throw .recipe(
        location: folder,
        problem: "has no example \(name)\(hint.isEmpty ? " (it has \(names.joined(separator: ", ")))" : hint)")
    }
    let text = try RecipeReader.text(of: path(of: name))
    let node = try Node(yaml: text, file: path(of: name))
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
    // From the end, so that places before it stay what they are.
    for scalar in [node["soundbank"], node["include"]].compactMap({ $0 }).flatMap(\.scalars).reversed() {
      guard let mark = scalar.mark, scalar.isPlain, lines.indices.contains(mark.line - 1) else { continue }
      let path = Path.join(folder, scalar.string)
      let (written, start) = (Array(scalar.string.unicodeScalars), mark.column - 1)
      guard FileSystem.exists(path), start + written.count <= lines[mark.line - 1].count else { continue }
      let range = start..<(start + written.count)
      guard Array(lines[mark.line - 1][range]) == written else { continue }
      let absolute = YAMLWriter.line(.text(FileSystem.realPath(path)))
      lines[mark.line - 1].replaceSubrange(range, with: Array(absolute.unicodeScalars))
    }
    return lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
  }
}

extension Node {
  /// All scalars, in the order of the text, but for keys.
  fileprivate var scalars: [Scalar] {
    switch self {
    case .scalar(let scalar): [scalar]
    case .sequence(let list): list.flatMap(\.scalars)
    case .mapping(let mapping): mapping.flatMap(\.value.scalars)
    }
  }
}
