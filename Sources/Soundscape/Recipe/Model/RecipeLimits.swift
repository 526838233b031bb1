/// What a mixture can be at most: the same for recipes, for annotations that are read, and for changes to them.
package enum RecipeLimits {
  /// The longest mixture: a day.
  static let mostSeconds: Seconds = 86_400
  /// The most samples that a time can be.
  static let mostSamples = 1 << 50
  static let sampleRates = 1_000...384_000
  static let channelCounts = 1...64
  /// The most events of a mixture: their annotation has some 200 MB, near the most that is read.
  static let mostEvents = 100_000
  /// The most effects of an event, or of the mixture: each goes over all of its sound.
  static let mostEffects = 64
  /// The most events of all variants together: each variant is a whole recipe.
  static let mostEventsOfVariants = 200_000
  /// The most values that `let` puts into events, and the most listed values that an annotation repeats.
  static let mostListedValues = 10_000_000
  /// The most values of a `step` that has both its ends.
  static let mostSteps = 1_000_000
  /// The most mixtures of a data set.
  package static let mostMixtures = 1_000_000_000
  /// The most folders, trees and tables of one role.
  static let mostSoundSources = 256
  /// The most sounds of a bank, windows of recordings counted.
  static let mostSounds = 10_000_000
  /// The latest time in an annotation, and the longest of a source: 30 years.
  static let mostRecordedSeconds: Seconds = 1e9

  /// The least is the least normal number: a library that flushes denormals makes smaller ones 0, for the whole process.
  static let duration = NumberRule(
    wanted: "a duration over 0 s and up to \(plain(mostSeconds)) s", range: Double.leastNormalMagnitude...mostSeconds,
    isTime: true)
  static let fade = NumberRule(wanted: "a fade of 0 s or more", range: 0...mostSeconds, isTime: true)
}
