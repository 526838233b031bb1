/// Chunks as the chunker of ambient music for SampleRNN makes them, byte for byte: eight seconds, a new one every four.
///
/// Left out are the chunk that reaches the end of the recording, and every one with four seconds at −64 dBFS or less.
/// Numbers count those too, from 1. Rate, width and channels stay; 24 bits become 32, as in the library that it uses.
///
/// *Source:* the behaviour of that chunker, with pydub's positions in whole milliseconds.
struct SampleRNNChunks {
  private static let length = 8_000
  private static let overlap = 4_000
  private static let silenceLength = 4_000
  private static let silenceLevel: Decibels = -64

  private let recording: ChunkRecording
  private let wave: WholeNumberWave

  /// *Throws:* `.source` for anything but a WAV of whole numbers.
  init(_ recording: ChunkRecording) throws(SoundscapeError) {
    self.recording = recording
    wave = try WholeNumberWave(recording.path)
  }

  /// The beginning of the chunks' names: every `.wav` in the file's name is left out.
  static func name(of file: String) -> String { file.parts(betweenEach: ".wav").joined() }

  func cut(into folder: ChunkFolder) throws(SoundscapeError) -> ChunkedRecording {
    var made = ChunkedRecording()
    let whole = milliseconds(wave.frameCount)
    var (start, number) = (0, 1)
    while start + Self.length < whole {
      let range = position(start)..<position(start + Self.length)
      let samples = try wave.read(range)
      if isSilent(samples) {
        made.silent += 1
      } else {
        var row = recording.row("\(recording.name)_chunk_\(number).wav", in: folder)
        (row.startSamples, row.length) = (range.lowerBound, range.count)
        let bytes = wave.file(samples)
        made.rows.append(
          try folder.add(row) { (root, staged, _) throws(SoundscapeError) in try root.write(bytes, to: staged) })
      }
      start += Self.length - Self.overlap
      number += 1
    }
    return made
  }

  // MARK: Times

  /// A length in whole milliseconds, halves to even.
  private func milliseconds(_ frameCount: Int) -> Int {
    Int((1_000 * (Double(frameCount) / Double(wave.sampleRate))).rounded(.toNearestOrEven))
  }

  /// The frame at a time.
  private func position(_ milliseconds: Int) -> Int { Int(Double(milliseconds) * (Double(wave.sampleRate) / 1_000)) }

  // MARK: Silence

  /// Whether four seconds that begin at any millisecond are silent.
  private func isSilent(_ samples: [Int32]) -> Bool {
    let channelCount = wave.channelCount
    let length = milliseconds(samples.count / channelCount)
    guard length >= Self.silenceLength else { return false }
    let fullScale = Double(1 << (wave.storedBits - 1))
    let most = amplitude(of: Self.silenceLevel) * fullScale
    let sums = PowerSums(samples, areExact: wave.storedBits <= 16)
    return (0...(length - Self.silenceLength)).contains { start in
      let window = (position(start) * channelCount)..<(position(start + Self.silenceLength) * channelCount)
      return sums.isRootMeanSquare(of: window, atMost: most)
    }
  }
}

/// The power of parts of a sound, from sums that are made once.
private struct PowerSums {
  /// Roots that are closer to the limit are worked out in full: the sums of wide samples are rounded.
  private static let margin = 1e-3

  private let samples: [Int32]
  private let areExact: Bool
  private var sums: [Double] = [0]

  init(_ samples: [Int32], areExact: Bool) {
    self.samples = samples
    self.areExact = areExact
    sums.reserveCapacity(samples.count + 1)
    var sum = 0.0
    for sample in samples {
      sum += Double(sample) * Double(sample)
      sums.append(sum)
    }
  }

  /// Whether the root of the mean square, without its fraction, is at most a limit. What is after the end is silence.
  func isRootMeanSquare(of range: Range<Int>, atMost limit: Double) -> Bool {
    let part = range.clamped(to: samples.indices)
    let count = Double(range.count)
    let root = ((sums[part.upperBound] - sums[part.lowerBound]) / count).squareRoot()
    if areExact || abs(root - (limit.rounded(.down) + 1)) > Self.margin * limit { return root.rounded(.down) <= limit }
    var sum = 0.0
    for i in part { sum += Double(samples[i]) * Double(samples[i]) }
    return (sum / count).squareRoot().rounded(.down) <= limit
  }
}

extension String {
  /// What is before, between and after the places of a text.
  fileprivate func parts(betweenEach text: String) -> [String] {
    var (parts, part) = ([String](), [UInt8]())
    var rest = Array(utf8)[...]
    while let byte = rest.first {
      if rest.starts(with: text.utf8) {
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
        rest = rest.dropFirst(text.utf8.count)
      } else {
        part.append(byte)
        rest = rest.dropFirst()
      }
    }
    return parts + [String(decoding: part, as: UTF8.self)]
  }
}
