/// Takes the rows of separated values from bytes.
struct CellReader {
  private let bytes: [UInt8]
  private let separator: UInt8
  private var place = 0
  private var line = 1

  init(_ bytes: [UInt8], separator: UInt8) { (self.bytes, self.separator) = (bytes, separator) }

  /// The cells of the next row, and the line on which it begins; nil at the end.
  mutating func next() throws(DataTable.Failure) -> (cells: [String], line: Int)? {
    guard place < bytes.count else { return nil }
    let first = line
    var cells: [String] = []
    while true {
      cells.append(try cell())
      guard place < bytes.count else { break }
      if bytes[place] == separator {
        place += 1
        continue
      }
      takeLineEnd()
      break
    }
    return (cells, first)
  }

  private mutating func takeLineEnd() {
    if bytes[place] == UInt8(ascii: "\r") { place += 1 }
    if place < bytes.count, bytes[place] == UInt8(ascii: "\n") { place += 1 }
    line += 1
  }

  private mutating func cell() throws(DataTable.Failure) -> String {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
      let end = bytes[place...].firstIndex { $0 == separator || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      defer { place = end ?? bytes.count }
      return try text(bytes[place..<(end ?? bytes.count)])
    }
    let first = line
    var content: [UInt8] = []
    place += 1
    while true {
      guard place < bytes.count else {
        throw DataTable.Failure(description: "line \(first): a cell in quotes has no end")
      }
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\"") {
        guard place < bytes.count, bytes[place] == byte else { break }
        place += 1
      } else if byte == UInt8(ascii: "\n") {
        line += 1
      }
      content.append(byte)
    }
    guard place == bytes.count || [separator, UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(bytes[place]) else {
      throw DataTable.Failure(description: "line \(first): a text follows the quotes of a cell")
    }
    return try text(content[...])
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(DataTable.Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataTable.Failure(description: "line \(line): is not UTF-8")
    }
    return text
  }
}
