import ArgumentParser
import Foundation
import Testing

@testable import SoundscapeTool

/// The help texts as they are recorded in `Help/`.
///
/// `SOUNDSCAPE_RECORD=1 swift test --filter HelpTests` records them anew, and fails: what was recorded is read by a person
/// before it is committed.
@Suite struct HelpTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Help")
  private static let isRecording = ProcessInfo.processInfo.environment["SOUNDSCAPE_RECORD"] != nil

  private static let commands: [String: any ParsableCommand.Type] = [
    "soundscape": SoundscapeTool.self, "generate": Generate.self, "merge": Merge.self, "recreate": Recreate.self,
    "trim": Trim.self, "export": Export.self, "unpack": Unpack.self, "validate": Validate.self,
    "verify": Verify.self, "stats": Stats.self, "example": Example.self,
    "sounds": Sounds.self, "sounds import": SoundsImport.self, "sounds chunk": SoundsChunk.self,
    "sounds scan": SoundsScan.self, "sounds list": SoundsList.self, "sounds check": SoundsCheck.self,
    "sounds compose": SoundsCompose.self,
  ]

  @Test("Help is as recorded", arguments: commands.keys.sorted())
  func help(name: String) throws {
    let type = try #require(Self.commands[name])
    let text = SoundscapeTool.helpMessage(for: type, columns: 100) + "\n"
    let file = Self.folder.appending(path: "\(name.replacing(" ", with: "-")).txt")
    if Self.isRecording {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
    }
    let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == recorded, "see SOUNDSCAPE_RECORD in HelpTests")
  }

  @Test func everyCommandIsRecordedAndTeachesByExample() {
    let commands = SoundscapeTool.configuration.subcommands
    #expect(commands.reduce(1 + commands.count) { $0 + $1.configuration.subcommands.count } == Self.commands.count)
    for (name, type) in Self.commands {
      let text = SoundscapeTool.helpMessage(for: type, columns: 100)
      #expect(text.contains("soundscape \(name == "soundscape" ? "generate" : name) "), "\(name)")
      for word in ["Tell", "told", "alone", "goes on"] { #expect(!text.contains(word), "\(name): \(word)") }
    }
  }
}
