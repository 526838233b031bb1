/// Writes sound that comes in blocks to a new file.
///
/// Samples are rounded to the nearest step of an integer format, without dither: the same source always gives the same
/// bytes, and a sound that already has that many bits stays as it is.
struct BlockWriter {
  struct Written: Sendable {
    var frameCount = 0
    /// Of integer formats only.
    var peak: Float = 0

    /// What is said of samples over full scale; nil where there are none.
    func clipping(of path: String) -> String? {
      guard peak > 1 else { return nil }
      let level = rounded(decibels(of: Double(peak)), 1)
      return "\(path): was clipped: it peaks \(level) dB over full scale, which float samples would keep"
    }
  }

  private let root: RootFolder
  private let staged: InnerPath
  private let place: InnerPath
  private let target: (format: FileFormat, samples: SampleFormat)
  private let coding: AudioCoding

  /// - Parameter place: where the file will be, for messages.
  init(
    _ root: RootFolder, staged: InnerPath, place: InnerPath, target: (format: FileFormat, samples: SampleFormat),
    coding: AudioCoding
  ) {
    (self.root, self.staged, self.place, self.target, self.coding) = (root, staged, place, target, coding)
  }

  /// - Parameters:
  ///   - source: the path that the sound comes from, for messages.
  ///   - length: the frames that will come, where that is known.
  func write(
    _ blocks: some SoundBlocks, from source: String, length: Int?
  ) throws(SoundscapeError) -> Written {
    if let problem = target.format.problem(
      samples: target.samples, sampleRate: blocks.sampleRate, channelCount: blocks.channelCount, frameCount: length)
    {
      throw .source(path: source, problem: problem)
    }
    var writer = try AudioFileWriter(
      path: root.shown(place), format: target.format, subtype: target.samples, sampleRate: blocks.sampleRate,
      channelCount: blocks.channelCount, coding: coding
    ) { () throws(SystemFailure) in try root.create(staged) }
    var written = Written()
    while let block = try blocks.next() {
      try writer.write(block)
      written.frameCount += block.frameCount
      if target.samples.bits != nil { written.peak = max(written.peak, block.peak) }
    }
    try writer.close()
    return written
  }
}
