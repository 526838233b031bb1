/// A change to an annotation before it is rendered again.
public enum AnnotationEdit: Hashable, Sendable {
  /// `events[2].snr` or `ref_db`, and the new value; nil takes a pitch shift, a time stretch or the reverb away.
  case set(keyPath: String, value: Double?)
  /// The event at this position is left out.
  case drop(event: Int)

  /// Reads `events[2].snr=+6`; nil where it is not written so.
  public init?(setting text: String) {
    guard let (keyPath, typed) = text.halves(at: "=") else { return nil }
    if typed == "null" || typed == "none" {
      self = .set(keyPath: keyPath, value: nil)
      return
    }
    guard let value = Double(typed), value.isFinite else { return nil }
    self = .set(keyPath: keyPath, value: value)
  }

  /// Reads `events[1]`.
  public init?(dropping text: String) {
    guard let index = Self.eventIndex(text) else { return nil }
    self = .drop(event: index)
  }

  /// A value of the mixture that can be set, by its name in recipes.
  enum MixtureField: String, CaseIterable {
    case referenceLoudness = "ref_db"
    case fadeIn = "fade_in"
    case fadeOut = "fade_out"
    case reverb

    var rule: NumberRule {
      switch self {
      case .referenceLoudness: .loudness
      case .fadeIn, .fadeOut: RecipeLimits.fade
      case .reverb: .share
      }
    }
  }

  static func eventIndex(_ text: some StringProtocol) -> Int? {
    guard text.begins(with: "events["), text.ends(with: "]") else { return nil }
    return Int(text.dropFirst("events[".count).dropLast())
  }

  static func keyPath(ofEvent index: Int) -> String { "events[\(index)]" }
}
