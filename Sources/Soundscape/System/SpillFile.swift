/// Samples on disk that are too many for memory: a file without a name, removed with its owner, whatever happens.
///
/// Every failure is a `SoundscapeError.output` with the path at which the file was made.
struct SpillFile: ~Copyable {
  let path: String
  private let file: OpenFile
  /// Samples that have been given a place so far.
  private var size = 0

  /// Names that are tried before giving up: one is in use only for as long as it takes to remove it.
  private static let mostAttempts = 100

  /// Creates the file in a folder and removes its name at once: not even a killed process leaves it behind.
  static func make(in folder: String, name: String) throws(SoundscapeError) -> SpillFile {
    try make(in: folder, name: name, attempt: 0)
  }

  private static func make(
    in folder: String, name: String, attempt: Int
  ) throws(SoundscapeError) -> SpillFile {
    let path = Path.join(folder, attempt == 0 ? "\(name).spill" : "\(name)-\(attempt).spill")
    do throws(SystemFailure) { return try SpillFile(at: path) } catch {
      guard error.isThere, attempt < mostAttempts else { throw .output(path: path, problem: error.words) }
    }
    return try make(in: folder, name: name, attempt: attempt + 1)
  }

  private init(at path: String) throws(SystemFailure) {
    self.path = path
    file = try OpenFile(path, for: .spill)
    FileSystem.discard(path)
  }

  /// Finds room for samples. *Returns:* the position of the first.
  mutating func reserve(_ count: Int) -> Int {
    defer { size += count }
    return size
  }

  /// Writes samples at a position.
  borrowing func write(_ samples: [Float], at position: Int) throws(SoundscapeError) {
    do throws(SystemFailure) { try file.write(samples, at: position * sampleSize) } catch {
      throw .output(path: path, problem: error.words)
    }
  }

  /// Reads samples that were written.
  borrowing func read(_ count: Int, at position: Int) throws(SoundscapeError) -> [Float] {
    var samples = [Float](repeating: 0, count: count)
    let done: Int
    do throws(SystemFailure) { done = try file.fill(&samples, from: position * sampleSize) } catch {
      throw .output(path: path, problem: error.words)
    }
    guard done == count * sampleSize else { throw .output(path: path, problem: "ends before what was written to it") }
    return samples
  }
}

private let sampleSize = MemoryLayout<Float>.size
