/// What a mixture can be at most: the same for recipes, for annotations that are read, and for changes to them.
enum RecipeLimits {
  /// The longest mixture: a day.
  static let mostSeconds: Seconds = 86_400
  static let sampleRates = 1_000...384_000
  static let channelCounts = 1...64

  /// The least is the least normal number: a library that flushes denormals makes smaller ones 0, for the whole process.
  static let duration = NumberRule(
    wanted: "a duration over 0 s and up to \(plain(mostSeconds)) s", range: Double.leastNormalMagnitude...mostSeconds)
  static let fade = NumberRule(wanted: "a fade of 0 s or more", range: 0...mostSeconds)
}
