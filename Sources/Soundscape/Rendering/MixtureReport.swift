/// What is told of a mixture, without its sound.
public struct MixtureReport: Hashable, Sendable {
  /// What is told of a stem.
  public struct StemReport: Hashable, Sendable {
    /// The frame of the mixture at which it begins.
    public var firstFrame: Int
    public var frameCount: Int
    public var measured: StemMeasurements
  }

  /// One for each event, in the scene's order.
  public var stems: [StemReport]
  /// The gain put on mixture and stems by the clipping fix or the peak normalisation; 1 for none.
  public var scaleFactor: Double
  /// What the stems' samples are whole multiples of: a power of two.
  public var step: Float
  public var warnings: [Warning]

  /// How far the gain moved the reference loudness: 20 log₁₀ of the scale factor.
  public var referenceLoudnessChange: Decibels { scaleFactor == 1 ? 0 : decibels(of: scaleFactor) }
}

extension Mixture {
  public var report: MixtureReport {
    MixtureReport(
      stems: stems.map {
        .init(firstFrame: $0.position, frameCount: $0.audio.frameCount, measured: $0.measured)
      }, scaleFactor: scaleFactor, step: step, warnings: warnings)
  }
}
