public import Soundscape

/// One file for each label, the sum of its events, as in musdb: `<split>/<mixture>/{mixture,vocals,drums}.wav`.
public struct LabelSumLayout: Layout {
  public let name = "label-sums"

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let folder = (mixture.split.map { "\($0)/" } ?? "") + mixture.name
    let ending = mixture.format.fileExtension
    var labels: [String] = []
    var events: [String: [Int]] = [:]
    for (i, event) in mixture.events.enumerated() {
      if events[event.label] == nil { labels.append(event.label) }
      events[event.label, default: []].append(i)
    }
    let stems = labels.map { Artifact(.stem(events: events[$0] ?? []), name: "\(folder)/\($0).\(ending)") }
    return stems + [
      Artifact(.mixture, name: "\(folder)/mixture.\(ending)"), Artifact(.annotation, name: "\(folder)/mixture.jams"),
    ]
  }
}
