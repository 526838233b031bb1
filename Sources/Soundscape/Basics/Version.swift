/// The version of this library, as it stands in every annotation it writes.
public enum SoundscapeVersion {
  public static let current = "0.1.0"
}
