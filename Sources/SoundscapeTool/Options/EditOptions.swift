import ArgumentParser
import Soundscape

/// What changes annotations before they are rendered.
struct EditOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Change a value of the scene: events[N].FIELD, ref_db, fade_in, fade_out or reverb.", valueName: "key=value"))
  var settings: [String] = []

  @Option(help: ArgumentHelp("Leave out an event: events[N], numbered as in the file, from 0.", valueName: "event"))
  var drop: [String] = []

  @Option(help: "What measures loudness: soundscape or libebur128 (default: what measured it then).")
  var meter: RenderOptions.Meter?

  func validate() throws { _ = try edits() }

  func edits() throws -> [AnnotationEdit] {
    let set = try settings.map { text in
      guard let edit = AnnotationEdit(setting: text) else {
        throw ValidationError("--set needs KEY=NUMBER or KEY=null, such as events[2].snr=6 (found '\(text)')")
      }
      return edit
    }
    let dropped = try drop.map { text in
      guard let edit = AnnotationEdit(dropping: text) else {
        throw ValidationError("--drop needs an event, such as events[1] (found '\(text)')")
      }
      return edit
    }
    return set + dropped
  }
}
