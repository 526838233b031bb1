/// What a caller can do about an error. The library names the remedy; a front end says how to apply it.
public enum Advice: Hashable, Sendable {
  /// Allow existing files to be replaced, or write to another folder.
  case overwriteOrOtherFolder
  /// Allow existing files to be replaced.
  case overwrite
  /// Write to another folder.
  case otherFolder
  /// Wait for the other run, or write to another folder: also the parts of one data set that are made at once.
  case otherRun
  /// Give the file another name.
  case rename
  /// Say which audio file is meant.
  case nameAudio
  /// Say where the sources are now.
  case nameSources
  /// Allow sources that are not what they were, or bring the old ones back.
  case allowChangedSources
  /// Start the same run again: it makes what is missing.
  case resume
  /// Put the parts of the data set together.
  case merge
  /// Make the parts that are missing, or copy them there.
  case makeParts
  /// Make the part again.
  case remakePart
  /// Remove parts, or move them elsewhere.
  case removeParts
  /// Let the process open more files, or do less at once.
  case allowMoreOpenFiles
  /// Install the program ffmpeg, say where it is, or convert the file by other means.
  case installFFmpeg
  /// Keep the folders that files are in, or give one of them another name.
  case keepFoldersOrRename
  /// Have the mixtures made again with their stems, in the layout that is wanted.
  case recreateWithStems
  /// Cut the annotations without their audio, and have the mixtures made again from them.
  case trimWithoutAudio
  /// Make files of the archives of a data set.
  case unpack
  /// Have the sounds of the bank scanned.
  case scan
}
