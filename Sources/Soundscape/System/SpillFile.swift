#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Samples on disk that are too many for memory: a file without a name, gone with its owner, whatever happens.
///
/// Every failure is a `SoundscapeError.output` with the path at which the file was made.
struct SpillFile: ~Copyable {
  let path: String
  private let file: OpenFile
  /// Samples that have their place so far.
  private var size = 0

  /// Makes the file at a path, and takes its name away at once: not even a killed process leaves it behind.
  init(at path: String) throws(SoundscapeError) {
    self.path = path
    do throws(SystemFailure) { file = try OpenFile(path, for: .spill) } catch {
      throw .output(path: path, problem: error.words)
    }
    FileSystem.discard(path)
  }

  /// Finds room for samples. *Returns:* the position of the first.
  mutating func reserve(_ count: Int) -> Int {
    defer { size += count }
    return size
  }

  /// Writes samples at a position.
  borrowing func write(_ samples: [Float], at position: Int) throws(SoundscapeError) {
    let descriptor = file.descriptor
    var done = 0
    while done < samples.count * sampleSize {
      let from = done
      let count = unsafe samples.withUnsafeBytes { bytes in
        unsafe pwrite(
          descriptor, bytes.baseAddress?.advanced(by: from), bytes.count - from, off_t(position * sampleSize + from))
      }
      if count >= 0 { done += count } else if errno != EINTR { throw failure() }
    }
  }

  /// Reads samples that were written.
  borrowing func read(_ count: Int, at position: Int) throws(SoundscapeError) -> [Float] {
    var samples = [Float](repeating: 0, count: count)
    let descriptor = file.descriptor
    var done = 0
    while done < count * sampleSize {
      let from = done
      let got = unsafe samples.withUnsafeMutableBytes { bytes in
        unsafe pread(
          descriptor, bytes.baseAddress?.advanced(by: from), bytes.count - from, off_t(position * sampleSize + from))
      }
      if got > 0 { done += got } else if got == 0 { break } else if errno != EINTR { throw failure() }
    }
    guard done == count * sampleSize else { throw .output(path: path, problem: "ends before what was written to it") }
    return samples
  }

  private func failure() -> SoundscapeError { .output(path: path, problem: SystemFailure.last.words) }
}

private let sampleSize = MemoryLayout<Float>.size
