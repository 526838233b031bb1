private import Cplatform

/// The file that the process runs.
package enum ProgramFile {
  /// Its path, links followed; nil where the operating system does not say.
  package static var path: String? {
    let link = "/proc/self/exe"
    let path = FileSystem.realPath(link)
    return path == link || !FileSystem.exists(path) ? nil : path
  }

  /// A number that no other process of the machine has now.
  static var processID: Int { Int(getpid()) }
}
