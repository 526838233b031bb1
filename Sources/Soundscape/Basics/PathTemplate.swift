/// The form of paths in a folder: names in angle brackets stand for text, as in `<song>/<label>.wav`.
///
/// `*` is any text within a name, and `**` any number of folders, none too. A placeholder stands for at least one
/// character of one name, and for as many as what follows leaves it; where it comes again in the path, it stands for the same
/// text.
public struct PathTemplate: Hashable, Sendable {
  /// Why a text is not a template.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var description: String
  }

  enum Piece: Hashable {
    case text(String)
    case any
    case placeholder(String)
  }

  enum Component: Hashable {
    case folders
    case name([Piece])
  }

  /// As it was written.
  public let text: String
  let components: [Component]

  /// *Throws:* what is wrong with the text.
  package init(_ text: String) throws(Failure) {
    self.text = text
    var components: [Component] = []
    for part in text.parts(between: "/") {
      let part = String(part)
      guard !part.isEmpty, !hasSameBytes(part, "."), !hasSameBytes(part, "..") else {
        throw Failure(description: "is not a path below the folder (found \(text))")
      }
      components.append(hasSameBytes(part, "**") ? .folders : .name(try Self.pieces(of: part)))
    }
    guard case .name? = components.last else {
      throw Failure(description: "needs a name for the files at its end, such as <file> or *.wav (found \(text))")
    }
    self.components = components
  }

  /// The placeholders, each once, in the order of the text.
  public var placeholders: [String] {
    var seen: NameSet = []
    return components.flatMap { component -> [String] in
      guard case .name(let pieces) = component else { return [] }
      return pieces.compactMap { if case .placeholder(let name) = $0, seen.insert(name).inserted { name } else { nil } }
    }
  }

  private static func pieces(of part: String) throws(Failure) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(part).utf8[...]
    func add(_ piece: Piece) throws(Failure) {
      switch (pieces.last, piece) {
      case (.any?, .any), (.any?, .placeholder), (.placeholder?, .any), (.placeholder?, .placeholder):
        throw Failure(
          description: "needs a text between two placeholders, which have no border otherwise (found \(part))")
      default: break
      }
      if case .placeholder(let name) = piece, pieces.contains(.placeholder(name)) {
        throw Failure(description: "has <\(name)> twice in one name (found \(part))")
      }
      pieces.append(piece)
    }
    while let first = rest.first {
      switch first {
      case UInt8(ascii: "*"):
        try add(.any)
        rest = rest.dropFirst()
      case UInt8(ascii: "<"):
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else {
          throw Failure(description: "has a < without its > (found \(part))")
        }
        let name = String(Substring(rest[rest.index(after: rest.startIndex)..<end]))
        guard !name.isEmpty, name.utf8.allSatisfy({ $0.isWordByte }) else {
          throw Failure(description: "needs a name of letters, digits and _ in angle brackets (found <\(name)>)")
        }
        try add(.placeholder(name))
        rest = rest[rest.index(after: end)...]
      default:
        let end = rest.firstIndex { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "<") } ?? rest.endIndex
        try add(.text(String(Substring(rest[..<end]))))
        rest = rest[end...]
      }
    }
    return pieces
  }
}

extension UInt8 {
  fileprivate var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
