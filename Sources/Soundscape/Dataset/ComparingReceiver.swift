/// Compares tracks, block by block, with the files that hold them.
struct ComparingReceiver: TrackReceiver {
  /// A file of the mixture.
  struct File {
    var track: Track
    /// As the annotation names it.
    var name: String
    var path: String
    /// Of its bytes, where a manifest has it.
    var digest: String?
  }

  /// Frames of silence that are compared at a time.
  private static let blockLength = 65_536

  private let files: [File]
  private let sampleRate: Hertz
  private let coding: AudioCoding
  private var current: TrackComparison?
  private var found: NameTable<AudioCheck> = [:]

  /// - Parameter coding: how the files were coded, by the annotation.
  init(files: [File], sampleRate: Hertz, coding: AudioCoding) {
    self.files = files
    self.coding = coding
    self.sampleRate = sampleRate
  }

  var tracks: [Track] { files.map(\.track) }

  /// Stems come first: the one that differs is the reason why the mixture does.
  var check: AudioCheck {
    let checks = files.sorted { $1.track == .mixture && $0.track != .mixture }.compactMap { found[$0.name] }
    if let different = checks.first(where: \.isDifferent) { return different }
    return checks.filter { $0 != .identical }.max { $0.difference < $1.difference } ?? .identical
  }

  mutating func begin(_ track: Track, range: Range<Int>, frameCount: Int) throws(SoundscapeError) {
    // Several stems may be silent, and so the same track.
    guard let file = files.first(where: { $0.track == track && found[$0.name] == nil }) else { return }
    let comparison = try TrackComparison(
      file, sampleRate: sampleRate, frameCount: frameCount, end: range.upperBound, coding: coding)
    current = comparison
    silence(comparison, frameCount: range.lowerBound)
  }

  mutating func receive(_ block: AudioBuffer) throws(SoundscapeError) { current?.add(block) }

  mutating func end() throws(SoundscapeError) {
    guard let comparison = current else { return }
    silence(comparison, frameCount: comparison.frameCount - comparison.end)
    found[comparison.file.name] = try comparison.finish()
    current = nil
  }

  private func silence(_ comparison: TrackComparison, frameCount: Int) {
    for start in stride(from: 0, to: frameCount, by: Self.blockLength) {
      let count = min(Self.blockLength, frameCount - start)
      comparison.add(AudioBuffer(channelCount: comparison.channelCount, frameCount: count))
    }
  }
}

extension AudioCheck {
  /// How far the audio is off where that is within the tolerance; −∞ for a sign of 0.
  fileprivate var difference: Decibels {
    if case .equal(_, _, let difference) = self { difference } else { -.infinity }
  }
}
