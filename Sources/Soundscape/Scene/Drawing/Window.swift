/// The part of a source that an event plays, and for how long.
struct Window {
  var stretch: Double?
  var duration: FittedTime
  var sourceTime: FittedTime
  var warnings: [Warning]
  /// Seconds in the mixture, silence around a file that is shorter than its event included.
  var length: Seconds
  /// Seconds of the mixture before such a file.
  var lead: Seconds = 0
}
