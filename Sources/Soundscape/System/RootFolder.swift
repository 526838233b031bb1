private import Cplatform

/// A folder that is held open. What lies below it is reached by `InnerPath` only, and no link is followed on the way, so
/// that nothing outside of it can be meant.
///
/// Where Linux has `openat2`, the system sees to that; elsewhere each folder on the way is opened by itself.
final class RootFolder: Sendable {
  /// Where the folder was when it was opened, for messages.
  let path: String
  /// Opens folder by folder, as on systems without `openat2`.
  private let walks: Bool
  private let folder: OpenFile

  /// Opens a folder; links in its own path are followed.
  init(_ path: String, walks: Bool = false) throws(SoundscapeError) {
    self.path = path
    self.walks = walks
    do throws(SystemFailure) { folder = try OpenFile(path, for: .folder) } catch {
      throw .output(path: path, problem: error.words)
    }
  }

  /// The path of a file as it is shown in messages.
  func shown(_ path: InnerPath) -> String { Path.join(self.path, path.text) }

  /// What a path leads to.
  enum Kind: Hashable {
    case folder
    case file(size: Int)
    case link, other
  }

  /// What is at a path; nil where there is nothing.
  ///
  /// *Throws:* a link on the way to it.
  func kind(of path: InnerPath) throws(SystemFailure) -> Kind? { try status(of: path)?.kind }

  /// Which file is at a path, whatever its name; nil where there is none.
  func identity(of path: InnerPath) throws(SystemFailure) -> FileIdentity? { try status(of: path)?.identity }

  /// Whether the folder is still where it was opened.
  var isInPlace: Bool { FileIdentity(at: path) == folder.identity }

  private func status(of path: InnerPath) throws(SystemFailure) -> FileStatus? {
    do throws(SystemFailure) {
      return try inParent(of: path) { (folder, name) throws(SystemFailure) in try FileStatus(name, in: folder) }
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Calls `body` with the open folder of a file, and the file's name in it.
  func inParent<Made: ~Copyable>(
    of path: InnerPath, _ body: (borrowing OpenFile, String) throws(SystemFailure) -> Made
  ) throws(SystemFailure) -> Made {
    guard let parent = path.parent else { return try body(folder, path.text) }
    let opened = try openFolder(parent)
    return try body(opened, path.name)
  }

  /// Opens a folder below this one.
  func openFolder(_ path: InnerPath) throws(SystemFailure) -> OpenFile {
    if !walks {
      let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
      do throws(SystemFailure) {
        let root = folder.descriptor
        return OpenFile(descriptor: CInt(try SystemCall.result { unsafe Int(open_beneath(root, path.text, flags, 0)) }))
      } catch { if !error.isUnsupported { throw error } }
    }
    let parts = path.parts
    var opened = try Self.step(parts[0], from: folder)
    for part in parts.dropFirst() { opened = try Self.step(part, from: opened) }
    return opened
  }

  private static func step(_ name: String, from folder: borrowing OpenFile) throws(SystemFailure) -> OpenFile {
    let descriptor = folder.descriptor
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    do throws(SystemFailure) {
      return OpenFile(
        descriptor: CInt(try SystemCall.result { unsafe Int(open_file_at(descriptor, name, flags, 0)) }))
    } catch {
      // A link is not a folder either: the more telling of the two.
      throw try FileStatus(name, in: folder).kind == .link ? .link : error
    }
  }
}
