/// What an event is for: foreground events are annotated and levelled each by itself, backgrounds fill the mixture.
public enum Role: String, Hashable, Sendable, CaseIterable, Codable {
  case background, foreground
}
