/// The path of a file below a root: relative, each part a name. Only a check makes one, so that what is joined to a root
/// stays below it, whatever a manifest, an annotation, a label or a layout says.
struct InnerPath: Hashable, Sendable {
  /// The bytes that the name of a file may have on the disks in use.
  static let longestName = 255

  let text: String

  /// Why a text is not a path inside a root.
  struct Refusal: Error, Hashable {
    /// As in `../a.wav is not a path inside the data set: it has a part ..`.
    let problem: String
  }

  init(_ text: String) throws(Refusal) {
    if let reason = Self.reason(against: text) {
      throw Refusal(problem: "\(shown(text)) is not a path inside the data set: \(reason)")
    }
    self.text = text
  }

  /// One that is known here to be right.
  private init(known text: String) { self.text = text }

  /// Why a text cannot be the name of a file or folder; nil where it can.
  static func problem(ofName name: String) -> String? {
    name.utf8.contains(UInt8(ascii: "/")) ? "it has a /" : reason(against: name)
  }

  private static func reason(against text: String) -> String? {
    if text.isEmpty { return "it is empty" }
    // By bytes: a character may be a slash with an accent, which a disk takes for a slash.
    if text.utf8.first == UInt8(ascii: "/") { return "it is an absolute path" }
    if text.utf8.contains(0) { return "it has a NUL character" }
    for part in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if part.isEmpty { return "it has an empty part" }
      if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return "it has a part \(Substring(part))" }
      if part.count > longestName { return "a name in it has \(part.count) bytes (at most \(longestName))" }
    }
    return nil
  }

  /// Compared by bytes, as disks do.
  static func == (a: InnerPath, b: InnerPath) -> Bool { hasSameBytes(a.text, b.text) }

  func hash(into hasher: inout Hasher) { ByteName(text).hash(into: &hasher) }
}

extension InnerPath {
  /// The folder that the file is in; nil for the root itself.
  var parent: InnerPath? {
    text.utf8.lastIndex(of: UInt8(ascii: "/")).map { InnerPath(known: String(text[..<$0])) }
  }

  /// The folders that the file is in, the deepest first.
  var parents: [InnerPath] {
    var folders: [InnerPath] = []
    var next = parent
    while let folder = next {
      folders.append(folder)
      next = folder.parent
    }
    return folders
  }

  /// What follows the last slash.
  var name: String {
    text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[text.utf8.index(after: $0)...]) } ?? text
  }

  /// The names that the path is made of.
  var parts: [String] { text.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) } }
}

// MARK: What a data set's folder holds besides mixtures

extension InnerPath {
  static let manifest = InnerPath(known: "manifest.jsonl")
  /// Where rows are collected while mixtures are being made, in whatever order they are done.
  static let journal = InnerPath(known: "manifest.jsonl.partial")
  /// What a part of a data set is of.
  static let part = InnerPath(known: "part.json")
  /// What a run needs while it lasts: its lock, and files that are not whole yet.
  static let workFolder = InnerPath(known: ".soundscape")
  static let lock = InnerPath(known: ".soundscape/lock")
  /// What was imported into a sound bank, and what is collected of it during a run.
  static let imports = InnerPath(known: "import.jsonl")
  static let importJournal = InnerPath(known: "import.jsonl.partial")
  /// The chunks of recordings, and what is collected of them during a run.
  static let chunks = InnerPath(known: "chunks.jsonl")
  static let chunkJournal = InnerPath(known: "chunks.jsonl.partial")
  /// The ending of a file that is not whole yet.
  static let stagedEnding = ".partial"

  /// The beginning of such a file's name: what a run removes by its name alone must have one that nobody else gives.
  private static let stagedStart = "soundscape-unfinished-"

  /// A file that is not whole yet, by a number of its own.
  static func staged(_ number: Int) -> InnerPath {
    InnerPath(known: "\(workFolder.text)/\(stagedStart)\(number)\(stagedEnding)")
  }

  /// A file in the work folder that an earlier run left, by its name; nil for one that no run makes, which stays.
  static func staged(named name: String) -> InnerPath? {
    guard name.begins(with: stagedStart), name.ends(with: stagedEnding),
      let number = Int(name.dropFirst(stagedStart.count).dropLast(stagedEnding.count)), number >= 0
    else { return nil }
    let path = staged(number)
    return hasSameBytes(path.name, name) ? path : nil
  }

  /// Whether a name at the root is not for mixtures. Some disks take capital letters for small ones.
  static func isReserved(_ name: String) -> Bool {
    [manifest, journal, part, workFolder].contains { $0.text == name.lowercased() }
  }
}

/// A text as it can be shown in one line.
private func shown(_ text: String) -> String {
  let line = text.unicodeScalars.contains(where: \.breaksLine) ? text.debugDescription : text
  return line.isEmpty ? "an empty text" : line.count > 100 ? "\(line.prefix(100))…" : line
}
