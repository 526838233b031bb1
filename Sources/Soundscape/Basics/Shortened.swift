/// The most characters of a found value that a message repeats.
let mostCharacters = 80

/// A text as a message repeats it: on one line, and no longer than a line.
func shortened(_ text: String, to most: Int = mostCharacters) -> String {
  let isLong = text.count > most
  let start = isLong ? String(text.prefix(most)) + "…" : text
  guard start.unicodeScalars.contains(where: \.breaksLine) else { return start }
  return String(String.UnicodeScalarView(start.unicodeScalars.map { $0.breaksLine ? " " : $0 }))
}
