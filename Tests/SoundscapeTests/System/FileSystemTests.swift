import TestSupport
import Testing

@testable import Soundscape

@Suite struct FileSystemTests {
  let folder: TemporaryDirectory
  init() throws { folder = try TemporaryDirectory() }

  @Test func writesAndReads() throws {
    let path = folder.path("bytes")
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try FileSystem.write(bytes, to: path)
    #expect(try FileSystem.read(path) == bytes)
    try FileSystem.write([1, 2], to: path)
    #expect(try FileSystem.read(path) == [1, 2])
    try FileSystem.append([3], to: path)
    try FileSystem.append([4, 5], to: path)
    #expect(try FileSystem.read(path) == [1, 2, 3, 4, 5])
    #expect(FileSystem.size(ofFile: path) == 5)
    #expect(FileSystem.size(ofFile: folder.path) == nil)
  }

  @Test func renamesOverAnExistingFile() throws {
    try FileSystem.write([1], to: folder.path("new"))
    try FileSystem.write([2], to: folder.path("old"))
    try FileSystem.rename(folder.path("new"), to: folder.path("old"))
    #expect(try FileSystem.list(folder.path) == ["old"])
    #expect(try FileSystem.read(folder.path("old")) == [1])
    FileSystem.discard(folder.path("old"))
    #expect(!FileSystem.exists(folder.path("old")))
  }

  @Test func makesFoldersOnce() throws {
    let path = folder.path("a/b//c/")
    try FileSystem.makeDirectories(path)
    try FileSystem.makeDirectories(path)
    #expect(FileSystem.isDirectory(folder.path("a/b/c")))
    try FileSystem.write([], to: folder.path("file"))
    #expect(FileSystem.exists(folder.path("file")) && !FileSystem.isDirectory(folder.path("file")))
    let file = folder.path("file")
    #expect(outputProblem(file) { try FileSystem.makeDirectories(file) } == "already exists")
  }

  @Test func listsByBytes() throws {
    // é in one scalar, and Z before a, which no dictionary does.
    for name in ["b", "a", "Z", "é", ".hidden", "a10", "a9"] { try FileSystem.write([], to: folder.path(name)) }
    #expect(try FileSystem.list(folder.path) == [".hidden", "Z", "a", "a10", "a9", "b", "é"])
  }

  @Test func saysWhatIsWrong() {
    let missing = folder.path("no/file")
    #expect(outputProblem(missing) { try FileSystem.write([1], to: missing) } == "no such file or folder")
    #expect(outputProblem("/dev/full") { try FileSystem.write([1], to: "/dev/full") } == "the disk is full")
    #expect(outputProblem(missing) { try FileSystem.rename(folder.path, to: missing) } == "no such file or folder")
    #expect(sourceProblem(missing) { _ = try FileSystem.read(missing) } == "no such file or folder")
    #expect(sourceProblem(missing) { _ = try FileSystem.list(missing) } == "no such file or folder")
    #expect(sourceProblem(folder.path) { _ = try FileSystem.read(folder.path) } == "is a folder, not a file")
  }

  @Test func absolutePathsNeedNotExist() {
    #expect(FileSystem.absolutePath("/a/./b/../c//d/") == "/a/c/d")
    #expect(FileSystem.absolutePath("/../..") == "/")
    #expect(FileSystem.absolutePath("x/../y") == FileSystem.absolutePath(".") + "/y")
    #expect(FileSystem.isDirectory(FileSystem.absolutePath(".")))
  }
}
