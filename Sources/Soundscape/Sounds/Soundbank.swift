/// What sounds there are: labels and their files, scanned once.
///
/// On disk: `<foreground>/<label>/<file>` and `<background>/<label>/<file>`. Labels and files are in byte order of
/// their names; hidden ones are passed over.
public struct Soundbank: Hashable, Sendable {
  /// The labels of one role.
  public struct Side: Hashable, Sendable {
    /// The folder as given; empty when there is none.
    public let folder: String
    public let labels: [SoundLabel]
    private let positions: [String: Int]

    public init(folder: String, labels: [SoundLabel]) {
      self.folder = folder
      self.labels = labels
      positions = Dictionary(labels.indices.map { (labels[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public var labelNames: [String] { labels.map(\.name) }

    public subscript(label: String) -> SoundLabel? { positions[label].map { labels[$0] } }
  }

  public var foreground: Side
  public var background: Side

  public init(foreground: Side, background: Side = Side(folder: "", labels: [])) {
    self.foreground = foreground
    self.background = background
  }

  public func side(_ role: Role) -> Side { role == .foreground ? foreground : background }

  /// SHA-256 over every file's role, label, name and shape: the same for banks from which the same is drawn.
  public var digest: String {
    var text = ""
    for role in Role.allCases {
      for label in side(role).labels {
        for file in label.files {
          let info = file.info
          text += "\(role)/\(label.name)/\(file.name)\t\(info.frameCount)\t\(info.sampleRate)\t\(info.channelCount)\n"
        }
      }
    }
    return SHA256Hasher.hexDigest(of: text)
  }
}
