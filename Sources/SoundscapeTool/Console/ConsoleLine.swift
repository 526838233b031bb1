import Soundscape

/// A line on standard error that says something: for a person, or as an object of JSON for another program.
struct ConsoleLine {
  enum Kind: String { case error, warning, summary }

  let kind: Kind
  let message: String

  init(_ kind: Kind, _ message: String) { (self.kind, self.message) = (kind, message) }

  /// The line with its end. For a person, characters that would change a terminal are escaped: names of files may hold
  /// any.
  func text(as style: ProgressStyle?) -> String {
    if style == .json { return jsonLine([("type", kind.rawValue), ("message", message)]) }
    let start = kind == .summary ? "" : "\(kind.rawValue): "
    return start + printable(message) + "\n"
  }
}

extension ProgressStyle {
  /// What the arguments ask for, where they cannot be parsed.
  static func asked(by arguments: [String]) -> ProgressStyle? {
    let isJSON =
      arguments.contains("--progress=json")
      || zip(arguments, arguments.dropFirst()).contains {
        $0 == "--progress" && $1 == "json"
      }
    return isJSON ? .json : nil
  }
}
