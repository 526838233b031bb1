/// The frames of an MPEG stream, counted from header to header without decoding them: what a decoder would skip in silence
/// shows here.
struct MPEGFrames {
  /// Whole frames, those that hold an encoder's tag among them.
  private(set) var count = 0
  /// Samples of each channel in a frame.
  let frameLength: Int
  /// Whether the tag promises a frame more than there is, and nothing of it is there: some encoders count the tag's own.
  private(set) var lacksOne = false
  /// What is wrong; nil for a whole file.
  private(set) var problem: String?

  /// Less behind the last frame is not asked for: what is left of a frame, or padding.
  private static let leastTail = 4_096

  /// Walks through a file from the stream's first frame to the end.
  init(_ window: FileWindow, _ stream: MPEGStream) throws(SystemFailure) {
    frameLength = stream.first.frameLength
    if let problem = Self.problem(before: stream) {
      self.problem = problem
      return
    }
    var position = stream.start
    // Each tag begins a part: a file that was joined has several.
    var part = Part(promised: nil, count: 0)
    while position < window.size {
      if let header = try MPEGHeader(window, at: position), let size = stream.size(of: header),
        header.continues(stream.first)
      {
        guard position + size <= window.size else {
          note(part, isWhole: false)
          return
        }
        if let tag = try MPEGTag(window, at: position, header) {
          note(part)
          part = Part(promised: tag.frameCount, count: 0)
        } else {
          part.count += 1
        }
        count += 1
        position += size
        continue
      }
      let next = try MPEGTag.end(ofTagsAt: position, in: window)
      if next > position {
        position = next
        continue
      }
      guard window.size - position <= FileWindow.mostTail else {
        problem = "is damaged: from byte \(position) on, \(window.size - position) bytes are not sound"
        break
      }
      // Whatever follows the last frame is a tail; between frames it is a hole.
      let other = try MPEGStream(window, from: position, most: .max)
      if let other, other.first.continues(stream.first) {
        let time = Double(count * frameLength) / Double(stream.first.sampleRate)
        problem =
          "is damaged: \(other.start - position) bytes that are not sound at byte \(position), "
          + "\(FixedPoint.text(time, decimals: 2)) s from the start"
      } else if other != nil {
        problem =
          "holds several streams one after the other: from byte \(position) on it has another rate, another layer or "
          + "other channels; split it"
      } else if window.size - position > Self.leastTail, try !window.isUniform(from: position) {
        problem = "is damaged: from byte \(position) on, \(window.size - position) bytes are not sound"
      }
      break
    }
    note(part)
  }

  /// The frames since an encoder's tag, and how many it promises.
  private struct Part {
    var promised: Int?
    var count: Int
  }

  private mutating func note(_ part: Part, isWhole: Bool = true) {
    guard problem == nil, let promised = part.promised, promised > part.count else { return }
    if isWhole, promised == part.count + 1 {
      lacksOne = true
    } else {
      problem = "is cut off: the header promises \(promised) frames of MPEG audio, the file holds \(part.count)"
    }
  }

  /// Less than a frame before the first one is what a recording of a stream begins with.
  private static func problem(before stream: MPEGStream) -> String? {
    guard stream.tag == nil, stream.junkSize >= stream.size(of: stream.first) ?? 0, stream.junkSize > 0 else {
      return nil
    }
    return "is damaged: \(stream.junkSize) bytes that are not sound before its first frame, at byte \(stream.start)"
  }
}

extension MPEGStream {
  /// Whether the frames go on after those that the encoder's tag counts: files that were joined.
  ///
  /// Where the tag does not say how many bytes they take, the frames are counted.
  func isJoined(_ window: FileWindow) throws(SystemFailure) -> Bool {
    guard let tag, let length = size(of: first) else { return false }
    guard let bytes = tag.byteCount else {
      guard let promised = tag.frameCount else { return false }
      return try MPEGFrames(window, self).count > promised + 1
    }
    // Some encoders count the frame that holds the tag, and some do not.
    for end in [start + bytes, start + bytes + length] {
      let position = try MPEGTag.end(ofTagsAt: end, in: window)
      if let found = try MPEGHeader(window, at: position), found.continues(first), let size = size(of: found),
        try MPEGHeader(window, at: position + size)?.continues(first) == true
      {
        return true
      }
    }
    return false
  }
}
