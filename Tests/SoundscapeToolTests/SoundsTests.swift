import ArgumentParser
import Foundation
import Soundscape
import TestSupport
import Testing

@testable import SoundscapeTool

@Suite struct SoundsTests {
  let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    try AudioFile.write(Signals.noise(frameCount: 8_000), to: folder.path("a.wav"), sampleRate: 8_000)
  }

  private func run(_ arguments: String...) throws {
    var command = try SoundscapeTool.parseAsRoot(["sounds"] + arguments + ["--quiet"])
    try command.run()
  }

  @Test func aScanIsSummedUp() throws {
    let report = try BankScan(folder.path).run()
    let lines = SoundsScan.lines(of: report)
    #expect(lines.count == 3 && lines[0].hasSuffix(": 1 sound, 0.00 hours") && lines[1] == "  1 file: 1 new")
    #expect(lines[2].hasSuffix("/.soundscape/index.sqlite"))
    let again = SoundsScan.lines(of: try BankScan(folder.path).run())
    #expect(again[1] == "  1 file: 0 new, 1 unchanged")
    let entries = try BankList(folder.path).entries
    let table = SoundsList.table(of: entries, columns: 120)
    #expect(table.count == 2 && table[1].contains("1.000") && table[1].contains("8000"))
  }

  @Test func aListOfARecipesBankHasLabelsGroupsAndKeptColumns() throws {
    try "file,label,who,license\na.wav,hum,ann,CC0\n".write(
      toFile: folder.path("t.csv"), atomically: true, encoding: .utf8)
    let recipe = folder.path("r.yaml")
    try """
    duration: 1
    soundbank: {foreground: {table: t.csv, file: file, label: label, group: who, keep: [license]}}
    """.write(toFile: recipe, atomically: true, encoding: .utf8)
    _ = try BankScan(folder.path).run()
    let soundbank = try #require(try BankFolders.soundbank(of: recipe))
    let uses = SoundUses(Soundbank.survey(soundbank).soundbank)
    let entries = try BankFolders.folders(of: recipe).flatMap { try BankList($0).entries }
    #expect(entries.count == 1)
    let line = String(decoding: entries[0].json(uses), as: UTF8.self)
    #expect(
      line.contains(
        #""uses": [{"role": "foreground", "label": "hum", "name": "a.wav", "group": "ann", "song": null, "#
          + #""kept": {"license": "CC0"}}]"#), "\(line)")
    let table = SoundsList.table(of: entries, uses, columns: 90)
    #expect(table[0].contains("label") && table[1].hasPrefix("…") && table[1].contains("/a.wav  hum"), "\(table)")
    #expect(SoundsList.table(of: entries)[1].hasPrefix(folder.path))
  }

  @Test func damageAndMissingIndexesEndWithStatusOne() throws {
    #expect(throws: ExitCode(1)) { try run("list", folder.path) }
    try run("scan", folder.path)
    try run("check", folder.path, "--all", "--json")
    // A sound by its name only.
    try AudioFile.write(Signals.silence(frameCount: 0), to: folder.path("empty.wav"), sampleRate: 8_000)
    #expect(throws: ExitCode(1)) { try run("check", folder.path) }
    let lines = SoundsCheck.lines(of: try BankScan(folder.path).run())
    #expect(lines[0].hasSuffix("/empty.wav: holds no sound"))
    #expect(lines[1].hasSuffix(": 2 sounds, 1 cannot be used"))
    #expect(throws: ExitCode(1)) { try run("scan", folder.path("nowhere")) }
  }

  @Test(arguments: [["scan"], ["list"], ["check", "a", "--jobs", "0"], ["scan", "a", "--progress", "xml"]])
  func aWrongCommandLineIsRefused(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try SoundscapeTool.parseAsRoot(["sounds"] + arguments) }
    if let error { #expect(SoundscapeTool.exitCode(for: error).rawValue == 64) }
  }
}
