/// The one place through which the samples of sounds are read, shared by the workers of a run.
///
/// A sound is decoded as a whole, and kept, once the windows requested of it add up to its length; until then only the
/// window is decoded. With sounds that are too long or too many, decoding thus costs at most twice what it does
/// without a cache. What was not used for longest is released first. Whatever is kept, a window's samples are those
/// that it has when it is decoded by itself: damaged sounds are not kept, nor are those that decode differently from the
/// middle. A window whose level was measured is kept until it is read.
///
/// Sounds are assumed not to change during a run.
///
/// *Source:* Karlin, Manasse, Rudolph and Sleator, *Competitive snoopy caching* (1988): rent until the rent is the price.
public final class SourceCache: Sendable {
  /// 256 MB: 25 minutes of mono at 44.1 kHz.
  public static let defaultByteBudget = 256 << 20

  private let provider: any SoundProvider
  private let state: Lock<KeptSounds>
  /// Whether it keeps what it does not hold yet.
  private let keepsMore: Bool

  /// - Parameter byteBudget: the most bytes that samples may take, 4 each; 0 keeps nothing.
  public init(provider: any SoundProvider = FileSounds(), byteBudget: Int = SourceCache.defaultByteBudget) {
    self.provider = provider
    state = Lock(KeptSounds(byteBudget: byteBudget))
    keepsMore = true
  }

  private init(sharing other: SourceCache) {
    (provider, state) = (other.provider, other.state)
    keepsMore = false
  }

  /// The same cache for a reader that uses what is kept and adds nothing to it.
  var keepingNoMore: SourceCache { SourceCache(sharing: self) }

  /// Bytes that are kept.
  var byteCount: Int { state.withLock { $0.byteCount } }

  /// The paths of the sounds that are kept as a whole.
  var paths: NameSet { state.withLock { $0.paths } }

  /// Opens a sound to be read in pieces, none of which is kept.
  func open(_ sound: Sound) throws(SoundscapeError) -> SourceReader { try SourceReader(sound, provider: provider) }

  /// A part of a sound, in another number of channels (see `AudioBuffer.converted`).
  func read(_ sound: Sound, _ range: Range<Int>, channelCount: Int) throws(SoundscapeError) -> AudioBuffer {
    // More channels are copies of those in the sound, made when they are needed.
    let kept = min(channelCount, sound.info.channelCount)
    let window: AudioBuffer
    switch plan(for: range, of: sound, channelCount: kept, takesWindow: true) {
    case .copy(let whole): window = whole.part(range)
    case .window(let audio): window = audio
    case .decodeWindow: window = try decode(sound, range)
    case .decodeWhole:
      if let whole = decodeWhole(sound, channelCount: kept) {
        window = whole.part(range)
      } else {
        window = try decode(sound, range)
      }
    }
    return window.converted(toChannelCount: channelCount)
  }

  /// How loud a part of a sound is: the root mean square over all of its channels, relative to full scale.
  ///
  /// The part is kept until it is read.
  func level(of sound: Sound, in range: Range<Int>) throws(SoundscapeError) -> Decibels {
    let channelCount = sound.info.channelCount
    switch plan(for: range, of: sound, channelCount: channelCount, takesWindow: false) {
    case .copy(let whole): return whole.part(range).rootMeanSquareLevel
    case .window(let audio): return audio.rootMeanSquareLevel
    case .decodeWhole:
      if let whole = decodeWhole(sound, channelCount: channelCount) { return whole.part(range).rootMeanSquareLevel }
      fallthrough
    case .decodeWindow:
      let audio = try decode(sound, range)
      if keepsMore { state.withLock { $0.keep(window: audio, range, of: sound) } }
      return audio.rootMeanSquareLevel
    }
  }

  private func plan(
    for range: Range<Int>, of sound: Sound, channelCount: Int, takesWindow: Bool
  ) -> KeptSounds.Plan {
    state.withLock {
      $0.plan(for: range, of: sound, channelCount: channelCount, takesWindow: takesWindow, keepsMore: keepsMore)
    }
  }

  private func decode(_ sound: Sound, _ range: Range<Int>) throws(SoundscapeError) -> AudioBuffer {
    var reader = try open(sound)
    return try reader.read(range)
  }

  /// Decodes and keeps a sound; nil for one that cannot be kept: reading its windows reports what is wrong, if anything.
  private func decodeWhole(_ sound: Sound, channelCount: Int) -> AudioBuffer? {
    do throws(SoundscapeError) {
      var reader = try open(sound)
      guard reader.decodesAlikeFromAnyFrame else { return nil }
      let whole = try reader.read(0..<sound.info.frameCount).converted(toChannelCount: channelCount)
      state.withLock { $0.keep(whole: whole, of: sound) }
      return whole
    } catch { return nil }
  }
}
