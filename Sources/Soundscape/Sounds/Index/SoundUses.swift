/// What the files of a bank are in a recipe: each may be several sounds, or a part of one.
package struct SoundUses: Sendable {
  package struct Use: Sendable {
    package let role: Role
    package let label: String
    package let sound: Sound
  }

  private var uses: NameTable<[Use]> = [:]

  package init(_ soundbank: Soundbank) {
    for role in Role.allCases {
      for label in soundbank.side(role).labels {
        for sound in label.sounds {
          let use = Use(role: role, label: label.name, sound: sound)
          for file in sound.files { uses[file, default: []].append(use) }
        }
      }
    }
  }

  /// What a file is used as; empty for one that the recipe does not take.
  package subscript(path: String) -> [Use] { uses[path] ?? [] }

  /// The labels of a file, each once.
  package func labels(of path: String) -> [String] {
    var labels: [String] = []
    for use in self[path] where !labels.containsName(use.label) { labels.append(use.label) }
    return labels
  }
}

extension SoundUses.Use {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("role", role.rawValue)
      json.member("label", label)
      json.member("name", sound.name)
      json.member("group", sound.group)
      json.member("song", sound.origin?.song)
      json.key("kept")
      json.object { json in
        for (column, value) in (sound.origin?.kept ?? [:]).sorted(by: { isInByteOrder($0.key, $1.key) }) {
          json.member(column, value)
        }
      }
    }
  }
}
