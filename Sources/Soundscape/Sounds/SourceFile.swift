/// What an event is for: foreground events are annotated and levelled each by itself, backgrounds fill the mixture.
public enum Role: String, Hashable, Sendable, CaseIterable {
  case background, foreground
}

/// One audio file of a soundbank.
public struct SourceFile: Hashable, Sendable {
  /// The file's name in its label's folder.
  public var name: String
  /// The path by which it can be opened.
  public var path: String
  public var info: AudioFileInfo

  public init(name: String, path: String, info: AudioFileInfo) {
    self.name = name
    self.path = path
    self.info = info
  }

  /// Seconds: frames ÷ rate.
  public var duration: Seconds { seconds(of: info.frameCount, at: info.sampleRate) }

  /// The frames of a part of the file; one that would reach over the end begins earlier.
  func frameRange(from time: Seconds, lasting duration: Seconds) -> Range<Int> {
    let count = min(frames(in: duration, at: info.sampleRate), info.frameCount)
    let start = min(frames(in: time, at: info.sampleRate), info.frameCount - count)
    return start..<(start + count)
  }
}

/// One label of a soundbank and its files, in byte order of their names; never empty.
public struct SoundLabel: Hashable, Sendable {
  public var name: String
  public var files: [SourceFile]

  public init(name: String, files: [SourceFile]) {
    self.name = name
    self.files = files
  }
}
