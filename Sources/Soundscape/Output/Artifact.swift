/// One of the files that a mixture is made of: what it holds, and what it is called.
public struct Artifact: Hashable, Sendable {
  /// What a file holds.
  public enum Content: Hashable, Sendable {
    case mixture
    /// The sum of some events of the scene, by their positions in it.
    case stem(events: [Int])
    /// The sum of some events that stems hold too, such as all voices without the noise: it does not count when the stems
    /// are added up.
    case submix(events: [Int])
    case annotation
    /// The label track: onset, offset and label of each foreground event.
    case labels
  }

  public var content: Content
  /// The path from the data set's root, its parts separated by `/`.
  public var name: String

  public init(_ content: Content, name: String) {
    self.content = content
    self.name = name
  }

  /// What a renderer plays into it; nil for one that holds no sound.
  var track: Track? {
    switch content {
    case .mixture: .mixture
    case .stem(let events), .submix(let events): .events(events)
    case .annotation, .labels: nil
    }
  }
}

/// How the sound of an artifact is stored.
public struct AudioFormat: Hashable, Sendable {
  public var file: FileFormat
  public var samples: SampleFormat
  public var sampleRate: Hertz
  public var channelCount: Int
  public var coding: AudioCoding

  public init(
    file: FileFormat, samples: SampleFormat, sampleRate: Hertz, channelCount: Int, coding: AudioCoding = AudioCoding()
  ) {
    self.file = file
    self.samples = samples
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.coding = coding
  }
}

extension AudioFormat {
  /// Whether another format of file can hold such a sound.
  func supports(_ file: FileFormat) -> Bool {
    file.supports(samples)
      && file.problem(samples: samples, sampleRate: sampleRate, channelCount: channelCount, frameCount: nil) == nil
  }

  /// Why a file cannot hold so much of such a sound; nil where it can.
  func problem(lasting duration: Seconds?) -> String? {
    file.problem(
      samples: samples, sampleRate: sampleRate, channelCount: channelCount,
      frameCount: duration.map { frames(in: $0, at: sampleRate) })
  }

  /// The format of a file by its name, as far as it can hold the samples; else the first that can.
  init(
    named name: String?, samples: SampleFormat, sampleRate: Hertz, channelCount: Int,
    coding: AudioCoding = AudioCoding()
  ) {
    let fallback = FileFormat.allCases.first { $0.supports(samples) } ?? .wav
    self.init(
      file: fallback, samples: samples, sampleRate: sampleRate, channelCount: channelCount, coding: coding)
    if let named = name.flatMap(FileFormat.init(named:)), supports(named) { file = named }
  }
}

extension [Artifact] {
  /// The events of each stem; nil where each holds one, in their order.
  var stemEvents: [[Int]]? {
    let events = compactMap { artifact -> [Int]? in
      if case .stem(let events) = artifact.content { events } else { nil }
    }
    return events == events.indices.map { [$0] } ? nil : events
  }

  /// The events of each submix.
  var submixEvents: [[Int]] {
    compactMap { artifact in if case .submix(let events) = artifact.content { events } else { nil } }
  }

  /// The folder that holds the stems; nil where there are none, or in several folders.
  var stemFolder: String? {
    var folders: NameSet = []
    for artifact in self { if case .stem = artifact.content { folders.insert(Path.parent(of: artifact.name)) } }
    return folders.count == 1 ? folders.sorted().first : nil
  }
}
