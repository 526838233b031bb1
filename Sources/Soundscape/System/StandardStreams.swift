private import Cplatform

/// The streams and arguments that a program was started with, for programs: the library itself writes only to files.
package enum StandardStreams {
  /// Has the program survive what its caller did to its streams. To be called before any file is opened.
  ///
  /// A reader that goes away is an error of writing, not the end of the program; and a stream that is closed is taken,
  /// or the next file that is opened would get its number, and with it what is meant for the stream.
  package static func prepare() {
    ignore_broken_pipes()
    while true {
      // Only for reading: what is written there fails, as it should.
      let descriptor = unsafe open_file("/dev/null", O_RDONLY, 0)
      guard descriptor >= 0 else { return }
      if descriptor > STDERR_FILENO {
        close(descriptor)
        return
      }
    }
  }

  /// Writes to standard error at once; what cannot be written is dropped.
  package static func writeError(_ text: String) { _ = try? write(text, to: STDERR_FILENO) }

  /// Writes to standard output at once.
  ///
  /// *Throws:* `.output` where not all of it can be written.
  package static func writeOutput(_ text: String) throws(SoundscapeError) {
    do throws(SystemFailure) { try write(text, to: STDOUT_FILENO) } catch {
      throw .output(path: "standard output", problem: error.words)
    }
  }

  private static func write(_ text: String, to descriptor: CInt) throws(SystemFailure) {
    let bytes = Array(text.utf8)
    let done = try SystemCall.repeated(for: bytes.count) { done in
      unsafe bytes.withUnsafeBytes { unsafe writing(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done) }
    }
    guard done == bytes.count else { throw SystemFailure(number: EIO) }
  }

  /// Why no file can be named from the current folder; nil where it can.
  ///
  /// With a name whose bytes were replaced, another folder would be written to.
  package static var problemOfFolder: String? {
    guard let folder = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(folder) }
    if unsafe String(validatingCString: folder) != nil { return nil }
    return "the name of the current folder is not UTF-8 text: rename it, or start in another folder"
  }

  /// The position of the first argument that is not UTF-8, after the program's name; nil where all are.
  ///
  /// Swift would replace its bytes, and another file would be read or written.
  package static var firstUnreadableArgument: Int? {
    let arguments = unsafe CommandLine.unsafeArgv
    for i in 0..<Int(CommandLine.argc) {
      guard let argument = unsafe arguments[i] else { return nil }
      if unsafe String(validatingCString: argument) == nil { return i }
    }
    return nil
  }
}

// `write` is a method's name in there; out here it is C's.
private func writing(_ descriptor: CInt, _ source: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, source, count)
}
