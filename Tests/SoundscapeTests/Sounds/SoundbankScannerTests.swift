import TestSupport
import Testing

@testable import Soundscape

@Suite struct SoundbankScannerTests {
  let bank: TestBank
  let sound = Signals.noise(frameCount: 400)
  init() throws { bank = try TestBank() }

  private func complaint(withBackground: Bool = false) -> String {
    failure { try bank.scan(withBackground: withBackground) }.map { "\($0)" } ?? "no error"
  }

  @Test func labelsAndFilesAreInByteOrder() throws {
    let names = ["b", "é", "a", "Z", "a b", "a10", "a9"]
    for name in names { try bank.add(sound, name) }
    for name in names { try bank.add(sound, "a", "\(name).wav") }
    let side = try bank.scan().soundbank.foreground
    #expect(side.labelNames == ["Z", "a", "a b", "a10", "a9", "b", "é"])
    let files = try #require(side["a"]).sounds
    #expect(files.map(\.name) == ["Z.wav", "a b.wav", "a.wav", "a10.wav", "a9.wav", "b.wav", "é.wav"])
    #expect(files.allSatisfy { $0.path == "\(bank.foreground)/a/\($0.name)" })
    #expect(side["c"] == nil)
  }

  @Test func hiddenFilesAndFoldersAreLeftOut() throws {
    try bank.add(sound, "dog")
    try bank.add(sound, ".git")
    try bank.add(bytes: [1, 2, 3], "dog", ".DS_Store")
    try bank.add(bytes: [1, 2, 3], "dog/notes", "a.wav")
    try bank.add(bytes: [1, 2, 3], ".", "README.md")
    let (soundbank, warnings) = try bank.scan()
    #expect(soundbank.foreground.labelNames == ["dog"])
    #expect(soundbank.foreground.labels[0].sounds.map(\.name) == ["a.wav"])
    #expect(warnings.map(\.kind) == [.nestedFolder])
  }

  @Test func eachFileThatIsNotAudioIsSkippedWithAWarning() throws {
    try bank.add(sound, "dog")
    let text = try bank.add(bytes: Array("not audio".utf8), "dog", "licence.txt")
    let empty = try bank.add(bytes: [], "dog", "empty.wav")
    let (soundbank, warnings) = try bank.scan()
    #expect(soundbank.foreground.labels[0].sounds.map(\.name) == ["a.wav"])
    #expect(warnings.map(\.kind) == [.unreadableSource, .notAudio])
    #expect(warnings.map(\.subject) == [empty, text])
    #expect(warnings[0].message == "skipped: empty file")
    #expect(warnings[1].message == "skipped: not a sound file that libsndfile can read")
  }

  /// By its ending or by its mark; what is neither is not missed.
  @Test func aSoundThatCannotBeReadIsCounted() throws {
    try bank.add(sound, "dog")
    let mpeg4: [UInt8] = [0, 0, 0, 0x20] + Array("ftypM4A ".utf8) + [UInt8](repeating: 0, count: 64)
    let pointer = Array("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n".utf8)
    let header =
      Array("RIFF".utf8) + [36, 0, 0, 0] + Array("WAVEfmt ".utf8)
      + [16, 0, 0, 0, 1, 0, 1, 0, 0x44, 0xAC, 0, 0, 0x88, 0x58, 1, 0, 2, 0, 16, 0] + Array("data".utf8) + [0, 0, 0, 0]
    let sounds: [(String, [UInt8])] = [
      ("b.m4a", mpeg4), ("c", mpeg4), ("d.wav", pointer), ("e.FLAC", []), ("f.wav", header),
      ("g.amr", Array("#!AMR\n".utf8)),
      ("h.wma", [0x30, 0x26, 0xB2, 0x75]), ("i.webm", [0x1A, 0x45, 0xDF, 0xA3]), ("j.Mp3", Array("text".utf8)),
    ]
    for (name, bytes) in sounds { try bank.add(bytes: bytes, "dog", name) }
    for name in ["README.md", "cover.jpg", "wav", "x.wav.txt", ".DS_Store", "._a.wav", "empty"] {
      try bank.add(bytes: name == "empty" ? [] : Array("text".utf8), "dog", name)
    }
    let (soundbank, warnings) = try bank.scan()
    #expect(soundbank.skipped.map { Path.name(of: $0.subject) } == sounds.map(\.0))
    #expect(warnings.filter { $0.kind == .notAudio }.count == 5)
  }

  @Test func aLabelWithoutAudioIsRefused() throws {
    try bank.add(sound, "dog")
    try bank.add(bytes: [0x20], "cat", "a.txt")
    let path = "\(bank.foreground)/cat"
    #expect(
      complaint()
        == "\(path): the label cat has no usable sound (a.txt: not a sound file that libsndfile can read); add some, or remove it"
    )
    FileSystem.discard("\(path)/a.txt")
    #expect(complaint() == "\(path): the label cat has no usable sound (the folder is empty); add some, or remove it")
    try bank.add(sound, "cat/chapter")
    let onlyFolders = "(holds only folders; files: '<label>/**/<file>' would find the sounds in them)"
    #expect(complaint() == "\(path): the label cat has no usable sound \(onlyFolders); add some, or remove it")
  }

  @Test func foldersThatAreNone() throws {
    #expect(complaint() == "\(bank.foreground): no such soundbank folder")
    try FileSystem.makeDirectories(bank.foreground)
    #expect(
      complaint() == "\(bank.foreground): has no label folders; expected <label>/<file>")
    try bank.add(sound, "dog")
    #expect(complaint() == "no error")
    #expect(complaint(withBackground: true) == "\(bank.background): no such soundbank folder")
    try FileSystem.write([1], to: bank.background)
    let file = "\(bank.background): is a file; a soundbank is a folder of label folders"
    #expect(complaint(withBackground: true) == file)
  }

  @Test func withoutAFolderThereIsNothingToList() {
    let error = failure { try FileSounds().listSounds() }
    #expect(error.map { "\($0)" } == "foreground: no folder is set, so there is nothing to list")
  }

  /// A background folder may be empty: a recipe without backgrounds does not need it.
  @Test func anEmptyBackgroundIsNone() throws {
    try bank.add(sound, "dog")
    try FileSystem.makeDirectories(bank.background)
    #expect(try bank.scan(withBackground: true).soundbank.background.labels.isEmpty)
  }

  @Test func damagedAudioIsSkippedByName() throws {
    try bank.add(sound, "dog")
    let whole = try FileSystem.read("\(bank.foreground)/dog/a.wav")
    let path = try bank.add(bytes: Array(whole.dropLast(600)), "dog", "b.wav")
    let (soundbank, warnings) = try bank.scan()
    #expect(soundbank.foreground.labels[0].sounds.map(\.name) == ["a.wav"])
    #expect(warnings.map(\.kind) == [.damagedSource] && warnings.map(\.subject) == [path])
    #expect(warnings[0].message == "skipped: is cut off: the header promises 1600 bytes, the file holds 1000")
    #expect(soundbank.skipped == warnings)
  }

  /// A dangling link is reported: something is missing there.
  @Test func linksAreFollowed() throws {
    try bank.add(sound, "dog", "real.wav")
    try Links.make("\(bank.foreground)/dog/link.wav", to: "real.wav")
    try Links.make("\(bank.foreground)/cat", to: "dog")
    let side = try bank.scan().soundbank.foreground
    #expect(side.labelNames == ["cat", "dog"])
    #expect(side.labels.allSatisfy { $0.sounds.map(\.name) == ["link.wav", "real.wav"] })
    try Links.make("\(bank.foreground)/dog/gone.wav", to: "nowhere.wav")
    let warning = try #require(try bank.scan().warnings.first)
    #expect("\(warning)".hasSuffix("/gone.wav: skipped: no such file"))
  }
}
