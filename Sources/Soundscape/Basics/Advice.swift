/// What a caller can do about an error. The library names the remedy; a front end says how to apply it.
public enum Advice: Hashable, Sendable {
  /// Allow existing files to be replaced, or write to another folder.
  case overwriteOrOtherFolder
  /// Write to another folder.
  case otherFolder
  /// Say which audio file is meant.
  case nameAudio
  /// Say where the sources are now.
  case nameSources
  /// Start the same run again: it makes what is missing.
  case resume
}
