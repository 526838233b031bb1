/// What sounds are to be when they are written anew; nil keeps what a sound has.
public struct SoundConversion: Hashable, Sendable {
  public var sampleRate: Hertz?
  public var channelCount: Int?
  public var format: FileFormat?
  public var samples: SampleFormat?
  /// FLAC's level; a sound that is FLAC already is written anew for it.
  public var level: Int?

  public init(
    sampleRate: Hertz? = nil, channelCount: Int? = nil, format: FileFormat? = nil, samples: SampleFormat? = nil,
    level: Int? = nil
  ) {
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.format = format
    self.samples = samples
    self.level = level
  }

  var coding: AudioCoding { AudioCoding(level: level ?? AudioCoding.usualLevel) }

  /// Whether anything of a sound is to be changed.
  public var isNone: Bool { self == SoundConversion() }

  /// As one word a value, for a manifest.
  var text: String {
    let numbers = [sampleRate, channelCount].map { $0.map(String.init) ?? "-" }
    let words = [format?.rawValue ?? "-", samples?.rawValue ?? "-"] + (level.map { ["level \($0)"] } ?? [])
    return (numbers + words).joined(separator: " ")
  }

  /// What a sound is written as: samples stay as fine as they are, and those of a coding with losses become floats, or
  /// 24 bits in FLAC.
  func target(of sound: SoundSurvey) -> (format: FileFormat, samples: SampleFormat) {
    let format = format ?? sound.container ?? .wav
    if let samples { return (format, samples) }
    let own = sound.samples ?? .float
    return (format, format.supports(own) ? own : format.usualSampleFormat)
  }

  /// Whether a sound is already what it is to be.
  func isMet(by sound: SoundSurvey) -> Bool {
    guard let info = sound.info else { return false }
    return sampleRate ?? info.sampleRate == info.sampleRate && channelCount ?? info.channelCount == info.channelCount
      && (format == nil || format == sound.container) && (samples == nil || samples == sound.samples)
      && (level == nil || target(of: sound).format != .flac)
  }
}

/// What a file turned out to be, before it is imported or cut.
struct SoundSurvey: Sendable {
  /// nil where only ffmpeg can decode the file.
  var info: AudioFileInfo?
  /// nil for a file that is neither a WAV nor a FLAC.
  var container: FileFormat?
  /// nil where the file stores its samples in a way that is not written here.
  var samples: SampleFormat?

  /// Looks at a file's header, and for damage where that is cheap.
  ///
  /// *Throws:* as `AudioFileReader.info`.
  init(_ path: String) throws(SoundscapeError) {
    let info = try AudioFileReader.info(of: path)
    let reader = try AudioFileReader(path: path)
    self.info = info
    let start = try FileSystem.read(0..<min(12, reader.stamp.byteCount), of: path)
    if start.starts(with: "fLaC".utf8) { container = .flac }
    if start.starts(with: "RIFF".utf8), start.dropFirst(8).starts(with: "WAVE".utf8) { container = .wav }
    samples = reader.sampleFormat
    // Whatever is not written here counts as float when it is read.
    if !reader.sampleFormat.isLossless || samples == .float && !reader.storesFloats { samples = nil }
  }

  private init() {}

  /// A file that only ffmpeg can decode.
  static let foreign = SoundSurvey()
}
