extension Dialect {
  /// What an annotation can be checked for.
  var checks: VerificationChecks {
    switch semantics {
    case .soundscape: VerificationChecks(placesByFrames: true, levelsWhatIsHeard: true, sumsExactly: true)
    case .scaper: VerificationChecks(placesByFrames: false, levelsWhatIsHeard: false, sumsExactly: false)
    }
  }
}

/// What holds for the mixtures of a dialect.
struct VerificationChecks: Sendable {
  /// Whether a stem's frames are its observation's seconds: Scaper cuts and rounds times and lengths differently.
  let placesByFrames: Bool
  /// Whether an event's loudness is that of what is heard: Scaper sets levels before the fades.
  let levelsWhatIsHeard: Bool
  /// Whether a mixture is the sum of its stems to the last bit.
  let sumsExactly: Bool
}
