/// One open file of a library that decodes sound, read from where it is.
protocol FrameDecoder: AnyObject {
  /// The shape of the sound; its frame count may be a guess.
  var info: AudioFileInfo { get }
  /// Whether the frame count is what the file says of itself, and so must be there.
  var knowsLength: Bool { get }
  var sampleFormat: SampleFormat { get }
  /// Whether the samples are 32-bit floats in the file too.
  var storesFloats: Bool { get }
  var decodesAlikeFromAnyFrame: Bool { get }
  /// What the decoder says of its last failure; nil for none.
  var failure: String? { get }

  /// Moves to a frame. *Returns:* whether that was possible.
  func seek(to frame: Int) -> Bool

  /// Reads interleaved frames to a place in a block, fewer at the end of the file and after a failure.
  func read(_ count: Int, into block: inout [Float], at offset: Int) -> Int

  /// The number of frames, found by walking through or decoding the file.
  ///
  /// *Throws:* `.source` where that shows damage.
  func countFrames() throws(SoundscapeError) -> Int
}

extension FrameDecoder {
  /// The frames from where the decoder is to the end, found by decoding them.
  ///
  /// *Throws:* `.source` where a frame cannot be decoded.
  func decodedLength(of path: String) throws(SoundscapeError) -> Int {
    var block = [Float](repeating: 0, count: AudioFileReader.blockLength * info.channelCount)
    var frames = 0
    while case let got = read(AudioFileReader.blockLength, into: &block, at: 0), got > 0 {
      frames += got
      if let failure { throw .source(path: path, problem: "is damaged before frame \(frames) (\(failure))") }
    }
    if let failure { throw .source(path: path, problem: "is damaged after frame \(frames) (\(failure))") }
    return frames
  }
}
