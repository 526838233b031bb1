/// Measurements and metadata of a rendered mixture, without audio.
public struct MixtureReport: Hashable, Sendable {
  /// Measurements of a stem.
  public struct StemReport: Hashable, Sendable {
    /// The frame of the mixture, or of its cut, at which it begins.
    public var firstFrame: Int
    /// The tail of an effect included.
    public var frameCount: Int
    public var measured: StemMeasurements

    public init(firstFrame: Int, frameCount: Int, measured: StemMeasurements) {
      self.firstFrame = firstFrame
      self.frameCount = frameCount
      self.measured = measured
    }
  }

  /// One for each event, in the scene's order.
  public var stems: [StemReport]
  /// The gain put on mixture and stems by the clipping fix or the peak normalisation; 1 for none.
  public var scaleFactor: Double
  /// What the stems' samples are whole multiples of: a power of two.
  public var step: Float
  /// What was adjusted while rendering.
  public var warnings: [Warning]

  public init(stems: [StemReport], scaleFactor: Double, step: Float, warnings: [Warning]) {
    self.stems = stems
    self.scaleFactor = scaleFactor
    self.step = step
    self.warnings = warnings
  }

  /// How far the gain moved the reference loudness: 20 log₁₀ of the scale factor.
  public var referenceLoudnessChange: Decibels { scaleFactor == 1 ? 0 : decibels(of: scaleFactor) }
}
