public import Soundscape
public import Synchronization

/// Sounds that are made on request, without a file: a provider as a client of the library writes it.
///
/// A sound's path is its recipe: `tone:330`, with a silent first half for `late:330`. Each read is recorded.
public final class ToneSounds: SoundProvider {
  public static let rate: Hertz = 8_000
  private static let frequencies = [220, 330, 440, 550]

  /// The ranges that were read of each path, in order.
  public let readings = Mutex<[String: [Range<Int>]]>([:])
  public let channelCount: Int
  private let duration: Seconds
  /// What its readers claim: whole sounds can be kept.
  private let decodesAlike: Bool

  public init(channelCount: Int = 1, duration: Seconds = 2, decodesAlike: Bool = true) {
    self.channelCount = channelCount
    self.duration = duration
    self.decodesAlike = decodesAlike
  }

  public func listSounds() -> (soundbank: Soundbank, warnings: [Warning]) {
    let labels = ["late", "tone"].map { kind in
      SoundLabel(name: kind, sounds: Self.frequencies.map { sound("\(kind):\($0)") })
    }
    return (Soundbank(foreground: .init(folder: "tones", labels: labels), provider: self), [])
  }

  public func sound(_ path: String) -> Sound {
    let info = AudioFileInfo(
      frameCount: Int(duration * Double(Self.rate)), sampleRate: Self.rate, channelCount: channelCount)
    return Sound(name: "\(path.split(separator: ":")[1])", path: path, info: info)
  }

  public func open(_ sound: Sound) -> any SoundReader & ~Copyable {
    let frequency = Double(sound.path.split(separator: ":")[1]) ?? 0
    let silence = sound.path.hasPrefix("late") ? sound.info.frameCount / 2 : 0
    return Reader(provider: self, path: sound.path, frequency: frequency, silence: silence)
  }

  public func digest(of sound: Sound) -> String { "digest of \(sound.path)" }

  public func annotatedPath(of sound: Sound, seenFrom root: String) -> String {
    "tones/" + sound.path.replacing(":", with: "/")
  }

  public func sound(for reference: SoundReference) -> Sound? {
    let name = reference.path.split(separator: "/").last ?? ""
    return Self.frequencies.contains { "\($0)" == name } ? sound("\(reference.label):\(name)") : nil
  }

  /// A sawtooth, each channel half as loud as the one before.
  public struct Reader: SoundReader, ~Copyable {
    private let provider: ToneSounds
    private let path: String
    private let frequency: Double
    private let silence: Int

    public init(provider: ToneSounds, path: String, frequency: Double, silence: Int) {
      self.provider = provider
      self.path = path
      self.frequency = frequency
      self.silence = silence
    }

    public var decodesAlikeFromAnyFrame: Bool { provider.decodesAlike }

    public mutating func read(from start: Int, count: Int) -> AudioBuffer {
      provider.readings.withLock { $0[path, default: []].append(start..<(start + count)) }
      let plane = (start..<(start + count)).map { frame -> Float in
        if frame < silence { return 0 }
        let phase = Double(frame) * frequency / Double(ToneSounds.rate)
        return Float(phase - phase.rounded()) / 2
      }
      return AudioBuffer(channels: (0..<provider.channelCount).map { c in plane.map { $0 / Float(c + 1) } })
    }
  }
}
