/// Makes the sounds of a bank from its files: sums of the files of a song, and windows of long recordings.
struct SoundArrangement {
  private let source: SoundSource

  init(_ source: SoundSource) { self.source = source }

  /// - Parameter sounds: those of one label.
  /// *Throws:* `.soundbank` for several files of a song that are not to be summed, or cannot be.
  func arranged(_ sounds: [Sound], label: String) throws(SoundscapeError) -> [Sound] {
    let summed = try songs(of: sounds, label: label)
    guard let chunks = source.chunks else { return summed }
    return summed.flatMap { windows(of: $0, chunks) }
  }

  // MARK: Sums

  private func songs(of sounds: [Sound], label: String) throws(SoundscapeError) -> [Sound] {
    guard sounds.contains(where: { $0.origin?.song != nil }) else { return sounds }
    var songs: NameTable<[Sound]> = [:]
    var order: [String] = []
    for sound in sounds {
      let song = sound.song
      if songs[song] == nil { order.append(song) }
      songs[song, default: []].append(sound)
    }
    var arranged: [Sound] = []
    for song in order {
      let files = songs[song] ?? []
      guard files.count > 1 else {
        // Named as the sums are, so that the stems of a song have one name.
        arranged += source.sumsFiles ? files.map { $0.named(song) } : files
        continue
      }
      guard source.sumsFiles else {
        throw .soundbank(
          path: files[1].path,
          problem:
            "the song \(song) has \(files.count) files under \(label); `sum: true` makes them one sound, their sum "
            + "(or name it <group> instead of <song>)")
      }
      arranged.append(try sum(of: files, song: song))
    }
    return arranged
  }

  private func sum(of files: [Sound], song: String) throws(SoundscapeError) -> Sound {
    let files = files.sorted { isInByteOrder($0.path, $1.path) }
    let rate = files[0].info.sampleRate
    if let other = files.first(where: { $0.info.sampleRate != rate }) {
      throw .soundbank(
        path: other.path,
        problem: "has \(other.info.sampleRate) Hz, but \(files[0].path), which it is added to, has \(rate) Hz; "
          + "convert one of them")
    }
    if let other = files.first(where: { !isSameName($0.group, files[0].group) }) {
      throw .soundbank(
        path: other.path,
        problem: "is of another group (\(other.group ?? "none")) than \(files[0].path) (\(files[0].group ?? "none")), "
          + "which it is added to")
    }
    let parts = SoundPath(files: files.map(\.path))
    let info = AudioFileInfo(
      frameCount: files.map(\.info.frameCount).max() ?? 0, sampleRate: rate,
      channelCount: files.map(\.info.channelCount).max() ?? 1)
    let place = SoundPath(files: files.map { $0.origin?.place ?? "" }).text
    return Sound(
      name: song, path: parts.text, info: info,
      origin: files[0].origin?.with(name: song, place: place, parts: parts))
  }

  // MARK: Windows

  /// All whole windows; a recording that is shorter than one stays as it is.
  private func windows(of sound: Sound, _ chunks: SoundChunks) -> [Sound] {
    let rate = sound.info.sampleRate
    let length = frames(in: chunks.length, at: rate)
    let total = sound.info.frameCount
    guard length > 0, total > length else { return [sound] }
    let count = Int(Double(total - length) / (chunks.hop * Double(rate))) + 1
    let digits = max(4, "\(count - 1)".count)
    let files = sound.origin?.parts?.files ?? [sound.path]
    return (0..<min(count, RecipeLimits.mostSounds)).compactMap { k in
      let start = frames(in: Double(k) * chunks.hop, at: rate)
      guard start + length <= total else { return nil }
      let number = "\(k)"
      let name = "\(sound.name)#" + String(repeating: "0", count: digits - number.count) + number
      let parts = SoundPath(files: files, frames: start..<(start + length))
      let origin = sound.origin ?? SoundOrigin(name: sound.name)
      let place = SoundPath(
        files: origin.parts == nil ? [origin.place] : SoundPath(origin.place)?.files ?? [origin.place],
        frames: parts.frames)
      return Sound(
        name: name, path: parts.text,
        info: AudioFileInfo(frameCount: length, sampleRate: rate, channelCount: sound.info.channelCount),
        // What is cut from one recording belongs together.
        origin: origin.with(name: name, place: place.text, group: origin.group ?? sound.name, parts: parts))
    }
  }
}
