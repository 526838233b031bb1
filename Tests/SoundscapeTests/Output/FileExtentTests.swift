import TestSupport
import Testing

@testable import Soundscape

/// Files of finished mixtures that became shorter or longer since: a run that goes on makes them again.
@Suite struct FileExtentTests {
  @Test("A file that lost its end, or all of it, is made again", arguments: FileFormat.allCases)
  func cutOff(format: FileFormat) throws {
    var fixture = try DatasetFixture()
    fixture.recipe.output.format = format
    fixture.recipe.render.sampleFormat = format == .flac ? .pcm16 : format.usualSampleFormat
    _ = try fixture.generator("set", 0..<2).run()
    let whole = try fixture.tree("set")
    let manifest = try #require(try Manifest.read(fixture.folder.path("set/manifest.jsonl")))
    for file in manifest.rows[1].files {
      let path = fixture.folder.path("set/\(file)")
      let size = try #require(FileSystem.size(ofFile: path))
      let isSound = file.hasSuffix(format.fileExtension)
      for length in [0, size / 8] + (isSound ? [1 << 40] : []) + (isSound && format == .flac ? [] : [size - 3]) {
        try FileSystem.resize(path, to: length)
        #expect(try fixture.generator("set", 0..<2).run().progress.made == 1, "\(file) of \(length) bytes")
        #expect(try fixture.tree("set") == whole)
      }
    }
    #expect(try fixture.generator("set", 0..<2).run().progress.made == 0)
  }

  @Test func anEmptyLabelTrackIsWhole() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.events[0].count = .const(0)
    _ = try fixture.generator("set", 0..<2).run()
    #expect(FileSystem.size(ofFile: fixture.folder.path("set/000000/labels.txt")) == 0)
    #expect(try fixture.generator("set", 0..<2).run().progress.made == 0)
  }
}
