public import ArgumentParser
import Soundscape

/// How tables of labels give the bounds of events.
struct LabelTableOptions: ParsableArguments {
  @Option(
    help:
      "Bounds of events: nominal, as drawn, or measured, from the first to the last moment that is not much quieter than the loudest."
  )
  var bounds = LabelOptions.Bounds.nominal

  @Option(
    name: .customLong("merge"),
    help: "Events of one label that become one: none, overlaps (those that overlap or touch), or desed (DESED's rule).")
  var merging = LabelOptions.Merging.none

  @Option(help: "Decimals of the seconds, 0 to 15.")
  var decimals = 3

  func validate() throws {
    guard 0...15 ~= decimals else { throw ValidationError("--decimals needs 0 to 15 (found \(decimals))") }
  }

  var options: LabelOptions { LabelOptions(bounds: bounds, merging: merging, decimals: decimals) }
}

extension LabelOptions.Bounds: ExpressibleByArgument {}
extension LabelOptions.Merging: ExpressibleByArgument {}
