/// The part of a source that an event plays, and for how long.
struct Window {
  var stretch: Double?
  var duration: FittedTime
  var sourceTime: FittedTime
  var warnings: [Warning]
  /// Seconds in the mixture.
  var length: Seconds
}
