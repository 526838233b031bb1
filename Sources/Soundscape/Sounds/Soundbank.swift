/// The sounds that a recipe can draw from, by role and label, and the provider that opens them.
///
/// Labels and their sounds are in byte order of their names. Two soundbanks are equal when they list the same sounds.
public struct Soundbank: Sendable {
  public var foreground: Side
  public var background: Side
  /// What opens the sounds.
  public var provider: any SoundProvider
  /// The sounds that are there but cannot be used, with the reasons; nothing is drawn from them.
  public var skipped: [Warning] = []
  /// The paths of those that were left out on request, with what is found by decoding all; a manifest names them. Empty
  /// where nobody asked for that.
  public var leftOut: [String] = []

  /// The labels of one role.
  public struct Side: Hashable, Sendable {
    /// The folder as written in the recipe; empty when there is none.
    public let folder: String
    public let labels: [SoundLabel]
    private let positions: [ByteName: Int]

    public init(folder: String, labels: [SoundLabel]) {
      self.folder = folder
      self.labels = labels
      positions = Dictionary(
        labels.indices.map { (ByteName(labels[$0].name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    public var labelNames: [String] { labels.map(\.name) }

    /// The label of this name; where no name has the same bytes, one that is written with the same characters.
    public subscript(label: String) -> SoundLabel? {
      positions[ByteName(label)].map { labels[$0] } ?? labels.lazy.map(\.name).index(ofName: label).map { labels[$0] }
    }
  }

  public init(
    foreground: Side, background: Side = Side(folder: "", labels: []), provider: any SoundProvider = FileSounds()
  ) {
    self.foreground = foreground
    self.background = background
    self.provider = provider
  }

  /// Lists the sounds in a recipe's folders.
  ///
  /// *Throws:* see `FileSounds.listSounds`.
  public static func scan(
    _ folders: Recipe.SoundbankFolders
  ) throws(SoundscapeError) -> (soundbank: Soundbank, warnings: [Warning]) {
    try FileSounds(folders).listSounds()
  }

  /// Lists the sounds in a recipe's folders, with all that is wrong in one go.
  ///
  /// - Parameters:
  ///   - skipsDamaged: leaves out the sounds that cannot be decoded to their ends; those that no index knows are decoded.
  ///   - progress: is called now and then, from any worker.
  public static func survey(
    _ folders: Recipe.SoundbankFolders, jobs: Int = Processors.available, skipsDamaged: Bool = false,
    progress: @escaping @Sendable (SoundbankScan.Progress) -> Void = { _ in }
  ) -> SoundbankScan {
    FileSounds(folders, skipsDamaged: skipsDamaged).scan(jobs: jobs, progress: progress)
  }

  public func side(_ role: Role) -> Side { role == .foreground ? foreground : background }

  /// SHA-256 over every sound's role, label, name and shape, its place, group and what else is recorded of it: the same for banks from which the same is drawn.
  public var digest: String {
    var text = ""
    for role in Role.allCases {
      for label in side(role).labels {
        for sound in label.sounds {
          let info = sound.info
          text += "\(role)/\(label.name)/\(sound.name)\t\(info.frameCount)\t\(info.sampleRate)\t\(info.channelCount)"
          if let origin = sound.origin { text += origin.identity }
          text += "\n"
        }
      }
    }
    return SHA256Hasher.hexDigest(of: text)
  }
}

extension Soundbank: Hashable {
  public static func == (a: Soundbank, b: Soundbank) -> Bool {
    a.foreground == b.foreground && a.background == b.background
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(foreground)
    hasher.combine(background)
  }
}

/// One label of a soundbank and its sounds, in byte order of their names; never empty.
public struct SoundLabel: Hashable, Sendable {
  public var name: String
  public var sounds: [Sound]

  public init(name: String, sounds: [Sound]) {
    self.name = name
    self.sounds = sounds
  }

  public static func == (a: SoundLabel, b: SoundLabel) -> Bool {
    hasSameBytes(a.name, b.name) && a.sounds == b.sounds
  }
}
