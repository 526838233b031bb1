/// What depends on a recipe's semantics, as values: the only place that asks which semantics it is.
///
/// Later stages add what they need in extensions of their own (`Dialect+….swift`), each one switch over `semantics`;
/// everything else takes what the dialect says.
struct Dialect: Sendable {
  let semantics: Semantics

  /// Frames of a mixture of this length.
  func frameCount(of duration: Seconds, at rate: Hertz) -> Int {
    switch semantics {
    case .soundscape: frames(in: duration, at: rate)
    // Scaper cuts off without a tolerance: 0.3 s at 44.1 kHz is a frame short there.
    case .scaper: Int(duration * Double(rate))
    }
  }
}

extension Semantics {
  var dialect: Dialect { Dialect(semantics: self) }
}
