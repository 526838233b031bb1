import ArgumentParser
import Soundscape
import Testing

@testable import SoundscapeTool

@Suite struct CommandLineTests {
  private func generate(_ arguments: String...) throws -> Generate {
    try #require(try SoundscapeTool.parseAsRoot(["generate", "r.yaml"] + arguments) as? Generate)
  }

  @Test func defaultsMakeTenMixtures() throws {
    let command = try generate()
    #expect(
      command.count == 10 && command.start == 0 && command.workers.jobs == nil && command.out == nil
        && command.sound.cache == 256)
  }

  @Test func optionsBecomeSettingsInOrder() throws {
    let command = try generate(
      "--set", "a.b=[1, 2]", "--set", "c=x=y", "--seed", "[1, 2]", "--no-stems", "--quick", "--meter",
      "libebur128")
    #expect(
      try command.recipeSettings().map { "\($0.keyPath)=\($0.value)" } == [
        "a.b=[1, 2]", "c=x=y", "seed=[1, 2]", "output.stems=false", "render.stretch=soundtouch",
        "render.meter=libebur128",
      ])
  }

  @Test(
    "A wrong command line is refused",
    arguments: [
      ["--count", "0"], ["--count", "x"], ["--start", "-1"], ["--jobs", "0"], ["--set", "novalue"], ["--set", "=1"],
      ["--unknown"], ["--progress", "xml"], ["--meter", "vu"], ["--cache", "-1"], ["--start", "9223372036854775807"],
    ])
  func refused(arguments: [String]) {
    let error = #expect(throws: (any Error).self) {
      try SoundscapeTool.parseAsRoot(["generate", "r.yaml"] + arguments)
    }
    if let error { #expect(SoundscapeTool.exitCode(for: error).rawValue == 64) }
  }

  @Test("Every command teaches by example", arguments: [["generate"], ["validate"], []])
  func help(command: [String]) {
    let type: any ParsableCommand.Type =
      switch command {
      case ["generate"]: Generate.self
      case ["validate"]: Validate.self
      default: SoundscapeTool.self
      }
    let text = SoundscapeTool.helpMessage(for: type, columns: 100)
    #expect(text.contains("USAGE: soundscape"))
    #expect(text.contains("soundscape generate examples/incoherent.yaml") || command == ["validate"])
  }
}
