/// One open file of a library that decodes sound, read from where it is.
protocol FrameDecoder: AnyObject {
  /// The shape of the sound; its frame count may be a guess.
  var info: AudioFileInfo { get }
  /// Whether the frame count is what the file says of itself, and so must be there.
  var knowsLength: Bool { get }
  var sampleFormat: SampleFormat { get }
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
