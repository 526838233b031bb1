import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// Both ways to open what lies below: by `openat2`, and folder by folder.
@Suite struct RootFolderTests {
  let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    for name in ["root/a/b", "victim"] { try FileSystem.makeDirectories(folder.path(name)) }
    try FileSystem.write([7], to: folder.path("victim/mine"))
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(name), withDestinationPath: folder.path(target))
  }

  private func path(_ text: String) throws -> InnerPath { try InnerPath(text) }

  @Test(arguments: [false, true])
  func aFolderBehindALinkIsNeverUsed(walks: Bool) throws {
    try link("root/out", to: "victim")
    try link("root/a/up", to: "victim")
    let root = try RootFolder(folder.path("root"), walks: walks)
    for place in ["out", "a/up"] {
      let file = try path("\(place)/mine")
      #expect(throws: SystemFailure.link) { _ = try root.create(file) }
      #expect(throws: SystemFailure.link) { _ = try root.openToRead(file) }
      #expect(throws: SystemFailure.link) { _ = try root.kind(of: file) }
      #expect(throws: SoundscapeError.self) { try root.remove(file) }
      #expect(throws: SoundscapeError.self) { try root.makeFolders(of: try path("\(place)/new/file")) }
      try FileSystem.write([1], to: folder.path("root/new"))
      #expect(throws: SoundscapeError.self) { try root.move(try path("new"), to: file, replacing: true) }
    }
    #expect(try FileSystem.list(folder.path("victim")) == ["mine"])
    #expect(try FileSystem.read(folder.path("victim/mine")) == [7])
  }

  @Test(arguments: [false, true])
  func aLinkItselfIsNeverOpened(walks: Bool) throws {
    try link("root/a/link", to: "victim/mine")
    let root = try RootFolder(folder.path("root"), walks: walks)
    let file = try path("a/link")
    #expect(try root.kind(of: file) == .link)
    #expect(throws: SystemFailure.self) { _ = try root.create(file) }
    #expect(throws: SystemFailure.link) { _ = try root.openToAppend(file) }
    #expect(throws: SystemFailure.link) { _ = try root.openToRead(file) }
    try FileSystem.write([1], to: folder.path("root/new"))
    #expect(throws: SoundscapeError.self) { try root.move(try path("new"), to: file, replacing: false) }
    try root.move(try path("new"), to: file, replacing: true)
    #expect(try root.read(file) == [1])
    #expect(try FileSystem.read(folder.path("victim/mine")) == [7])
  }

  @Test(arguments: [false, true])
  func filesAreMadeMovedAndRemoved(walks: Bool) throws {
    let root = try RootFolder(folder.path("root"), walks: walks)
    let (file, other) = (try path("x/y/file"), try path("other"))
    try root.makeFolders(of: file)
    try root.makeFolders(of: file)
    try root.write([1, 2], to: file)
    #expect(throws: SoundscapeError.self) { try root.write([3], to: file) }
    try root.write([4], to: other)
    #expect(throws: SoundscapeError.self) { try root.move(other, to: file, replacing: false) }
    #expect(try root.read(file) == [1, 2])
    try root.move(other, to: file, replacing: true)
    #expect(try root.read(file) == [4] && root.read(other) == nil)
    try root.sync(files: [file])
    try root.removeEmptyFolder(try path("x/y"))
    try root.remove(file)
    try root.remove(file)
    for folder in file.parents { try root.removeEmptyFolder(folder) }
    #expect(try FileSystem.list(folder.path("root")) == ["a"])
  }

  @Test func aFolderThatWasReplacedIsNoticed() throws {
    let root = try RootFolder(folder.path("root"))
    #expect(root.isInPlace)
    try FileSystem.rename(folder.path("root"), to: folder.path("moved"))
    #expect(!root.isInPlace)
    try FileSystem.makeDirectories(folder.path("root"))
    #expect(!root.isInPlace)
  }

  @Test func aLockNamesItsHolderAndGoesWithIt() throws {
    let root = try RootFolder(folder.path("root"))
    var lock: FolderLock? = try FolderLock(root)
    let error = #expect(throws: SoundscapeError.self) { try FolderLock(try RootFolder(folder.path("root"))) }
    #expect(error?.advice == .otherRun)
    #expect("\(error.map { "\($0)" } ?? "")".contains("(process \(getpid()) on "))
    #expect(lock?.isInPlace == true)
    lock = nil
    #expect(try FileSystem.list(folder.path("root")) == ["a"])
    // Of a run that was killed there is the file, but no lock.
    try FileSystem.makeDirectories(folder.path("root/.soundscape"))
    try FileSystem.write(Array("soundscape run\nprocess 1 on x".utf8), to: folder.path("root/.soundscape/lock"))
    lock = try FolderLock(root)
    FileSystem.discard(folder.path("root/.soundscape/lock"))
    #expect(lock?.isInPlace == false)
  }

  @Test func aFileOfOthersIsNotTakenForALock() throws {
    try FileSystem.makeDirectories(folder.path("root/.soundscape"))
    try FileSystem.write([1, 2], to: folder.path("root/.soundscape/lock"))
    #expect(throws: SoundscapeError.self) { try FolderLock(try RootFolder(folder.path("root"))) }
    #expect(try FileSystem.read(folder.path("root/.soundscape/lock")) == [1, 2])
  }
}
