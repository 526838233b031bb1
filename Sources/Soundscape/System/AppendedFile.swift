/// A file that is held open and grows at its end, from any number of threads.
///
/// A failure to close is not reported: what the system has taken by then is what counts.
final class AppendedFile: Sendable {
  private let path: String
  private let file: OpenFile

  /// Takes an open file over.
  init(_ file: consuming OpenFile, path: String) {
    self.path = path
    self.file = file
  }

  /// Which file it is, whatever its name; nil where the system does not say.
  var identity: FileIdentity? { file.identity }

  /// Adds bytes with a single call, so that lines of several writers do not mix.
  func append(_ bytes: [UInt8]) throws(SoundscapeError) {
    do throws(SystemFailure) { try file.write(bytes) } catch { throw .output(path: path, problem: error.words) }
  }
}
