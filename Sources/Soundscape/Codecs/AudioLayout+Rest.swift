// What follows the audio that a header declares.

extension AudioLayout {
  /// Fewer bytes after the audio are never asked for: a frame or two, or padding.
  private static let leastRest = 1_024
  /// What comes after audio only where another file or more audio does.
  private static let unexpected = SoundSignature.fileMarks.union(["data", "SSND"].map { Array($0.utf8) })
  /// Chunks that hold words about the sound: harmless, even where the last of them is cut off.
  private static let known = Set(
    [
      "LIST", "id3 ", "ID3 ", "bext", "iXML", "axml", "chna", "cue ", "smpl", "inst", "plst", "fact", "PEAK", "JUNK",
      "junk", "PAD ", "FLLR", "acid", "afsp", "cart", "mext", "umid", "regn", "_PMX", "DISP", "MARK", "COMT", "NAME",
      "AUTH", "(c) ", "ANNO", "APPL", "INST", "MIDI", "AESD", "info", "free", "strg", "uuid", "chan", "mark", "ovvw",
    ].map { Array($0.utf8) })

  /// What is wrong where the file continues after the declared audio with something that is neither chunks, tags, nor
  /// padding: the header of a recorder that was stopped, or another file behind it.
  func restProblem(_ window: FileWindow) throws(SystemFailure) -> String? {
    guard declared <= UInt64(window.size - dataStart) else { return nil }
    let end = dataStart + Int(declared)
    let rest = window.size - end
    guard rest >= Self.leastRest else { return nil }
    if try isHarmless(window, from: end) { return nil }
    return
      "is not what its header says: \(declared) bytes of audio, and \(rest) more that are no chunk; write it again, or "
      + "cut it there"
  }

  private func isHarmless(_ window: FileWindow, from end: Int) throws(SystemFailure) -> Bool {
    // After audio of odd length, a byte of padding may come first.
    var names: [[UInt8]] = []
    for place in [end, end + 1] { names.append(Array(try window.bytes(at: place, count: 4))) }
    if names.contains(where: Self.unexpected.contains) { return false }
    if names.contains(where: Self.known.contains) { return true }
    for place in [end, end + 1] where try MPEGTag.end(ofTagsAt: place, in: window) > place { return true }
    if try isFollowedByChunk(window) { return true }
    return try window.isUniform(from: end + 1)
  }
}
