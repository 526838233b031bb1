/// A scene as sound: the mixture and the stems it is the sum of.
public struct Mixture: Sendable {
  /// *Shape:* channels × frames of the scene. The sum of the stems, in whatever order they are added: exact.
  public var mix: AudioBuffer
  /// One for each event, in the scene's order.
  public var stems: [Stem]
  /// The gain put on mixture and stems by the clipping fix or the peak normalisation; 1 for none.
  public var scaleFactor: Double
  /// What the stems' samples are whole multiples of: a power of two.
  public var step: Float
  public var warnings: [Warning]

  /// How far the gain moved the reference loudness: 20 log₁₀ of the scale factor.
  public var referenceLoudnessChange: Decibels { scaleFactor == 1 ? 0 : decibels(of: scaleFactor) }
}
