/// Something that changes how an event or a mixture sounds: its parameters with their rules, and how to run it.
///
/// A recipe gives each parameter as a distribution; a scene holds the numbers that were drawn; the annotation records
/// them, and the same effect is made from them again. None of these knows more about an effect than is declared here.
public protocol Effect: Sendable {
  /// The name in recipes and annotations.
  static var name: String { get }
  /// What can be set, in the order of its documentation.
  static var parameters: [EffectParameter] { get }
  /// Whether the sum of two sounds with the effect is the sum with the effect, to within rounding.
  ///
  /// Only then can it be on the bus: it is applied to each stem in the same way, so that they still add up.
  static var isLinear: Bool { get }

  /// An effect. *Range:* a value for each parameter, within its range.
  init(values: [String: Double])

  /// What runs it on one sound.
  func makeStage(channelCount: Int, rate: Hertz) throws(SoundscapeError) -> any Stage

  /// Runs it on each of several sounds in memory. *Shape:* stays the same.
  func process(eachOf sounds: inout [AudioBuffer], rate: Hertz) throws(SoundscapeError)
}

extension Effect {
  public func process(eachOf sounds: inout [AudioBuffer], rate: Hertz) throws(SoundscapeError) {
    for i in sounds.indices {
      var stage = try makeStage(channelCount: sounds[i].channelCount, rate: rate)
      try stage.process(&sounds[i])
    }
  }
}

/// A number that an effect can be set by.
public struct EffectParameter: Hashable, Sendable, Codable {
  public var name: String
  public var range: ClosedRange<Double>
  /// As in "20 to 20000 Hz"; empty for a number without one.
  public var unit: String
  /// The value where a recipe does not set it; nil where a recipe must.
  public var fallback: Double?

  public init(_ name: String, range: ClosedRange<Double>, unit: String = "", default fallback: Double? = nil) {
    self.name = name
    self.range = range
    self.unit = unit
    self.fallback = fallback
  }

  /// The range in words, for errors: *20 to 20000 Hz*.
  public var wanted: String {
    "\(plain(range.lowerBound)) to \(plain(range.upperBound))" + (unit.isEmpty ? "" : " \(unit)")
  }
}
