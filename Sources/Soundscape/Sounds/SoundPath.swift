/// The path of a sound that is more or less than one file: the sum of several, or some frames of one.
///
/// As text `a.wav|b.wav` and `a.wav#frames=44100-88200`, where the second number is that of the first frame after it. A
/// `|` in a file's own path is doubled.
struct SoundPath: Hashable, Sendable, Codable {
  static let separator: Unicode.Scalar = "|"
  private static let mark = "#frames="

  /// At least one.
  var files: [String]
  /// nil for all frames.
  var frames: Range<Int>?

  init(files: [String], frames: Range<Int>? = nil) {
    self.files = files
    self.frames = frames
  }

  /// What a text says; nil for that of a plain file.
  ///
  /// A plain file may have such a name too: look first whether it is there.
  init?(_ text: String) {
    var rest = text
    var frames: Range<Int>?
    if let (before, after) = text.halves(atLast: "#"), "#\(after)".begins(with: Self.mark) {
      let numbers = after.dropping(bytes: Self.mark.utf8.count - 1).parts(between: "-").map { Int($0) }
      if numbers.count == 2, let start = numbers[0], let end = numbers[1], 0 <= start, start < end {
        (rest, frames) = (before, start..<end)
      }
    }
    let files = Self.files(in: rest)
    guard frames != nil || files.count > 1, !files.contains("") else { return nil }
    self.init(files: files, frames: frames)
  }

  /// The paths between single separators.
  private static func files(in text: String) -> [String] {
    var parts = text.parts(between: separator)[...]
    var files = [parts.popFirst().map(String.init) ?? ""]
    while let part = parts.popFirst() {
      // Nothing between two: one of a file's own, if anything follows.
      if part.isEmpty, let next = parts.popFirst() {
        files[files.count - 1] += "\(separator)\(next)"
      } else {
        files.append(String(part))
      }
    }
    return files
  }

  var text: String {
    files.map { $0.parts(between: Self.separator).joined(separator: "\(Self.separator)\(Self.separator)") }
      .joined(separator: "\(Self.separator)")
      + (frames.map { "\(Self.mark)\($0.lowerBound)-\($0.upperBound)" } ?? "")
  }

  /// A written path with each file in it replaced.
  static func replacing(_ text: String, isThere: (String) -> Bool, _ change: (String) -> String) -> String {
    guard var path = SoundPath(text), !isThere(text) else { return change(text) }
    path.files = path.files.map(change)
    return path.text
  }

  /// The files in a written path.
  static func files(in text: String, isThere: (String) -> Bool) -> [String] {
    guard let path = SoundPath(text), !isThere(text) else { return [text] }
    return path.files
  }
}
