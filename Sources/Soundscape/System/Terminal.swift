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

  /// A variable of the environment.
  package static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
