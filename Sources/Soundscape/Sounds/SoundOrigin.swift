/// What is known of a sound beside its shape: where in a tree or a table it stands, what it was made from, and which part
/// of which files it is. Sounds of label folders have none.
///
/// A class, since every event that plays the sound refers to it.
public final class SoundOrigin: Hashable, Sendable, Codable {
  /// The sound's name in its bank; empty where it is not known.
  public let name: String
  /// Its path below the bank's folder, with the parts and frames of `SoundPath`; empty where it is not known.
  public let place: String
  /// What it was made from or by: a song, a speaker, a recording. nil for none.
  public let group: String?
  /// The song whose stems belong together, with its group before it where a tree or table names both; nil for none.
  public let song: String?
  /// What a table or placeholders say of it, by column.
  public let kept: NameTable<String>
  /// The files whose sum it is, and which frames of them; nil for the file at the sound's path.
  let parts: SoundPath?

  init(
    name: String = "", place: String = "", group: String? = nil, song: String? = nil, kept: NameTable<String> = [:],
    parts: SoundPath? = nil
  ) {
    self.name = name
    self.place = place
    self.group = group
    self.song = song
    self.kept = kept
    self.parts = parts
  }

  /// The same for other files.
  func with(name: String? = nil, place: String? = nil, group: String? = nil, parts: SoundPath?) -> SoundOrigin {
    SoundOrigin(
      name: name ?? self.name, place: place ?? self.place, group: group ?? self.group, song: song, kept: kept,
      parts: parts)
  }

  /// All of it as text.
  var identity: String {
    let fields = kept.sorted { isInByteOrder($0.key, $1.key) }.map { "\t\($0.key)=\($0.value)" }.joined()
    return "\t\(place)\t\(group ?? "")\t\(song ?? "")" + fields
  }

  public static func == (a: SoundOrigin, b: SoundOrigin) -> Bool {
    a === b
      || hasSameBytes(a.name, b.name) && hasSameBytes(a.place, b.place) && isSameName(a.group, b.group)
        && isSameName(a.song, b.song) && a.kept == b.kept && a.parts == b.parts
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(group)
  }
}

extension SoundOrigin: CustomStringConvertible {
  public var description: String { name + identity.parts(between: "\t").joined(separator: ", ") }
}

extension Sound {
  /// The files that it is read from.
  var files: [String] { origin?.parts?.files ?? [path] }

  /// What it was made from, for keeping sounds apart: nil where its bank does not say.
  public var group: String? { origin?.group }

  /// What stems of one song have in common: the song's name where its bank has one, else the sound's own.
  var song: String { origin?.song ?? name }
}

extension Sound {
  /// The same sound under another name.
  func named(_ name: String) -> Sound {
    var sound = self
    sound.name = name
    sound.origin = origin?.with(name: name, parts: origin?.parts)
    return sound
  }
}
