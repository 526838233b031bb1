/// A command that takes each finished file of a data set, such as one that copies it to an object store.
///
/// `{}` stands for the file's path, `{name}` for its path from the data set's folder. The command may move the file away: a
/// shard whose rows are listed counts as made, wherever its archives are now.
public struct ShardUpload: Hashable, Sendable {
  public let command: String

  /// *Throws:* `.output` for a command without `{}`.
  public init(_ command: String) throws(SoundscapeError) {
    guard command.holds(bytesOf: "{}") else {
      throw .output(path: command, problem: "needs {} where the path of a finished file belongs")
    }
    self.command = command
  }

  /// Runs the command for a file.
  ///
  /// *Throws:* `.output` where it fails, with the last line that it wrote to standard error.
  func run(_ name: String, in folder: String) throws(SoundscapeError) {
    let path = Path.join(folder, name)
    let text = command.replacing("{name}", with: Self.quoted(name)).replacing("{}", with: Self.quoted(path))
    let status: Int
    let errors: String
    do throws(SystemFailure) {
      var process = try ChildProcess("/bin/sh", ["-c", text])
      var block = [UInt8](repeating: 0, count: 4_096)
      // What it writes is of no interest, but a full pipe would stop it.
      while try process.output.fillInOrder(&block) > 0 {}
      (status, errors) = try process.finish()
    } catch { throw .output(path: path, problem: "the upload command cannot be run: \(error.words)") }
    guard status != 0 else { return }
    let last = errors.split(separator: "\n").last.map { ": \(shortened(String($0)))" } ?? ""
    throw .output(
      path: path, problem: "the upload command ended with status \(status)\(last)", advice: .resume)
  }

  /// A text as one word of a shell's.
  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
