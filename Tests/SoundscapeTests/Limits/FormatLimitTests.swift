import TestSupport
import Testing

@testable import Soundscape

/// What validates can be written.
@Suite struct FormatLimitTests {
  private func complaint(_ yaml: String, duration: Seconds = 1) -> String {
    failure { try Recipes.read(yaml, duration: duration) }?.description ?? "accepted"
  }

  @Test(
    "FLAC holds what libsndfile writes",
    arguments: [
      (65_535, 8), (65_540, 1), (96_000, 2), (96_001, 1), (65_536, 1), (192_001, 1), (383_999, 1), (8_000, 9),
    ])
  func flac(rate: Hertz, channels: Int) throws {
    let text = complaint("output: {format: flac}\nsample_rate: \(rate)\nchannels: \(channels)")
    let folder = try TemporaryDirectory()
    let isWritten =
      failure {
        var writer = try AudioFileWriter(
          path: folder.path("a.flac"), format: .flac, subtype: .pcm16, sampleRate: rate, channelCount: channels)
        try writer.write(AudioBuffer(channelCount: channels, frameCount: 100))
        try writer.close()
      } == nil
    #expect((text == "accepted") == isWritten, "\(text)")
    if !isWritten { #expect(text.contains("output: flac holds")) }
  }

  @Test func wavHoldsFourGigabytes() {
    let day = 86_400.0
    #expect(complaint("channels: 2", duration: day).contains("wav holds at most 4 GB, and this would be 30.5 GB"))
    #expect(complaint("channels: 2\noutput: {format: flac}", duration: day) == "accepted")
    #expect(complaint("channels: 2\noutput: {audio: false}", duration: day) == "accepted")
    #expect(complaint("sample_rate: 8000", duration: day) == "accepted")
  }

  @Test(
    "A split is a folder that can be made",
    arguments: [
      "manifest.jsonl", "manifest.jsonl.partial", "\"a\\0b\"", "\"a\\nb\"", "a/b", ".hidden", "..",
      String(repeating: "x", count: 256),
    ])
  func split(name: String) { #expect(complaint("output: {splits: {\(name): 1}}").contains("output.splits.")) }

  @Test func aLabelThatIsTooLongForAFileIsFoundBeforeTheRun() throws {
    let long = String(repeating: "ä", count: 126)
    let bank = Soundbank(
      foreground: Recipes.side("fg", [("dog", [4]), (long, [4])]), background: Recipes.bank.background)
    let used = try Recipes.read("events: [{label: [choose, []]}]")
    let error = failure { try Layouts.builtIn.checkNames(of: used, soundbank: bank) }
    #expect(error?.description.hasPrefix("fg/\(long): ") == true)
    #expect(error?.description.contains("is too long for a disk: it has 256 bytes, at most 255 are possible") == true)
    let unused = try Recipes.read("events: [{label: dog}]")
    #expect(failure { try Layouts.builtIn.checkNames(of: unused, soundbank: bank) } == nil)
  }
}
