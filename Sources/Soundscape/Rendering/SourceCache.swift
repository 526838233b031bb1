import Synchronization

/// Decoded source files, shared by the workers of a run: a file that is heard again costs a copy of its window.
///
/// A file is decoded as a whole, and kept, once the windows asked of it add up to its length; until then the window
/// alone is decoded. A soundbank of too long or too many files thus costs at most twice what it does without a cache.
/// What was not used for longest goes first. Whatever is kept, every sample is the one that the file's window has by itself: formats whose decoders
/// start differently in the middle are not kept, nor are files with damage.
///
/// Files are taken not to change during a run.
///
/// *Source:* Karlin, Manasse, Rudolph and Sleator, *Competitive snoopy caching* (1988): rent until the rent is the price.
public final class SourceCache: Sendable {
  /// 256 MB: 25 minutes of mono at 44.1 kHz.
  public static let defaultByteBudget = 256 << 20
  /// A file may fill this part of the budget: a few long ones would leave no room for the others.
  private static let shareOfOneFile = 8

  private struct Key: Hashable {
    let path: String
    let channelCount: Int
  }

  private struct Entry {
    let audio: AudioBuffer
    let byteCount: Int
    var lastUse: Int
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var byteCount = 0
    var clock = 0
    /// Frames asked for so far, of files that are not kept.
    var asked: [Key: Int] = [:]
    /// Files that some worker decodes now, and those that cannot be kept.
    var skipped: Set<Key> = []
  }

  private enum Plan {
    case copy(AudioBuffer)
    case decodeWhole
    case decodeWindow
  }

  private let byteBudget: Int
  private let state = Mutex(State())

  /// - Parameter byteBudget: what the samples may take, 4 bytes each; 0 keeps nothing.
  public init(byteBudget: Int = SourceCache.defaultByteBudget) { self.byteBudget = byteBudget }

  /// What is kept, in bytes.
  var byteCount: Int { state.withLock { $0.byteCount } }

  /// The paths of the files that are kept.
  var paths: Set<String> { state.withLock { Set($0.entries.keys.map(\.path)) } }

  /// A part of a file, in another number of channels (see `AudioBuffer.converted`).
  func read(_ source: SourceFile, _ range: Range<Int>, channelCount: Int) throws(SoundscapeError) -> AudioBuffer {
    // More channels are copies of those in the file, and made of them when they are wanted.
    let key = Key(path: source.path, channelCount: min(channelCount, source.info.channelCount))
    let whole: AudioBuffer
    switch plan(for: range, of: source, key) {
    case .copy(let audio): whole = audio
    case .decodeWindow: return try source.decode(range, channelCount: channelCount)
    case .decodeWhole:
      guard let decoded = Self.decodeWhole(source, key) else {
        return try source.decode(range, channelCount: channelCount)
      }
      keep(decoded, key)
      whole = decoded
    }
    let isAll = range.count == whole.frameCount
    let part = isAll ? whole : AudioBuffer(channels: whole.channels.map { Array($0[range]) })
    return part.converted(toChannelCount: channelCount)
  }

  private func plan(for range: Range<Int>, of source: SourceFile, _ key: Key) -> Plan {
    let frameCount = source.info.frameCount
    let byteCount = Self.byteCount(frameCount, key)
    guard !range.isEmpty, range.upperBound <= frameCount, byteCount <= byteBudget / Self.shareOfOneFile else {
      return .decodeWindow
    }
    return state.withLock { state in
      state.clock += 1
      if let audio = state.entries[key]?.audio {
        state.entries[key]?.lastUse = state.clock
        return .copy(audio)
      }
      if state.skipped.contains(key) { return .decodeWindow }
      let asked = state.asked[key, default: 0] + range.count
      guard asked >= frameCount else {
        state.asked[key] = asked
        return .decodeWindow
      }
      state.asked[key] = nil
      // Another worker that wants it meanwhile decodes its window rather than wait or do the same.
      state.skipped.insert(key)
      return .decodeWhole
    }
  }

  /// nil for a file that cannot be kept: then its windows tell what is wrong with them, if anything is.
  private static func decodeWhole(_ source: SourceFile, _ key: Key) -> AudioBuffer? {
    do throws(SoundscapeError) {
      var reader = try AudioFileReader(path: source.path)
      guard reader.decodesAlikeFromAnyFrame else { return nil }
      return try reader.read(from: 0, count: source.info.frameCount).converted(toChannelCount: key.channelCount)
    } catch { return nil }
  }

  private func keep(_ audio: AudioBuffer, _ key: Key) {
    let byteCount = Self.byteCount(audio.frameCount, key)
    state.withLock { state in
      state.skipped.remove(key)
      if state.byteCount + byteCount > byteBudget { Self.makeRoom(for: byteCount, of: byteBudget, in: &state) }
      state.entries[key] = Entry(audio: audio, byteCount: byteCount, lastUse: state.clock)
      state.byteCount += byteCount
    }
  }

  /// Lets go of an eighth of the budget at a time, so that the order of use is seldom looked at.
  private static func makeRoom(for byteCount: Int, of budget: Int, in state: inout State) {
    let most = budget - max(byteCount, budget / shareOfOneFile)
    for (key, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
      if state.byteCount <= most { return }
      state.entries[key] = nil
      state.byteCount -= entry.byteCount
    }
  }

  private static func byteCount(_ frameCount: Int, _ key: Key) -> Int {
    frameCount * key.channelCount * MemoryLayout<Float>.stride
  }
}

extension SourceFile {
  /// A part of the file, in another number of channels, by way of a cache where there is one.
  func read(
    _ range: Range<Int>, channelCount: Int, cache: SourceCache?
  ) throws(SoundscapeError) -> AudioBuffer {
    if let cache { return try cache.read(self, range, channelCount: channelCount) }
    return try decode(range, channelCount: channelCount)
  }

  fileprivate func decode(_ range: Range<Int>, channelCount: Int) throws(SoundscapeError) -> AudioBuffer {
    var reader = try AudioFileReader(path: path)
    return try reader.read(from: range.lowerBound, count: range.count).converted(toChannelCount: channelCount)
  }
}
