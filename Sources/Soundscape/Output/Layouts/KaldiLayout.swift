/// Kaldi's and ESPnet's data folders: a folder for each split with `wav.scp` and its companions, the sound in `wav/`.
///
/// An utterance is a mixture. Where one event alone sounds in the foreground and the bank says who speaks, the
/// speaker's name comes before the number, as Kaldi wants it for sorting; else each mixture is a speaker of its own. The text
/// is a kept column `text` or `transcript`, else the labels.
///
/// *Source:* kaldi-asr.org/doc/data_prep.html; `spk1.scp` and `noise1.scp` as in ESPnet's `enh1` recipes.
public struct KaldiLayout: Layout {
  public let name = "kaldi"
  public let hasLists = true
  public let needsSourceCount = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let split = mixture.split ?? ListedMixture.wholeSplit
    let ending = mixture.format.fileExtension
    let base = "wav/\(split)/\(mixture.path)"
    // Silent where there is none: every list has every utterance.
    let stems = SourceStems.of(
      mixture, source: { "\(base)_spk\($0).\(ending)" }, noise: "\(base)_noise1.\(ending)")
    return stems + [
      Artifact(.mixture, name: "\(base).\(ending)"), Artifact(.labels, name: "\(base).txt"),
      Artifact(.annotation, name: "\(base).jams"),
    ]
  }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    guard let file = mixture.row.mixture else { return }
    let events = mixture.foreground
    let speaker = events.count == 1 ? events[0].speaker.map(Self.token) : nil
    let utterance = speaker.map { "\($0)-\(mixture.id)" } ?? mixture.id
    func add(_ value: String, to list: String) {
      lists.addSorted("\(utterance) \(value)", to: "\(mixture.split)/\(list)")
    }
    add(mixture.shown(file), to: "wav.scp")
    let words = events.map { Self.line($0.words) }.joined(separator: " ")
    // A line without words is refused by some readers.
    add(words.isEmpty ? "<noise>" : words, to: "text")
    add(speaker ?? utterance, to: "utt2spk")
    add("\(mixture.duration)", to: "utt2dur")
    lists.add(utterance, of: speaker ?? utterance, to: "\(mixture.split)/spk2utt")
    for stem in mixture.row.stems {
      // What follows the mixture's name: `_spk1`, `_noise1`.
      let name = Path.stem(of: Path.name(of: stem)).dropFirst(mixture.id.count + 1)
      add(mixture.shown(stem), to: "\(name).scp")
    }
  }

  /// A name that sorts as the names that begin with it and `-` do: nothing in it comes before `-`.
  private static func token(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.value <= 0x2F || $0.properties.isWhitespace ? "_" : Character($0) })
  }

  /// A text in one line.
  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
