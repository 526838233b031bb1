import TestSupport
import Testing

@testable import Soundscape

/// What an index says of sounds is what they are.
@Suite struct SoundIndexTests {
  let fixture: IndexFixture

  init() throws { fixture = try IndexFixture() }

  @Test func aScanFindsWhatEverySoundIs() throws {
    var audio = Signals.silence(frameCount: 8_000, channelCount: 2)
    let tone = Signals.sine(440, at: 8_000, frameCount: 6_000, amplitude: 0.25)
    for c in 0..<2 { audio.channels[c].replaceSubrange(1_000..<7_000, with: tone.channels[0]) }
    try fixture.add(audio, "cat/deep/x.wav")
    let report = try fixture.scan()
    #expect(report.soundCount == 4 && report.newCount == 4 && report.isFaultless && report.indexPath == fixture.inside)
    expectClose(report.duration, (4_000 + 4_001 + 4_002 + 8_000) / 8_000.0, within: 1e-9)

    let row = try #require(try fixture.rows()["cat/deep/x.wav"])
    guard case .sound(let facts, let digest) = row.finding else { throw SoundscapeError.cancelled }
    #expect(facts.info == AudioFileInfo(frameCount: 8_000, sampleRate: 8_000, channelCount: 2))
    #expect(facts.peak == audio.peak)
    // The sine begins at 0, so that its first frame is silence.
    #expect(facts.sounding == 1_001..<7_000)
    // The two meters agree to 10⁻⁵ LU.
    let loudness = try LoudnessMeter.integratedLoudness(of: audio, at: 8_000)
    expectClose(try #require(facts.loudness), loudness, within: 0.001)
    #expect(digest.hex == (try SHA256Hasher.hexDigest(ofFile: fixture.path("cat/deep/x.wav"))))
  }

  /// The file is not opened: what is in it then makes no difference.
  @Test func listedSoundsComeFromTheIndex() throws {
    let expected = try fixture.sounds().listSounds().soundbank
    try fixture.scan()
    let path = fixture.path("dog/a.wav")
    let size = try #require(FileSystem.size(ofFile: path))
    try FileSystem.keepingTime(of: path) { try FileSystem.write([UInt8](repeating: 0, count: size), to: path) }
    let found = try fixture.sounds().listSounds()
    #expect(found.soundbank == expected && found.warnings.isEmpty)
  }

  @Test func aDigestIsReadOnlyWhereTheFileIsTheSame() throws {
    try fixture.scan()
    let sounds = fixture.sounds()
    let sound = try sounds.listSounds().soundbank.foreground.labels[0].sounds[0]
    let digest = try sounds.digest(of: sound)
    #expect(digest == (try SHA256Hasher.hexDigest(ofFile: sound.path)))
    #expect(sounds.indexed.digest(ofFile: sound.path) == digest)
    try FileSystem.keepingTime(of: sound.path) { try fixture.rewrite("dog/a.wav") }
    #expect(fixture.sounds().indexed.digest(ofFile: sound.path) == nil)
    #expect(try fixture.sounds().digest(of: sound) != digest)
  }

  @Test func anMP3IsAsLongAsItIsDecoded() throws {
    try FileSystem.write(decodedBase64(chirpMP3), to: fixture.path("dog/d.mp3"))
    try fixture.scan()
    #expect(try fixture.rows()["dog/d.mp3"]?.finding.info?.frameCount == 2_400)
  }

  @Test func anIndexAboveAFolderIsUsed() throws {
    try fixture.add(Signals.noise(frameCount: 900), "inner/hen/x.wav")
    try fixture.scan()
    let sounds = fixture.sounds(fixture.path("inner"))
    #expect(sounds.indexed.file(at: fixture.path("inner/hen/x.wav"))?.isSame == true)
    #expect(sounds.indexed.file(at: fixture.path("dog/a.wav")) == nil)
    #expect(try sounds.listSounds().soundbank.foreground.labelNames == ["hen"])
  }

  @Test(
    "Names are bytes",
    arguments: ["caf\u{e9}", "cafe\u{301}", "it's \"so\"", "a b", "%41?x#y", "x'); DROP TABLE sounds"])
  func names(name: String) throws {
    try fixture.add(Signals.noise(frameCount: 700), "\(name)/\(name).wav")
    try fixture.scan()
    let sounds = fixture.sounds()
    #expect(sounds.indexed.file(at: fixture.path("\(name)/\(name).wav"))?.isSame == true)
    #expect(try sounds.listSounds().soundbank.foreground[name]?.sounds[0].info.frameCount == 700)
    // A bank of such a name.
    let other = fixture.folder.path(name)
    try FileSystem.rename(fixture.root, to: other)
    #expect(try fixture.scan(other).unchangedCount == 4)
  }

  @Test func bothFormsOfANameAreTwoFiles() throws {
    try fixture.add(Signals.noise(frameCount: 700), "dog/\u{e9}.wav")
    try fixture.add(Signals.noise(frameCount: 800), "dog/e\u{301}.wav")
    try fixture.scan()
    let rows = try fixture.rows()
    #expect(rows["dog/\u{e9}.wav"]?.finding.info?.frameCount == 700)
    #expect(rows["dog/e\u{301}.wav"]?.finding.info?.frameCount == 800)
  }

  @Test func linksAreFollowedButNotInCircles() throws {
    try Links.make(fixture.path("dog/up"), to: "..")
    try Links.make(fixture.path("cat"), to: "dog")
    try Links.make(fixture.path("dog/z.wav"), to: "a.wav")
    // Folders that multiply by links to each other.
    for i in 0..<30 {
      try FileSystem.makeDirectories(fixture.path("m\(i)"))
      for k in 0..<3 { try Links.make(fixture.path("m\(i)/\(k)"), to: "../m\(i + 1)") }
    }
    try FileSystem.makeDirectories(fixture.path("m30"))
    let tree = try FileTree(fixture.root)
    #expect(tree.files.contains("dog/z.wav") && tree.files.contains("cat/a.wav"))
    #expect(!tree.files.contains { $0.contains("up/dog") } && tree.files.count < 100)
  }
}
