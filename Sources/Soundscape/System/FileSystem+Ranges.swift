#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

extension FileSystem {
  /// A part of a file.
  ///
  /// *Throws:* `.source` where it cannot be read, or ends before the range does.
  static func read(_ range: Range<Int>, of path: String) throws(SoundscapeError) -> [UInt8] {
    do throws(SystemFailure) {
      let file = try OpenFile(path, for: .read)
      let descriptor = file.descriptor
      var bytes = [UInt8](repeating: 0, count: range.count)
      var done = 0
      while done < bytes.count {
        let from = done
        let count = unsafe bytes.withUnsafeMutableBytes {
          unsafe pread(descriptor, $0.baseAddress?.advanced(by: from), $0.count - from, off_t(range.lowerBound + from))
        }
        if count > 0 { done += count } else if count == 0 { break } else if errno != EINTR { throw .last }
      }
      guard done == bytes.count else { throw SystemFailure(number: EIO) }
      return bytes
    } catch { throw .source(path: path, problem: error.words) }
  }

  /// Where files may lie that nobody wants to keep.
  static var temporaryFolder: String {
    guard let text = unsafe getenv("TMPDIR") else { return "/tmp" }
    let path = unsafe String(cString: text)
    return path.isEmpty ? "/tmp" : path
  }
}
