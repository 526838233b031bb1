/// The version of this library, which every annotation records.
public enum SoundscapeVersion {
  public static let current = "0.1.0"
}
