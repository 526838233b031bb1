public import ArgumentParser
public import Soundscape

/// What sounds are written as.
struct ConversionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The sample rate; resampled by soxr at quality HQ.", valueName: "hertz"))
  var rate: Int?

  @Option(help: ArgumentHelp("How many channels; 1 is the mean of all of them.", valueName: "count"))
  var channels: Int?

  @Option(help: "The format of the files.")
  var format: FileFormat?

  @Option(help: "How samples are stored; rounded to the nearest step, without dither.")
  var samples: SampleFormat?

  @Option(
    help: ArgumentHelp(
      "How small FLAC files are made, at the cost of time: 0 to 8 (default: 5). Samples stay the same.",
      valueName: "number"))
  var level: Int?

  func validate() throws {
    if let rate, !(1...6_144_000).contains(rate) {
      throw ValidationError("--rate needs 1 to 6144000 Hz (found \(rate))")
    }
    if let channels, !(1...1_024).contains(channels) {
      throw ValidationError("--channels needs 1 to 1024 (found \(channels))")
    }
    if format == .flac, let samples, !FileFormat.flac.supports(samples) {
      throw ValidationError("FLAC holds pcm16 and pcm24 samples (found --samples \(samples.rawValue))")
    }
    guard let level else { return }
    let levels = AudioCoding.levels
    guard levels.contains(level) else {
      throw ValidationError("--level needs \(levels.lowerBound) to \(levels.upperBound) (found \(level))")
    }
    guard format == .flac else { throw ValidationError("only FLAC files have a level: use --level with --format flac") }
  }

  var conversion: SoundConversion {
    SoundConversion(sampleRate: rate, channelCount: channels, format: format, samples: samples, level: level)
  }
}

// Sounds of a bank are kept without losses.

extension FileFormat: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(rawValue: argument)
    if !isLossless { return nil }
  }

  public static var allValueStrings: [String] { allCases.filter(\.isLossless).map(\.rawValue) }
}

extension SampleFormat: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(rawValue: argument)
    if !isLossless { return nil }
  }

  public static var allValueStrings: [String] { allCases.filter(\.isLossless).map(\.rawValue) }
}
