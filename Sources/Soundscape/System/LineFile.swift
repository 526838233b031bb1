/// A file of lines that is held open: all lines one after another, or the one at a place, from any thread.
///
/// It takes the memory of its longest line, however many there are.
final class LineFile: Sendable {
  /// A longer line is not one of ours: a mixture with half a million stems has less.
  private static let mostLineBytes = 1 << 28
  /// What is read at first of a line at a place: most lines of a manifest are shorter.
  private static let firstBytes = 4_096

  let path: String
  private let file: OpenFile

  /// Takes an open file over.
  init(_ file: consuming OpenFile, path: String) {
    self.path = path
    self.file = file
  }

  /// Opens a file below a folder; nil where there is none.
  static func open(_ place: InnerPath, in root: RootFolder) throws(SoundscapeError) -> LineFile? {
    do throws(SystemFailure) {
      guard try root.kind(of: place) != nil else { return nil }
      return LineFile(try root.openToRead(place), path: root.shown(place))
    } catch { throw .source(path: root.shown(place), problem: error.words) }
  }

  /// Which file it is, whatever its name; nil where the system does not say.
  var identity: FileIdentity? { file.identity }

  /// A whole line.
  struct Line {
    /// Without its end.
    var bytes: [UInt8]
    /// From 1.
    var number: Int
    /// Where it begins.
    var place: Int
  }

  /// Calls `body` with each whole line, from the beginning.
  ///
  /// *Returns:* what follows the last line's end; empty for a file that ends with a line.
  func forEachLine(_ body: (Line) throws(SoundscapeError) -> Void) throws(SoundscapeError) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: FileSystem.blockSize)
    var rest: [UInt8] = []
    var (position, number) = (0, 0)
    while case let count = try fill(&block, at: position), count > 0 {
      var start = 0
      while let end = block[start..<count].firstIndex(of: UInt8(ascii: "\n")) {
        number += 1
        let line = rest.isEmpty ? Array(block[start..<end]) : rest + block[start..<end]
        try body(Line(bytes: line, number: number, place: position + start - rest.count))
        rest = []
        start = end + 1
      }
      guard rest.count + count - start <= Self.mostLineBytes else {
        throw .source(path: path, problem: SystemFailure.tooLarge.words)
      }
      rest += block[start..<count]
      position += count
    }
    return rest
  }

  /// The line that begins at a place, without its end.
  ///
  /// *Throws:* `.source` where the file ends before the line does.
  func line(at place: Int) throws(SoundscapeError) -> [UInt8] {
    var size = Self.firstBytes
    while true {
      var block = [UInt8](repeating: 0, count: size)
      let count = try fill(&block, at: place)
      if let end = block[..<count].firstIndex(of: UInt8(ascii: "\n")) { return Array(block[..<end]) }
      guard count == size else { throw .source(path: path, problem: "is shorter than it was") }
      guard size < Self.mostLineBytes else { throw .source(path: path, problem: SystemFailure.tooLarge.words) }
      size *= 4
    }
  }

  private func fill(_ block: inout [UInt8], at position: Int) throws(SoundscapeError) -> Int {
    do throws(SystemFailure) { return try file.fill(&block, from: position) } catch { throw .source(path, error) }
  }
}
