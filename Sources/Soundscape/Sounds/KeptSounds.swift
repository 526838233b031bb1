/// What a `SourceCache` holds: whole sounds, and windows whose level was measured but that were not read yet.
struct KeptSounds {
  /// A sound may take at most one part in this many of the budget, as a few long ones would leave no room for the
  /// others. So may all windows together.
  private static let shareOfOneSound = 8

  enum Plan {
    /// The window is part of this whole sound.
    case copy(AudioBuffer)
    case window(AudioBuffer)
    case decodeWhole
    case decodeWindow
  }

  private struct Key: Hashable {
    let path: ByteName
    let channelCount: Int
  }

  private struct WindowKey: Hashable {
    let path: ByteName
    let range: Range<Int>
  }

  private struct Entry {
    let audio: AudioBuffer
    var lastUse: Int

    var byteCount: Int { audio.frameCount * audio.channelCount * MemoryLayout<Float>.stride }
  }

  let byteBudget: Int
  /// Bytes of all that is held.
  private(set) var byteCount = 0
  private var windowByteCount = 0
  private var sounds: [Key: Entry] = [:]
  private var windows: [WindowKey: Entry] = [:]
  private var clock = 0
  /// Frames requested so far of sounds that are not held.
  private var asked: [Key: Int] = [:]
  /// Sounds that some worker decodes now, and those that cannot be held.
  private var skipped: Set<Key> = []

  init(byteBudget: Int) { self.byteBudget = byteBudget }

  var paths: NameSet { NameSet(sounds.keys.map(\.path.text)) }

  /// How to get a window.
  ///
  /// - Parameters:
  ///   - channelCount: the channels that the sound is held in: as many as it has, or fewer.
  ///   - takesWindow: whether a window that was held for its reader is released.
  ///   - keepsMore: whether what is decoded may be kept.
  mutating func plan(
    for range: Range<Int>, of sound: Sound, channelCount: Int, takesWindow: Bool, keepsMore: Bool
  ) -> Plan {
    guard byteBudget > 0, !range.isEmpty, range.upperBound <= sound.info.frameCount else { return .decodeWindow }
    clock += 1
    let path = ByteName(sound.path)
    if !windows.isEmpty, let audio = window(WindowKey(path: path, range: range), isTaken: takesWindow) {
      return .window(audio)
    }
    let key = Key(path: path, channelCount: channelCount)
    if let audio = use(key) { return .copy(audio) }
    // Held in all its channels, because its levels were measured.
    if channelCount < sound.info.channelCount,
      let audio = use(Key(path: path, channelCount: sound.info.channelCount))
    {
      return .copy(audio)
    }
    guard keepsMore else { return .decodeWindow }
    // Divided, not multiplied: a damaged header may promise any number of frames.
    let mostFrames = byteBudget / Self.shareOfOneSound / (max(1, channelCount) * MemoryLayout<Float>.stride)
    guard sound.info.frameCount <= mostFrames, !skipped.contains(key) else { return .decodeWindow }
    let asked = asked[key, default: 0] + range.count
    guard asked >= sound.info.frameCount else {
      self.asked[key] = asked
      return .decodeWindow
    }
    self.asked[key] = nil
    // Meanwhile, another worker that needs it decodes its window, rather than wait or decode the whole too.
    skipped.insert(key)
    return .decodeWhole
  }

  private mutating func use(_ key: Key) -> AudioBuffer? {
    guard let audio = sounds[key]?.audio else { return nil }
    sounds[key]?.lastUse = clock
    return audio
  }

  private mutating func window(_ key: WindowKey, isTaken: Bool) -> AudioBuffer? {
    guard let entry = windows[key] else { return nil }
    if isTaken { drop(key, entry) }
    return entry.audio
  }

  private mutating func drop(_ key: WindowKey, _ entry: Entry) {
    windows[key] = nil
    windowByteCount -= entry.byteCount
    byteCount -= entry.byteCount
  }

  mutating func keep(whole audio: AudioBuffer, of sound: Sound) {
    let key = Key(path: ByteName(sound.path), channelCount: audio.channelCount)
    let entry = Entry(audio: audio, lastUse: clock)
    skipped.remove(key)
    makeRoom(for: entry.byteCount)
    sounds[key] = entry
    byteCount += entry.byteCount
  }

  mutating func keep(window audio: AudioBuffer, _ range: Range<Int>, of sound: Sound) {
    let key = WindowKey(path: ByteName(sound.path), range: range)
    let entry = Entry(audio: audio, lastUse: clock)
    let most = byteBudget / Self.shareOfOneSound
    guard entry.byteCount <= most, windows[key] == nil, !range.isEmpty else { return }
    if windowByteCount + entry.byteCount > most {
      // Windows that were never read: half of them at a time, so that they are seldom sorted.
      for (oldKey, old) in windows.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
        if windowByteCount <= min(most / 2, most - entry.byteCount) { break }
        drop(oldKey, old)
      }
    }
    makeRoom(for: entry.byteCount)
    windows[key] = entry
    windowByteCount += entry.byteCount
    byteCount += entry.byteCount
  }

  /// Releases an eighth of the budget at a time, so that sounds are seldom sorted.
  private mutating func makeRoom(for needed: Int) {
    if byteCount + needed <= byteBudget { return }
    let most = byteBudget - max(needed, byteBudget / Self.shareOfOneSound)
    for (key, entry) in sounds.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
      if byteCount <= most { return }
      sounds[key] = nil
      byteCount -= entry.byteCount
    }
  }
}
