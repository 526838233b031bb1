/// Reads some frames of a file, or the sum of several files.
struct PartReader: SoundReader, ~Copyable {
  /// One file; a class, since an array cannot hold readers themselves.
  private final class File {
    var reader: AudioFileReader
    let info: AudioFileInfo

    init(_ path: String, in sounds: FileSounds) throws(SoundscapeError) {
      info = try sounds.knownInfo(ofFile: path)
      reader = try sounds.open(file: path)
    }
  }

  private let files: [File]
  private let firstFrame: Int
  private let channelCount: Int
  let decodesAlikeFromAnyFrame: Bool

  init(_ parts: SoundPath, of sound: Sound, in sounds: FileSounds) throws(SoundscapeError) {
    var files: [File] = []
    for path in parts.files { files.append(try File(path, in: sounds)) }
    self.files = files
    firstFrame = parts.frames?.lowerBound ?? 0
    channelCount = sound.info.channelCount
    decodesAlikeFromAnyFrame = files.allSatisfy { $0.reader.decodesAlikeFromAnyFrame }
  }

  /// *Shape:* as many channels as the file with the most; those with fewer are repeated. A file that is over adds nothing.
  mutating func read(from start: Int, count: Int) throws(SoundscapeError) -> AudioBuffer {
    var sum: AudioBuffer?
    let first = firstFrame + start
    for file in files {
      // One file is read as asked, so that what it lacks is its own error.
      let length = files.count == 1 ? count : max(0, min(count, file.info.frameCount - first))
      guard length > 0 || files.count == 1 else { continue }
      var part = try file.reader.read(from: first, count: length).converted(toChannelCount: channelCount)
      part.setLength(count)
      if sum == nil { sum = part } else { sum?.add(part, at: 0) }
    }
    return sum ?? AudioBuffer(channelCount: channelCount, frameCount: count)
  }
}
