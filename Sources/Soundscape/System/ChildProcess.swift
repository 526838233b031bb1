private import Cplatform

/// Another program that is running, whose output is read from a pipe. It is ended with its owner.
///
/// Started without a shell: its arguments reach it as they are, whatever characters they have.
struct ChildProcess: ~Copyable {
  /// What the program writes to its standard output.
  let output: OpenFile
  /// nil once its end has been waited for.
  private var process: pid_t?
  private let errors: OpenFile

  /// What is kept of a program's errors.
  private static let mostErrorBytes = 1 << 16

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: its path, or a name that is looked for along `PATH`.
  ///   - arguments: without the program's own name.
  /// *Throws:* `SystemFailure.missing` where there is no such program.
  init(_ program: String, _ arguments: [String]) throws(SystemFailure) {
    var ends: [CInt] = [0, 0]
    _ = try SystemCall.result { unsafe Int(make_pipe(&ends)) }
    let reading = OpenFile(descriptor: ends[0])
    let writing = OpenFile(descriptor: ends[1])
    // A file takes any number of errors; a second pipe would fill up while the first one is read.
    let errors = try Self.unnamedFile()
    var process: pid_t = 0
    var texts: [UnsafeMutablePointer<CChar>?] = unsafe ([program] + arguments).map { unsafe strdup($0) }
    defer { for i in unsafe texts.indices { unsafe free(texts[i]) } }
    unsafe texts.append(nil)
    let (output, diagnostics) = (writing.descriptor, errors.descriptor)
    let failure = unsafe start_program(program, texts, output, diagnostics, &process)
    guard failure == 0 else { throw SystemFailure(number: failure) }
    self.output = reading
    self.errors = errors
    self.process = process
  }

  deinit {
    guard let process else { return }
    kill(process, SIGKILL)
    _ = exit_status(process)
  }

  /// Waits for the end of the program, once its output has been read; called once.
  ///
  /// *Returns:* its exit status, 0 where the system does not tell it, and what it wrote to standard error.
  mutating func finish() throws(SystemFailure) -> (status: Int, errors: String) {
    let status = process.map { exit_status($0) } ?? 0
    process = nil
    var bytes = [UInt8](repeating: 0, count: Self.mostErrorBytes)
    let count = try errors.fill(&bytes, from: 0)
    return (max(0, Int(status)), String(decoding: bytes[..<count], as: UTF8.self))
  }

  /// A file in the folder for such, which is gone when it is closed.
  private static func unnamedFile() throws(SystemFailure) -> OpenFile {
    for attempt in 0..<100 {
      let path = Path.join(FileSystem.temporaryFolder, "soundscape-errors-\(getpid())-\(clock())-\(attempt)")
      do throws(SystemFailure) {
        let file = try OpenFile(path, for: .spill)
        FileSystem.discard(path)
        return file
      } catch { guard error.isThere else { throw error } }
    }
    throw .taken
  }
}
