/// A text with names in braces that are filled in: `The sound of {label}`. `{{` and `}}` are braces.
public struct PromptTemplate: Hashable, Sendable, Codable {
  enum Part: Hashable, Sendable, Codable {
    case text(String)
    case field(String)
  }

  /// As it is written.
  public let text: String
  let parts: [Part]

  /// nil where a brace is not closed, or a name is empty.
  public init?(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var plain: [UInt8] = []
    let bytes = Array(text.utf8)
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      guard byte == open || byte == close else {
        plain.append(byte)
        continue
      }
      if place < bytes.count, bytes[place] == byte {
        plain.append(byte)
        place += 1
        continue
      }
      guard byte == open, let end = bytes[place...].firstIndex(of: close), end > place,
        !bytes[place..<end].contains(open)
      else { return nil }
      if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
      plain = []
      parts.append(.field(String(decoding: bytes[place..<end], as: UTF8.self)))
      place = end + 1
    }
    if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
    self.parts = parts
  }

  /// The text with what each name stands for.
  ///
  /// - Parameter known: what names can stand for, for the message.
  /// *Throws:* the name that stands for nothing, as `.draw`.
  func filled(
    for subject: String, known: String, _ value: (String) -> String?
  ) throws(SoundscapeError) -> String {
    var filled = ""
    for part in parts {
      switch part {
      case .text(let text): filled += text
      case .field(let name):
        guard let text = value(name) else {
          throw .draw(
            event: subject,
            problem: "the prompt has {\(name)}, but there is no \(name) here; use \(known), or {{ for a brace itself")
        }
        filled += text
      }
    }
    return filled
  }
}
