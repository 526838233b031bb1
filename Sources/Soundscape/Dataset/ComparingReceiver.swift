/// Compares tracks, block by block, with the files that hold them.
struct ComparingReceiver: TrackReceiver {
  /// A file of the mixture.
  struct File {
    var track: Track
    /// As the annotation names it.
    var name: String
    var path: String
  }

  /// Frames of silence that are compared at a time.
  private static let blockLength = 65_536

  private let files: [File]
  private var current: Comparison?
  private var found: [String: AudioCheck] = [:]

  init(files: [File]) { self.files = files }

  var tracks: [Track] { files.map(\.track) }

  /// Stems come first: the one that differs is the reason why the mixture does.
  var check: AudioCheck {
    let checks = files.sorted { $1.track == .mixture && $0.track != .mixture }.compactMap { found[$0.name] }
    if let different = checks.first(where: \.isDifferent) { return different }
    let largest = checks.compactMap { if case .equal(let level) = $0 { level } else { nil } }.max()
    return largest.map(AudioCheck.equal) ?? .identical
  }

  mutating func begin(_ track: Track, range: Range<Int>, frameCount: Int) throws(SoundscapeError) {
    guard let file = files.first(where: { $0.track == track }) else { return }
    let comparison = try Comparison(file, frameCount: frameCount, end: range.upperBound)
    current = comparison
    try silence(comparison, frameCount: range.lowerBound)
  }

  mutating func receive(_ block: AudioBuffer) throws(SoundscapeError) { try current?.add(block) }

  mutating func end() throws(SoundscapeError) {
    guard let comparison = current else { return }
    try silence(comparison, frameCount: comparison.frameCount - comparison.end)
    found[comparison.file.name] = comparison.check
    current = nil
  }

  private func silence(_ comparison: Comparison, frameCount: Int) throws(SoundscapeError) {
    for start in stride(from: 0, to: frameCount, by: Self.blockLength) {
      let count = min(Self.blockLength, frameCount - start)
      try comparison.add(AudioBuffer(channelCount: comparison.channelCount, frameCount: count))
    }
  }
}

/// A file beside the track that it should hold.
private final class Comparison {
  let file: ComparingReceiver.File
  let frameCount: Int
  /// Where the track ends and silence begins.
  let end: Int
  private var reader: AudioFileReader
  private var position = 0
  private var largest = 0.0
  private var difference: AudioCheck?

  init(_ file: ComparingReceiver.File, frameCount: Int, end: Int) throws(SoundscapeError) {
    self.file = file
    self.frameCount = frameCount
    self.end = end
    reader = try AudioFileReader(path: file.path)
  }

  var channelCount: Int { reader.info.channelCount }

  var check: AudioCheck { difference ?? (largest == 0 ? .identical : .equal(decibels(of: largest))) }

  func add(_ block: AudioBuffer) throws(SoundscapeError) {
    guard difference == nil else { return }
    guard reader.info.channelCount == block.channelCount, reader.info.frameCount == frameCount else {
      let shape = "\(reader.info.frameCount) frames of \(reader.info.channelCount) channels"
      difference = .otherShape(file: file.name, "has \(shape) (expected \(frameCount) of \(block.channelCount))")
      return
    }
    let written = try reader.read(from: position, count: block.frameCount)
    compare(block.asStored(in: reader.sampleFormat), with: written)
    position += block.frameCount
  }

  /// Finds the first frame whose difference passes the tolerance, else the largest difference so far.
  private func compare(_ expected: AudioBuffer, with written: AudioBuffer) {
    let limit = Float(amplitude(of: AudioCheck.tolerance))
    var first: (frame: Int, difference: Float)?
    for (x, y) in zip(expected.channels, written.channels) where x != y {
      for i in x.indices where x[i] != y[i] {
        let difference = abs(x[i] - y[i])
        if difference > limit {
          if i < first?.frame ?? .max { first = (i, difference) }
          break
        }
        largest = max(largest, Double(difference))
      }
    }
    guard let first else { return }
    difference = .different(
      file: file.name, frame: position + first.frame, difference: decibels(of: Double(first.difference)))
  }
}

extension AudioBuffer {
  /// The samples as a file of a format holds them: PCM rounds to its steps and ends at full scale.
  fileprivate func asStored(in format: SampleFormat) -> AudioBuffer {
    let scale: Float
    switch format {
    case .pcm16: scale = 0x1p15
    case .pcm24: scale = 0x1p23
    // 32 bits are finer than a float is.
    case .float, .pcm32: return self
    }
    return AudioBuffer(
      channels: channels.map { plane in
        plane.map { min(max(($0 * scale).rounded(.toNearestOrEven), -scale), scale - 1) / scale }
      })
  }
}
