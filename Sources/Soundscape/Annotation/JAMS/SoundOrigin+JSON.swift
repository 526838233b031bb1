extension Sound {
  /// What annotations record of where it is from: only of sounds of trees and tables.
  package var recordedOrigin: SoundOrigin? {
    guard let origin, !origin.name.isEmpty else { return nil }
    return origin
  }
}

extension JSONWriter {
  /// An origin as an object, its columns in byte order of their names.
  package mutating func object(of origin: SoundOrigin) {
    object { json in
      json.member(.name, origin.name)
      json.member(.place, origin.place)
      json.member(.group, origin.group)
      json.member(.song, origin.song)
      json.key(.kept)
      json.object { json in
        for (column, cell) in origin.kept.sorted(by: { isInByteOrder($0.key, $1.key) }) { json.member(column, cell) }
      }
    }
  }
}
