/// How much work is done to draw events together before a method is used that costs more or is less exact.
struct JointBounds {
  /// Tries at a whole mixture: within these bounds, the work in events.
  var mixtures = 16...2_000
  /// Whether a try that keeps the constraints is taken.
  var takesTries = true
  var events = 16_000
  /// Tries at labels and files that must differ.
  var selections = 64
  /// The same where nothing but a chain is left.
  var lastSelections = 4_096
  /// Whether `SelectionDraw` is used.
  var drawsAtOnce = true
}
