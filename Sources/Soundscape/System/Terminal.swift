private import Cplatform

/// The terminal that a program was started in, for programs: the library itself writes only to files.
package enum Terminal {
  /// The width of the terminal that standard output is; nil where it is not one.
  package static var columns: Int? {
    var size = winsize()
    guard unsafe terminal_size(STDOUT_FILENO, &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Whether what goes to standard error is seen by a person as it comes.
  package static var showsErrors: Bool { isatty(STDERR_FILENO) != 0 }

  /// Writes to standard error at once; what cannot be written is dropped.
  package static func writeError(_ text: String) {
    let bytes = Array(text.utf8)
    _ = try? SystemCall.repeated(for: bytes.count) { done in
      unsafe bytes.withUnsafeBytes {
        unsafe write(STDERR_FILENO, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
    }
  }

  /// A variable of the environment.
  package static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
