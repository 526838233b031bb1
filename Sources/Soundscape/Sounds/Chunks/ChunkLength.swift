/// How long a chunk is, or how far the next one begins after it: in seconds, or exactly in samples of a channel.
public enum ChunkLength: Hashable, Sendable {
  case seconds(Seconds)
  case samples(Int)

  /// The length that a text means: `8` and `8s` are seconds, `131072samples` are samples; nil for anything else, and for
  /// what is not above 0.
  public init?(_ text: String) {
    let word = text.filter { $0 != " " && $0 != "_" }
    for ending in ["samples", "sample"] where word.ends(with: ending) {
      guard let count = Int(word.dropLast(ending.count)), (1...Self.most).contains(count) else { return nil }
      self = .samples(count)
      return
    }
    let number = word.ends(with: "s") ? String(word.dropLast()) : word
    guard let seconds = Double(number), seconds > 0, seconds <= 1e6 else { return nil }
    self = .seconds(seconds)
  }

  /// More would not fit into memory, where a chunk is kept.
  private static let most = 1 << 32

  func frames(at rate: Hertz) -> Int {
    switch self {
    case .seconds(let seconds): Soundscape.frames(in: seconds, at: rate)
    case .samples(let count): count
    }
  }
}
