import Synchronization

/// Numbers that are too many for memory: a file without a name, to which runs of numbers are added.
///
/// It is shared by threads, and gone with the last owner.
final class NumberFile: Sendable {
  /// Numbers that were written one after another.
  struct Run: Hashable, Sendable {
    let start: Int
    let count: Int
  }

  private static let size = MemoryLayout<Double>.size
  /// Names that are tried before giving up: one is in use only for as long as it takes to remove it.
  private static let mostAttempts = 100

  private let path: String
  private let file: OpenFile
  private let count = Atomic(0)

  /// Creates the file and removes its name at once: not even a killed process leaves it behind.
  convenience init() throws(SoundscapeError) {
    for attempt in 0..<Self.mostAttempts {
      let path = Path.join(FileSystem.temporaryFolder, "soundscape-numbers-\(attempt).spill")
      do throws(SystemFailure) {
        let file = try OpenFile(path, for: .spill)
        FileSystem.discard(path)
        self.init(file, path: path)
        return
      } catch { guard error.isThere else { throw .output(path: path, problem: error.words) } }
    }
    throw .output(path: FileSystem.temporaryFolder, problem: "files soundscape-numbers-….spill are in the way")
  }

  private init(_ file: consuming OpenFile, path: String) {
    self.path = path
    self.file = file
  }

  /// Adds numbers.
  func add(_ numbers: [Double]) throws(SoundscapeError) -> Run {
    let run = Run(start: count.add(numbers.count, ordering: .relaxed).oldValue, count: numbers.count)
    do throws(SystemFailure) { try file.write(numbers, at: run.start * Self.size) } catch {
      throw .output(path: path, problem: error.words)
    }
    return run
  }

  /// A part of a run.
  func read(_ run: Run, _ range: Range<Int>) throws(SoundscapeError) -> [Double] {
    var numbers = [Double](repeating: 0, count: range.count)
    let done: Int
    do throws(SystemFailure) {
      done = try file.fill(&numbers, from: (run.start + range.lowerBound) * Self.size)
    } catch { throw .output(path: path, problem: error.words) }
    guard done == range.count * Self.size else {
      throw .output(path: path, problem: "ends before what was written to it")
    }
    return numbers
  }
}
