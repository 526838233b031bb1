/// What an event is for: foreground events are annotated and levelled one by one, backgrounds fill the mixture.
public enum Role: String, Hashable, Sendable, CaseIterable, Codable {
  case background, foreground
}
