/// A file that grows by rows in a hidden place, and gets its name when it is whole.
final class TableFile {
  /// Bytes that are kept before they are written.
  private static let mostBuffered = 1 << 16

  private let root: RootFolder
  private let place: InnerPath
  private let staged: InnerPath
  private let file: AppendedFile
  private var buffer: [UInt8] = []

  /// - Parameter number: one that no other file of the same run has.
  init(_ place: InnerPath, number: Int, in root: RootFolder) throws(SoundscapeError) {
    (self.root, self.place, staged) = (root, place, .staged(number))
    try root.makeFolders(of: place)
    try root.remove(staged)
    try root.write([], to: staged)
    do throws(SystemFailure) {
      file = AppendedFile(try root.openToAppend(staged), path: root.shown(place))
    } catch { throw .output(path: root.shown(place), problem: error.words) }
  }

  func add(_ bytes: [UInt8]) throws(SoundscapeError) {
    buffer += bytes
    if buffer.count >= Self.mostBuffered { try flush() }
  }

  /// Gives the file its name.
  func finish() throws(SoundscapeError) {
    try flush()
    try root.move(staged, to: place, replacing: true)
  }

  private func flush() throws(SoundscapeError) {
    if !buffer.isEmpty { try file.append(buffer) }
    buffer = []
  }
}
