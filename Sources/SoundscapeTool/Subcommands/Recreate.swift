import ArgumentParser
import Soundscape

struct Recreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make mixtures again from their JAMS annotations.",
    discussion: """
      Takes annotations of this program and of Scaper. Sources are looked for under --foreground and --background by \
      label and name, then by content; without these by the path in the annotation, from the folders above it. An \
      annotation that was trimmed is rendered whole and cut.

      Examples:
        soundscape recreate demo/000000/mixture.jams --out again
        soundscape recreate demo/*/mixture.jams --check
        soundscape recreate demo/000000/mixture.jams --set 'events[2].snr=+6' --drop 'events[1]' --out variant
      """)

  @Argument(help: "JAMS files.", completion: .file(extensions: ["jams"]))
  var jams: [String]

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var out = "recreated"

  @Option(help: "Where the foreground's label folders lie now.", completion: .directory)
  var foreground: String?

  @Option(help: "Where the backgrounds' label folders lie now.", completion: .directory)
  var background: String?

  @Flag(help: "Write nothing: compare what is rendered with the audio that the annotation names.")
  var check = false

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Change a value of the scene: events[N].FIELD, ref_db, fade_in, fade_out or reverb.", valueName: "key=value"))
  var settings: [String] = []

  @Option(help: ArgumentHelp("Leave an event out: events[N], counted as in the file, from 0.", valueName: "event"))
  var drop: [String] = []

  @Option(help: "What measures loudness: soundscape or libebur128 (default: what measured it then).")
  var meter: RenderOptions.Meter?

  @Flag(help: "Replace mixtures that are there already.")
  var overwrite = false

  @OptionGroup var console: ConsoleOptions

  func validate() throws { _ = try edits() }

  func run() async throws {
    let console = Console(options: console)
    var recreator = Recreator(root: out, sounds: FileSounds(foreground: foreground, background: background))
    recreator.edits = try edits()
    recreator.meter = meter
    var failed = 0
    FreedMemory.keep()
    for path in jams {
      do throws(SoundscapeError) {
        if check {
          let comparison = try recreator.check(path)
          print("\(path): \(comparison)")
          if comparison.isDifferent { failed += 1 }
        } else {
          print(try recreator.recreate(path, overwrite: overwrite))
        }
      } catch {
        console.fail("\(error)")
        failed += 1
      }
    }
    if failed > 0 { throw ExitCode(1) }
  }

  private func edits() throws -> [JAMSEdit] {
    let set = try settings.map { text in
      guard let edit = JAMSEdit(setting: text) else {
        throw ValidationError("--set needs KEY=NUMBER or KEY=null, such as events[2].snr=6 (found '\(text)')")
      }
      return edit
    }
    let dropped = try drop.map { text in
      guard let edit = JAMSEdit(dropping: text) else {
        throw ValidationError("--drop needs an event, such as events[1] (found '\(text)')")
      }
      return edit
    }
    return set + dropped
  }
}
