/// Sound that is read once, from its start to its end, a block at a time: its length may be known only at the end.
protocol SoundBlocks: AnyObject {
  var sampleRate: Hertz { get }
  var channelCount: Int { get }

  /// The frames that follow; nil at the end.
  func next() throws(SoundscapeError) -> AudioBuffer?
}

/// The blocks of a sound file.
final class FileBlocks: SoundBlocks {
  /// Frames of a block: large enough for few calls, and small enough for hundreds of channels.
  static let blockLength = 1 << 16

  let sampleRate: Hertz
  let channelCount: Int
  private var reader: AudioFileReader
  private let frameCount: Int
  private var position = 0

  /// - Parameter frameCount: as the file was surveyed.
  init(path: String, frameCount: Int) throws(SoundscapeError) {
    reader = try AudioFileReader(path: path)
    sampleRate = reader.info.sampleRate
    channelCount = reader.info.channelCount
    self.frameCount = frameCount
  }

  func next() throws(SoundscapeError) -> AudioBuffer? {
    let count = min(Self.blockLength, frameCount - position)
    guard count > 0 else { return nil }
    defer { position += count }
    return try reader.read(from: position, count: count)
  }
}
