/// A song in five streams of sound, as in MUSDB18: the mixture, drums, bass, the other instruments, vocals.
public enum StemFile {
  /// `<label>/<song>`, without the ending.
  public static let usualNames = "<label>/<song>"
  /// In the order of the streams.
  static let labels = ["mixture", "drums", "bass", "other", "vocals"]
  private static let endings = [".stem.mp4", ".stem.m4a"]

  static func isOne(_ name: String) -> Bool { endings.contains { name.lowercased().ends(with: $0) } }

  /// Where a stem goes, without its ending.
  ///
  /// - Parameter inner: the place of the file below the given folder.
  static func place(_ inner: String, label: String, names: String) -> String {
    var song = Path.name(of: inner)
    if let ending = endings.first(where: { song.lowercased().ends(with: $0) }) {
      song = String(Substring(song.utf8.dropLast(ending.utf8.count)))
    }
    let values = ["label": label, "song": song, "folder": Path.parent(of: inner)]
    var (text, rest) = ("", names[...])
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let key = String(rest[rest.index(after: start)..<end])
      text += rest[..<start] + (values[key] ?? "<\(key)>")
      rest = rest[rest.index(after: end)...]
    }
    // A file that lies in no folder leaves an empty part.
    return Path.parts(of: text + rest).joined(separator: "/")
  }

  /// Why names cannot be used; nil where they can.
  public static func problem(ofNames names: String) -> String? {
    let known = ["<label>", "<song>", "<folder>"]
    for piece in known where names.components(of: piece) > 1 { return "has \(piece) twice" }
    guard names.components(of: "<label>") == 1, names.components(of: "<song>") == 1 else {
      return "needs <label> and <song> in it, such as \(usualNames)"
    }
    return nil
  }
}

extension String {
  /// How often a text is in it.
  fileprivate func components(of part: String) -> Int {
    var (rest, count) = (Substring(self).utf8[...], 0)
    while !rest.isEmpty {
      if rest.starts(with: part.utf8) { count += 1 }
      rest = rest.dropFirst()
    }
    return count
  }
}
