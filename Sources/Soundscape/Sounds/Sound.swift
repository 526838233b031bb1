/// One sound of a soundbank: its name, where its provider finds it, and its shape.
///
/// It is a description, without samples: a `SoundProvider` opens it. It is often a file, but may also be a part of one, or
/// be made when it is needed.
public struct Sound: Hashable, Sendable, Codable {
  /// The sound's name within its label; that of the file, where it is one.
  public var name: String
  /// What its provider opens it by, different for each of its sounds; the path of the file, where it is one.
  public var path: String
  public var info: AudioFileInfo
  /// What else is known of it; nil for a file in a label's folder.
  public var origin: SoundOrigin?

  public init(name: String, path: String, info: AudioFileInfo, origin: SoundOrigin? = nil) {
    self.name = name
    self.path = path
    self.info = info
    self.origin = origin
  }

  public static func == (a: Sound, b: Sound) -> Bool {
    hasSameBytes(a.path, b.path) && hasSameBytes(a.name, b.name) && a.info == b.info && a.origin == b.origin
  }

  /// Seconds: frames ÷ rate.
  public var duration: Seconds { seconds(of: info.frameCount, at: info.sampleRate) }

  /// Whether a window of this duration is longer than the sound.
  func isShorter(than duration: Seconds) -> Bool { info.frameCount < frames(in: duration, at: info.sampleRate) }

  /// The frames of a part of the sound; one that would pass the end begins earlier.
  func frameRange(from time: Seconds, lasting duration: Seconds) -> Range<Int> {
    let count = min(frames(in: duration, at: info.sampleRate), info.frameCount)
    let start = min(frames(in: time, at: info.sampleRate), info.frameCount - count)
    return start..<(start + count)
  }
}
