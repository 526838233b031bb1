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
      command.count == nil && command.start == 0 && command.workers.jobs == nil && command.out == nil
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

  private func recreate(_ arguments: String...) throws -> Recreate {
    try #require(try SoundscapeTool.parseAsRoot(["recreate"] + arguments) as? Recreate)
  }

  @Test func recreateTakesAnyInputs() throws {
    let command = try recreate("demo", "a.jams", "--set", "events[0].snr=+6", "--drop", "events[1]", "--jobs", "2")
    #expect(command.inputs.inputs == ["demo", "a.jams"] && command.workers.count == 2 && command.out == "recreated")
    #expect(try command.edits.edits().count == 2)
    for arguments in [
      ["recreate"], ["recreate", "a", "--set", "x"], ["recreate", "a", "--drop", "0"], ["trim", "a", "--out", "b"],
      ["recreate", "a", "--check", "--overwrite"], ["trim", "a", "--from", "2", "--to", "1", "--out", "b"],
    ] {
      let error = #expect(throws: (any Error).self) { try SoundscapeTool.parseAsRoot(arguments) }
      if let error { #expect(SoundscapeTool.exitCode(for: error).rawValue == 64) }
    }
  }

  @Test func soundsAreImportedAndCutAsAsked() throws {
    let command = ["sounds", "import", "a", "b.m4a", "--into", "c", "--rate", "16000", "--format", "flac", "--link"]
    let made = try #require(try SoundscapeTool.parseAsRoot(command) as? SoundsImport)
    #expect(made.inputs == ["a", "b.m4a"] && made.link && made.form.conversion.sampleRate == 16_000)
    let cut = try #require(
      try SoundscapeTool.parseAsRoot(
        ["sounds", "chunk", "a", "-o", "b", "--length", "131072samples", "--hop", "4", "--silence", "-60"])
        as? SoundsChunk)
    #expect(cut.length == .samples(131_072) && cut.hop == .seconds(4) && cut.silence == -60)
    for arguments in [
      ["import", "a"], ["import", "--into", "b"], ["import", "a", "--into", "b", "--rate", "0"],
      ["import", "a", "--into", "b", "--format", "flac", "--samples", "float"],
      ["import", "a", "--into", "b", "--stem-names", "<song>"], ["chunk", "a"],
      ["chunk", "a", "-o", "b", "--length", "8 m"], ["chunk", "a", "-o", "b", "--split", "train"],
      ["chunk", "a", "-o", "b", "--compat", "samplernn", "--length", "4"], ["chunk", "a", "-o", "b", "--silence", "3"],
      ["chunk", "a", "-o", "b", "--silence-length", "1"], ["chunk", "a", "-o", "b", "--multiple-of", "0"],
    ] {
      let error = #expect(throws: (any Error).self) { try SoundscapeTool.parseAsRoot(["sounds"] + arguments) }
      if let error { #expect(SoundscapeTool.exitCode(for: error).rawValue == 64, "\(arguments)") }
    }
  }

  @Test func checksAreCountedInWords() {
    var summary = RecreationChecker.Summary()
    #expect(Recreate.text(of: summary) == "nothing to compare")
    summary.identical = 3
    summary.different = 1
    #expect(Recreate.text(of: summary) == "3 identical, 1 different")
  }

  @Test(
    "A wrong command line is refused",
    arguments: [
      ["--count", "0"], ["--count", "x"], ["--start", "-1"], ["--jobs", "0"], ["--set", "novalue"], ["--set", "=1"],
      ["--unknown"], ["--progress", "xml"], ["--meter", "vu"], ["--cache", "-1"], ["--start", "9223372036854775807"],
      ["--count", "3000000000000000000"], ["--start", "1000000000"], ["--jobs", "1025"],
      ["--jobs", "9223372036854775807"],
    ])
  func refused(arguments: [String]) {
    let error = #expect(throws: (any Error).self) {
      try SoundscapeTool.parseAsRoot(["generate", "r.yaml"] + arguments)
    }
    if let error { #expect(SoundscapeTool.exitCode(for: error).rawValue == 64) }
  }
}
